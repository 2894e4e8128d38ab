//! Something is entered into a book: one question a message, with Back and Cancel, and a page to look it over on which each
//! answer can be changed. Nothing is written before that.

use serde::{Deserialize, Serialize};

use super::known::{Change, Shown};
use super::{allowed, change, desk, left, payout, view};
use crate::conversation::input::What;
use crate::conversation::line;
use crate::conversation::talk::{self, Talk};
use crate::domain::codes::codes;
use crate::domain::fund::ledger::payout::State;
use crate::domain::fund::ledger::{Action, CHARS, Kind, New, Payout, Posting, Quarter, Slot, decide, quarter};
use crate::domain::id::{BookId, MediaId, PayoutId, ProjectNumber};
use crate::domain::media::MediaKind;
use crate::domain::money::fen;
use crate::domain::refusal::Refusal;
use crate::domain::rights::Right;
use crate::domain::time::Moment;
use crate::text;
use crate::text::Text;

/// Photos of receipts with one payment: an album holds no more.
const PHOTOS: usize = 10;

codes! {
    /// What is entered.
    Doing {
        /// Money came in.
        Receive = "receive",
        /// Money is set aside for a project.
        Allocate = "allocate",
        /// A payment is asked for.
        Pay = "pay",
        /// An entry was wrong.
        Counter = "counter",
        /// A quarter is posted.
        Post = "post",
    }
}

impl Doing {
    /// Whether there is anything to do it with in this book.
    #[must_use]
    pub fn is_of(self, shown: &Shown, now: Moment) -> bool {
        match self {
            Self::Receive => true,
            Self::Allocate => shown.is_fund() && !shown.backed.is_empty(),
            Self::Pay if shown.is_fund() => shown.backed.iter().any(|backing| left_of(shown, backing.number) > 0),
            Self::Pay => shown.book.balances.free() > 0,
            Self::Counter => shown.book.nr > 0,
            Self::Post => !shown.missing(now).is_empty(),
        }
    }
}

/// What was set aside for a project and isn't paid.
pub(super) fn left_of(shown: &Shown, number: ProjectNumber) -> i64 {
    let account = shown.book.balances.project(number);
    account.allocated - account.spent
}

codes! {
    /// A question.
    Part {
        /// Where did it come from?
        Source = "source",
        /// For which project?
        Project = "project",
        /// How much?
        Amount = "amount",
        /// Photos of the receipts?
        Receipts = "receipts",
        /// Which entry was wrong?
        Entry = "entry",
        /// Which quarter?
        Quarter = "quarter",
        /// What for, or why?
        Words = "words",
    }
}

/// What is being entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Into which book.
    pub book: BookId,
    /// Of which kind that is.
    pub kind: Kind,
    /// What.
    pub doing: Doing,
    /// The question that is asked; none: all of it is looked over.
    pub at: Option<Part>,
    /// The row of the list that is shown.
    pub row: usize,
    /// Answers.
    pub source: Option<Slot>,
    /// Which project.
    pub project: Option<ProjectNumber>,
    /// How many fen.
    pub fen: Option<i64>,
    /// Receipts.
    pub receipts: Vec<MediaId>,
    /// Whether that is all of them.
    pub complete: bool,
    /// The number of the entry.
    pub nr: Option<i64>,
    /// The quarter, as `2026Q3`.
    pub quarter: Option<String>,
    /// Words; empty where none are to be said.
    pub words: Option<String>,
}

impl Draft {
    /// The questions that are asked, in order.
    pub(super) fn asked(&self) -> &'static [Part] {
        use Part::{Amount, Entry, Project, Quarter, Receipts, Source, Words};
        match (self.doing, self.kind) {
            (Doing::Receive, _) => &[Source, Amount, Words],
            (Doing::Allocate, _) => &[Project, Amount],
            (Doing::Pay, Kind::Fund) => &[Project, Amount, Receipts, Words],
            (Doing::Pay, _) => &[Amount, Receipts, Words],
            (Doing::Counter, _) => &[Entry, Words],
            (Doing::Post, _) => &[Quarter],
        }
    }

    fn is_settled(&self, part: Part) -> bool {
        match part {
            Part::Source => self.source.is_some(),
            Part::Project => self.project.is_some(),
            Part::Amount => self.fen.is_some(),
            Part::Receipts => self.complete && !self.receipts.is_empty(),
            Part::Entry => self.nr.is_some(),
            Part::Quarter => self.quarter.is_some(),
            Part::Words => self.words.is_some(),
        }
    }

    /// The quarter that was chosen.
    pub(super) fn which_quarter(&self) -> Option<Quarter> {
        self.quarter.as_deref()?.parse().ok()
    }
}

