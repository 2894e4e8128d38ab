//! A compound of hand-made facts in which one resident talks with the bot, turn by turn.

use std::collections::{BTreeMap, BTreeSet};

use crate::conversation::facts::{Estate, Facts, Needs, Quotas, WeekFacts};
use crate::conversation::input::{Input, What};
use crate::conversation::screen::{Button, Message, Press, Say};
use crate::conversation::session::Session;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::{Change, Turn};
use crate::conversation::{Made, report};
use crate::domain::battle_map::BattleMap;
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::Catalogue;
use crate::domain::chat::{Chat, ChatKind};
use crate::domain::desk::{Desk, Holder};
use crate::domain::id::{ChatId, Number, PersonId, PlaceId};
use crate::domain::language::Language;
use crate::domain::media::{Media, MediaKind};
use crate::domain::person::{Person, Reader};
use crate::domain::place::{Phones, Place, PlaceKind, Places};
use crate::domain::role::{Grant, Role};
use crate::domain::ticket::dossier::{Dossier, NewTicket};
use crate::domain::ticket::listing::Brief;
use crate::domain::time::Moment;
use crate::text::{Arg, Piece, Text};

/// 永丰里.
pub(super) const COMPOUND: PlaceId = PlaceId(3);
/// The resident who talks.
pub(super) const WANG: PersonId = PersonId(100);
/// Monday 23 November 2026, 16:20 in Shanghai.
pub(super) const MONDAY: Moment = Moment(1_795_422_000_000);

/// The compound, its resident, and what was said and written last.
pub(super) struct House {
    pub(super) session: Session,
    pub(super) person: Person,
    pub(super) estate: Estate,
    pub(super) grants: Vec<Grant>,
    pub(super) chat: ChatKind,
    pub(super) similar: Vec<Brief>,
    pub(super) tickets: BTreeMap<Number, Dossier>,
    pub(super) desk: Desk,
    pub(super) changes: Vec<Change>,
    pub(super) says: Vec<Say>,
    pub(super) turns: i64,
    pub(super) filed_today: i64,
    pub(super) announce: crate::conversation::announce::facts::Known,
    pub(super) binding: Option<crate::domain::chat::Binding>,
    pub(super) map: BattleMap,
    pub(super) household: crate::conversation::household::known::Facts,
}

impl House {
    pub(super) fn new() -> Self {
        Self {
            session: Session::default(),
            person: wang(),
            estate: estate(),
            grants: Vec::new(),
            chat: ChatKind::Private,
            similar: Vec::new(),
            tickets: BTreeMap::new(),
            desk: Desk { holders: vec![clerk()], chats: Vec::new() },
            changes: Vec::new(),
            says: Vec::new(),
            turns: 0,
            filed_today: 0,
            announce: crate::conversation::announce::facts::Known::default(),
            binding: None,
            map: BattleMap::default(),
            household: crate::conversation::household::known::Facts::default(),
        }
    }

    /// The same, but nobody ever saw the resident before.
    pub(super) fn with_a_stranger() -> Self {
        let person = Person { compound: None, consent_processing: None, consent_abroad: None, ..wang() };
        Self { person, ..Self::new() }
    }

    /// `/name rest`.
    pub(super) fn commands(&mut self, line: &str) {
        let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
        self.does(What::Command { name: name.trim_start_matches('/').to_owned(), rest: rest.to_owned() });
    }

    /// The resident begins with this.
    pub(super) fn begins(&mut self, what: What) {
        let input = self.input(what);
        self.make(|session, facts, estate| {
            let mut talk = Talk::new(session.clone(), &input, facts, estate, MONDAY);
            finished(report::begin(&mut talk, None), talk)
        });
    }

    /// First contact is done.
    pub(super) fn goes_on(&mut self) {
        self.by_the_clock(report::resume);
    }

    pub(super) fn by_the_clock(&mut self, step: impl Fn(&mut Talk<'_>) -> talk::Step) {
        let input = self.input(What::Unusable);
        self.make(|session, facts, estate| {
            let mut talk = Talk::new(session.clone(), &input, facts, estate, MONDAY);
            finished(step(&mut talk), talk)
        });
    }

    pub(super) fn does(&mut self, what: What) {
        let input = self.input(what);
        self.make(|session, facts, estate| crate::conversation::turn(session, &input, facts, estate, MONDAY));
    }

    pub(super) fn says(&mut self, words: &str) {
        self.does(What::Text(words.to_owned()));
    }

    pub(super) fn taps(&mut self, choice: &str) {
        let shown = self.session.shown.as_ref().expect("a screen");
        let at = shown.screen.choices().position(|there| there == choice);
        let at = at.unwrap_or_else(|| panic!("no {choice} on\n{}", self.sees()));
        self.does(What::Press(format!("~{}.{at}", shown.nonce)));
    }

    pub(super) fn input(&mut self, what: What) -> Input {
        self.turns += 1;
        Input {
            at: MONDAY,
            chat: self.chat,
            thread: 0,
            message: Some(self.turns),
            is_reply: false,
            language: None,
            anonymous: false,
            first_over: false,
            what,
        }
    }

    pub(super) fn make(&mut self, turn: impl Fn(&Session, &Facts, &Estate) -> Made) {
        let mut asked = Needs::none();
        for _ in 0..3 {
            let facts = self.facts(&asked);
            match turn(&self.session, &facts, &self.estate) {
                Made::Ask(needs) => asked.add(*needs),
                Made::Turn(turn) => {
                    let Turn { session, changes, says } = *turn;
                    self.session = session;
                    for change in &changes {
                        if let Change::Person(after) = change {
                            self.person = after.clone();
                        }
                    }
                    self.changes.extend(changes);
                    self.says = says;
                    return;
                }
            }
        }
        panic!("a turn asks once more, not twice: {asked:?}");
    }

    fn facts(&self, asked: &Needs) -> Facts {
        Facts {
            person: Some(self.person.clone()),
            grants: self.grants.clone(),
            chat: Chat { id: ChatId(1), binding: self.binding, language: Language::Chinese, rich: false },
            quoted: None,
            fresh_ids: (0..20).map(|n| self.turns * 100 + n).collect(),
            fresh_token: "abcdefghijklmnopqrstuvwxyz".to_owned(),
            nonce: format!("n{}", self.turns),
            asked: asked.clone(),
            tickets: self.tickets.clone(),
            mine: crate::domain::ticket::listing::Listing::default(),
            open: self.listing(),
            similar: self.similar.clone(),
            queue: crate::domain::ticket::listing::Listing::default(),
            desks: asked.desks.iter().map(|place| (*place, self.desk.clone())).collect(),
            number: asked.number.then_some(Number(1042)),
            invite: None,
            code: None,
            asking: Vec::new(),
            mine_open: Vec::new(),
            mine_resolved: Vec::new(),
            held: (Vec::new(), Vec::new()),
            led: Vec::new(),
            filed: asked.filed.then_some(self.filed_today),
            usual: Some((2, 12)),
            announce: self.announce.clone(),
            standing: crate::domain::ticket::dossier::Standing::default(),
            works: crate::conversation::works::facts::WorksFacts::default(),
            meeting: crate::conversation::meeting::known::Facts::default(),
            household: self.household.clone(),
            projects: crate::conversation::projects::known::Facts::default(),
            vote: super::vote::known::Facts::default(),
            ledger: Box::default(),
            map: asked.map.then(|| self.map.clone()),
            week: asked.week.map(|_| WeekFacts::default()),
            stats: None,
            gap: None,
        }
    }

    fn listing(&self) -> crate::domain::ticket::listing::Listing {
        let total = i64::try_from(self.similar.len()).unwrap();
        crate::domain::ticket::listing::Listing { rows: self.similar.clone(), offset: 0, total, ..Default::default() }
    }

    /// The current screen: keys of its words, then the choices of its buttons.
    pub(super) fn sees(&self) -> String {
        let Some(shown) = &self.session.shown else { return "nothing".to_owned() };
        let rows: Vec<String> = shown.screen.rows.iter().map(|row| buttons(row)).collect();
        format!("{}\n{}", in_keys(&shown.screen.text), rows.join("\n"))
    }

    /// The messages of the last turn, in keys, with their buttons.
    pub(super) fn reads(&self) -> String {
        let read = |message: &Message| {
            let rows: Vec<String> = message.rows.iter().map(|row| buttons(row)).collect();
            format!("{}\n{}", in_keys(&message.text), rows.join("\n"))
        };
        self.messages().map(read).collect::<Vec<_>>().join("\n--\n")
    }

    pub(super) fn messages(&self) -> impl Iterator<Item = &Message> {
        self.says.iter().filter_map(|said| match said {
            Say::Message(message) => Some(message),
            _ => None,
        })
    }

    pub(super) fn filed(&self) -> Vec<&NewTicket> {
        let mut filed = Vec::new();
        for change in &self.changes {
            if let Change::File(new) = change {
                filed.push(&**new);
            }
        }
        filed
    }

    pub(super) fn draft(&self) -> &report::Draft {
        self.session.draft.as_ref().expect("a draft")
    }
}

fn finished(step: talk::Step, talk: Talk<'_>) -> Made {
    match step {
        Ok(()) => Made::Turn(Box::new(talk.finish())),
        Err(Stop::Ask(needs)) => Made::Ask(needs),
        Err(Stop::Refused(refusal)) => panic!("refused: {refusal}"),
    }
}

fn buttons(row: &[Button]) -> String {
    let button = |button: &Button| match &button.press {
        Press::Choice(code) | Press::Act(code) | Press::Link(code) => format!("[{code}]"),
    };
    row.iter().map(button).collect::<Vec<_>>().join(" ")
}

/// A text's keys with its arguments, as far as they are words or numbers.
pub(super) fn in_keys(text: &Text) -> String {
    text.0
        .iter()
        .map(|piece| match piece {
            Piece::Raw(words) => words.clone(),
            Piece::Named(words) => words.zh.clone(),
            Piece::Key(key, args) => {
                let args: Vec<String> = args.iter().map(|(_, arg)| arg_in_keys(arg)).collect();
                if args.is_empty() { key.clone() } else { format!("{key}({})", args.join(", ")) }
            }
        })
        .collect()
}

fn arg_in_keys(arg: &Arg) -> String {
    match arg {
        Arg::Number(n) => n.to_string(),
        Arg::Raw(words) => words.clone(),
        Arg::Named(words) => words.zh.clone(),
        Arg::At(at) | Arg::On(at) => at.local().format("%a %H:%M").to_string(),
        Arg::Day(at) => at.local().format("%d %b").to_string(),
        Arg::Text(text) => in_keys(text),
    }
}

pub(super) fn photo(name: &str, album: Option<&str>, caption: &str) -> What {
    What::Media(Media {
        kind: MediaKind::Photo,
        file: name.to_owned(),
        unique: name.to_owned(),
        size: Some(90_000),
        caption: caption.to_owned(),
        album: album.map(str::to_owned),
    })
}

pub(super) fn reader(person: PersonId, chat: i64) -> Reader {
    let person = Some(person);
    Reader { person, ..Reader::desk(ChatId(chat), Language::Chinese, true) }
}

fn wang() -> Person {
    Person {
        id: WANG,
        chat: Some(ChatId(1)),
        language: Some(Language::Chinese),
        language_chosen: false,
        care: false,
        compound: Some(COMPOUND),
        consent_processing: Some(crate::conversation::first_contact::CONSENT_VERSION),
        consent_abroad: Some(crate::conversation::first_contact::CONSENT_VERSION),
        contact: None,
    }
}

pub(super) fn holder(person: PersonId, grant: Grant, chat: i64) -> Holder {
    Holder { person, grant, reader: reader(person, chat) }
}

fn clerk() -> Holder {
    holder(PersonId(200), Grant { role: Role::Clerk, scope: COMPOUND, name: "小陈".to_owned() }, 2)
}

fn estate() -> Estate {
    let mut codes = BTreeSet::new();
    let mut place = |id, code: &str, kind, parent, name: &str, at| {
        assert!(codes.insert(code.to_owned()));
        Place {
            id: PlaceId(id),
            code: code.to_owned(),
            kind,
            parent,
            name: name.to_owned(),
            name_en: String::new(),
            aliases: Vec::new(),
            at,
            phones: Phones { office: Some("0595-12345".to_owned()), ..Phones::default() },
            company: (kind == PlaceKind::Compound).then(|| format!("{name}物业")),
            assembly: crate::domain::place::Assembly::default(),
        }
    };
    Estate {
        places: Places::new([
            place(1, "qingyang", PlaceKind::Subdistrict, None, "青阳街道", None),
            place(2, "qinghua", PlaceKind::Community, Some(PlaceId(1)), "青华社区", None),
            place(3, "yongfengli", PlaceKind::Compound, Some(PlaceId(2)), "永丰里", Some((24_800_000, 118_580_000))),
        ]),
        catalogue: catalogue(),
        calendar: Calendar::default(),
        bot_link: "https://t.me/mulin_bot".to_owned(),
        quotas: Quotas::default(),
        emergencies: Vec::new(),
    }
}

/// A small catalogue: three things broken, one matter about the company, the standard periods.
fn catalogue() -> Catalogue {
    let standard = crate::domain::catalogue::STANDARD;
    let periods = standard.split("[periods]").nth(1).and_then(|rest| rest.split("[[").next()).expect("periods");
    Catalogue::parse(&format!("[periods]{periods}{}", include_str!("testing.toml"))).expect("a good catalogue")
}