/// Begins.
pub(super) fn begin(talk: &mut Talk<'_>, book: BookId, doing: Doing) -> talk::Step {
    let shown = talk.book(book, 0)?;
    allowed(talk, Right::Book, &shown.book)?;
    let draft = Draft {
        book,
        kind: shown.book.kind,
        doing,
        at: None,
        row: 0,
        source: None,
        project: None,
        fen: None,
        receipts: Vec::new(),
        complete: false,
        nr: None,
        quarter: None,
        words: None,
    };
    go_on(talk, draft, None)
}

/// The next question that is open, or the page to look it over.
fn go_on(talk: &mut Talk<'_>, mut draft: Draft, note: Option<Text>) -> talk::Step {
    let open = draft.asked().iter().copied().find(|part| !draft.is_settled(*part));
    (draft.at, draft.row) = (open, 0);
    view::show(talk, draft, note)
}

/// One turn.
pub(super) fn turn(talk: &mut Talk<'_>, mut draft: Draft) -> talk::Step {
    allowed(talk, Right::Book, &talk.book(draft.book, 0)?.book)?;
    let choice = talk.chosen.clone();
    let (verb, object) = choice.as_deref().map_or(("", ""), |choice| choice.split_once(':').unwrap_or((choice, "")));
    match (verb, draft.at) {
        ("cancel", _) => left(talk),
        ("back", at) => {
            let asked = draft.asked();
            let before = asked.iter().take_while(|part| Some(**part) != at).last().copied();
            let Some(before) = before else { return desk::show(talk, draft.book, None) };
            (draft.at, draft.row) = (Some(before), 0);
            view::show(talk, draft, None)
        }
        ("rows", Some(_)) => {
            draft.row = object.parse().unwrap_or_default();
            view::show(talk, draft, None)
        }
        ("edit", None) => {
            draft.at = Part::of_code(object).filter(|part| draft.asked().contains(part));
            draft.complete &= draft.at != Some(Part::Receipts);
            view::show(talk, draft, None)
        }
        ("save", None) => save(talk, &draft),
        (_, None) => view::show(talk, draft, Some(text!("report-choose"))),
        (_, Some(Part::Receipts)) => photographed(talk, draft, verb),
        (_, Some(part)) => answered(talk, draft, part, (verb, object)),
    }
}

/// The answer to a question, tapped or typed.
fn answered(talk: &mut Talk<'_>, mut draft: Draft, part: Part, (verb, object): (&str, &str)) -> talk::Step {
    let shown = talk.book(draft.book, 0)?;
    let typed: String = talk.words().chars().take(CHARS).collect();
    let mut wrong = text!("report-choose");
    match part {
        Part::Source => {
            let kind = draft.kind;
            draft.source = Slot::of_code(object).filter(|slot| Slot::sources(kind).any(|of| of == *slot));
        }
        Part::Project => {
            let number = object.parse().ok().map(ProjectNumber);
            draft.project = number.filter(|number| shown.backing(*number).is_some());
        }
        Part::Amount => {
            draft.fen = fen(&typed).filter(|fen| *fen > 0);
            wrong = Text::key(Refusal::BadAmount.key());
        }
        Part::Entry => {
            draft.nr = typed.trim_start_matches('#').parse().ok().filter(|nr| (1..=shown.book.nr).contains(nr));
            wrong = text!("ledger-no-entry");
        }
        Part::Quarter => {
            let missing = shown.missing(talk.now);
            draft.quarter = missing.iter().map(Quarter::to_string).find(|quarter| quarter == object);
        }
        Part::Words if verb == "skip" && may_skip(&draft) => draft.words = Some(String::new()),
        Part::Words => {
            draft.words = (!typed.is_empty()).then_some(typed);
            wrong = text!("settings-please-type");
        }
        Part::Receipts => {}
    }
    let settled = draft.is_settled(part);
    go_on(talk, draft, (!settled).then_some(wrong))
}

/// Whether nothing needs to be said with it.
pub(super) fn may_skip(draft: &Draft) -> bool {
    draft.doing == Doing::Receive
}

/// Photos of receipts, one after another, until that is all.
fn photographed(talk: &mut Talk<'_>, mut draft: Draft, verb: &str) -> talk::Step {
    if verb == "done" {
        draft.complete = true;
        return go_on(talk, draft, None);
    }
    let shows = matches!(&talk.input.what, What::Media(media)
        if matches!(media.kind, MediaKind::Photo | MediaKind::Image | MediaKind::Pdf));
    if !shows || draft.receipts.len() >= PHOTOS {
        return view::show(talk, draft, Some(text!("ledger-receipt-photo", most = PHOTOS)));
    }
    let note = match line::taken(talk) {
        Ok((_, files)) => {
            draft.receipts.extend(files);
            text!("ledger-receipts-kept", count = draft.receipts.len())
        }
        Err(why) => why,
    };
    view::show(talk, draft, Some(note))
}

/// What the draft comes to by the rules; nothing for what isn't written into the book.
///
/// # Errors
/// The rules' refusal; asks for the entry that is to be undone.
pub(super) fn posting(talk: &Talk<'_>, draft: &Draft, shown: &Shown) -> Result<Option<Posting>, talk::Stop> {
    let (book, places) = (&shown.book, &talk.estate.places);
    let fen = draft.fen.unwrap_or(0);
    let project = draft.project.and_then(|number| shown.backing(number));
    let action = match draft.doing {
        Doing::Receive => Action::Receive { source: draft.source.ok_or(Refusal::WrongState)?, fen },
        Doing::Allocate => Action::Allocate { project: project.ok_or(Refusal::NotFunded)?, fen },
        Doing::Pay => Action::Pay { project, fen, receipts: draft.receipts.len() },
        Doing::Counter => {
            let told = talk.entry(draft.book, draft.nr.unwrap_or(0))?;
            Action::Counter { entry: &told.entry, countered: told.countered_by.is_some() }
        }
        Doing::Post => return Ok(None),
    };
    Ok(Some(decide(book, action, places)?))
}

/// It is right so.
fn save(talk: &mut Talk<'_>, draft: &Draft) -> talk::Step {
    let shown = talk.book(draft.book, 0)?;
    let me = talk.person()?.id;
    let decided = match posting(talk, draft, shown) {
        Err(talk::Stop::Refused(refusal)) => return view::show(talk, draft.clone(), Some(Text::key(refusal.key()))),
        other => other?,
    };
    let words = draft.words.clone().unwrap_or_default();
    let Some(posting) = decided else { return post(talk, draft, shown) };
    if draft.doing == Doing::Pay {
        let payout = Payout {
            id: PayoutId(talk.fresh_id()),
            book: draft.book,
            project: draft.project,
            fen: draft.fen.unwrap_or(0),
            state: State::Waiting,
            asked_by: me,
            asked_at: talk.now,
            receipts: draft.receipts.clone(),
            words,
        };
        return payout::ask(talk, &payout, shown);
    }
    let new = New { posting, made_by: me, payout: None, receipts: Vec::new(), words };
    let note = text!("ledger-saved", nr = shown.book.nr + 1, book = super::words::name(talk, &shown.book));
    change(talk, Change::Append { book: shown.book.clone(), new });
    desk::done(talk, draft.book, note);
    Ok(())
}

/// A quarter is posted: it stands in `/fund`, and the residents' groups of the place read its figures.
fn post(talk: &mut Talk<'_>, draft: &Draft, shown: &Shown) -> talk::Step {
    let of = draft.which_quarter().ok_or(Refusal::WrongState)?;
    let place = shown.book.place;
    talk::together([talk.turnover(draft.book, of).map(drop), talk.desk(place).map(drop)])?;
    let turnover = talk.turnover(draft.book, of)?;
    let since = (shown.book.kind, shown.book.opened_at);
    let posted = quarter::post(since, &shown.quarters(), (of, turnover), talk.now)?;
    view::tell_groups(talk, shown, &posted)?;
    let note = text!("ledger-posted-now", quarter = super::words::posted(&posted));
    change(talk, Change::Post { book: draft.book, posted });
    desk::done(talk, draft.book, note);
    Ok(())
}
