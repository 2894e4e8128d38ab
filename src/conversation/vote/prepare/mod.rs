//! A vote is prepared: one question a message, a page to look it over, and it stands as a draft that only staff see.

mod draft;
mod projects;

use super::known::Change;
use super::{Step, change, run, words};
use crate::conversation::menu;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::domain::id::{PersonId, PlaceId, VoteId};
use crate::domain::money::fen;
use crate::domain::place::Assembly;
use crate::domain::refusal::Refusal;
use crate::domain::vote::article278::{Matter, Subject};
use crate::domain::vote::poll::{Event, FUND_DAYS, Method, NOTICE_DAYS, OWNERS_DAYS, check};
use crate::text;
use crate::text::{Text, format};
pub use draft::Draft;
use draft::Part;

/// Most characters of a title and of a question.
const TITLE: usize = 40;
const QUESTION: usize = 1_000;
/// Days that are offered.
const DAYS: [i64; 4] = [5, 7, 14, 30];

/// Asks for the kind of vote that is to be prepared.
///
/// # Errors
/// [`Refusal::NotAllowed`] for who runs no votes there.
pub(super) fn begin(talk: &mut Talk<'_>, compound: PlaceId) -> talk::Step {
    if !super::runs(talk, compound) {
        return Err(Refusal::NotAllowed.into());
    }
    asked(talk, Draft::new(compound), None)
}

/// What the owners' assembly of the compound has settled.
fn assembly(talk: &Talk<'_>, draft: &Draft) -> Assembly {
    talk.estate.places.get(draft.compound).map(|place| place.assembly.clone()).unwrap_or_default()
}

/// Asks what is asked next.
fn asked(talk: &mut Talk<'_>, draft: Draft, note: Option<Text>) -> talk::Step {
    let choice = |key: &str, code: &str| Button::choice(Text::key(key), code);
    let screen = match draft.part {
        Part::Kind => Screen::new(text!("vote-ask-kind"))
            .row([choice("vote-kind-fund", "fund")])
            .row([choice("vote-matter-ordinary", "ordinary")])
            .row([choice("vote-matter-special", "special")]),
        Part::Subject => subjects(&draft),
        Part::Title => Screen::new(text!("vote-ask-title", most = TITLE)),
        Part::Question => Screen::new(text!("vote-ask-question", most = QUESTION)),
        Part::Area => Screen::new(text!("vote-ask-area")).row([choice("vote-area-all", "all")]),
        Part::Project | Part::Projects => projects::screen(talk, &draft)?,
        Part::Silence => {
            let warning = assembly(talk, &draft).silence.map(|rule| rule.warning).unwrap_or_default();
            Screen::new(text!("vote-ask-silence", warning = warning))
                .row([choice("vote-silence-short-strict", "strict")])
                .row([choice("vote-silence-short-follows", "follows")])
        }
        Part::Budget => {
            let costs: i64 = draft.options.iter().map(|chosen| chosen.cost).sum();
            Screen::new(text!("vote-ask-budget", yuan = format::yuan(costs)))
        }
        Part::Method => Screen::new(text!("vote-ask-method"))
            .row([choice("vote-short-equal-shares", "equal-shares")])
            .row([choice("vote-short-greedy", "greedy")]),
        Part::Who => Screen::new(text!("vote-ask-who"))
            .row([choice("vote-short-all", "all")])
            .row([choice("vote-short-owners", "owners")]),
        Part::Days => {
            let days = DAYS.map(|days| Button::choice(text!("vote-days", days = days), format!("days:{days}")));
            let (few, many) = days.split_at(2);
            Screen::new(text!("vote-ask-days")).row(few.to_vec()).row(many.to_vec())
        }
        Part::Review => review(talk, &draft),
    };
    let screen = screen.row([choice("back", "back"), choice("cancel", "cancel")]);
    let screen =
        Screen { text: note.map_or(screen.text.clone(), |note| note.paragraph(screen.text.clone())), ..screen };
    talk.show(Flow::Vote(Step::Prepare(Box::new(draft))), screen);
    Ok(())
}

/// The subjects of the kind that was chosen.
fn subjects(draft: &Draft) -> Screen {
    let mut screen = Screen::new(text!("vote-ask-subject"));
    for subject in Subject::ALL.iter().filter(|subject| Some(subject.matter()) == draft.matter) {
        screen = screen.row([Button::choice(words::subject_name(*subject), subject.code())]);
    }
    screen
}

fn review(talk: &Talk<'_>, draft: &Draft) -> Screen {
    let told = draft.told(&assembly(talk, draft), Vec::new(), (VoteId(0), PersonId(0)));
    let text = words::page(talk, &told);
    let text = if draft.matter.is_some() { text.line(text!("vote-notice-days", days = NOTICE_DAYS)) } else { text };
    Screen::new(text).row([Button::choice(text!("vote-save"), "save")])
}

/// One turn of this flow.
pub(super) fn turn(talk: &mut Talk<'_>, mut draft: Draft) -> talk::Step {
    let choice = talk.chosen.clone();
    match choice.as_deref() {
        Some("cancel") => return menu::show_after(talk, Some(text!("cancel-done"))),
        Some("back") => {
            let Some(part) = next(talk, &draft, true)? else {
                return menu::show_after(talk, Some(text!("cancel-done")));
            };
            return asked(talk, Draft { part, at: 0, ..draft }, None);
        }
        Some("save") if draft.part == Part::Review => return save(talk, &draft),
        _ => {}
    }
    let taken = match draft.part {
        Part::Project | Part::Projects => return projects::chosen(talk, draft, choice.as_deref()),
        Part::Title | Part::Question | Part::Area | Part::Budget => typed(talk, &mut draft, choice.as_deref()),
        _ => tapped(&mut draft, choice.as_deref(), talk.words()),
    };
    match taken {
        Ok(()) => onward(talk, draft),
        Err(sentence) => asked(talk, draft, Some(sentence)),
    }
}

/// What is asked after this part, or before it: a part that leaves nothing to choose isn't asked.
fn next(talk: &Talk<'_>, draft: &Draft, back: bool) -> Result<Option<Part>, talk::Stop> {
    for part in draft.beyond(back) {
        let asks = match part {
            Part::Silence => assembly(talk, draft).silence.is_some(),
            Part::Project => projects::any(talk, &Draft { at: 0, ..draft.clone() })?,
            _ => true,
        };
        if asks {
            return Ok(Some(part));
        }
    }
    Ok(None)
}

/// On to the next part.
fn onward(talk: &mut Talk<'_>, draft: Draft) -> talk::Step {
    let part = next(talk, &draft, false)?.unwrap_or(draft.part);
    asked(talk, Draft { part, at: 0, ..draft }, None)
}

/// An answer to tap.
fn tapped(draft: &mut Draft, choice: Option<&str>, words: &str) -> Result<(), Text> {
    if draft.part == Part::Days {
        let said = choice.and_then(|choice| choice.strip_prefix("days:")).unwrap_or(words);
        let (from, to) = if draft.matter.is_some() { OWNERS_DAYS } else { FUND_DAYS };
        let days = said
            .chars()
            .take_while(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .ok()
            .filter(|days| (from..=to).contains(days));
        draft.days = days.ok_or_else(|| text!("vote-bad-days", least = from, most = to))?;
        return Ok(());
    }
    let please = || text!("report-choose");
    let choice = choice.ok_or_else(please)?;
    match draft.part {
        Part::Kind => {
            let matter = if choice == "fund" { None } else { Some(Matter::of_code(choice).ok_or_else(please)?) };
            // What was chosen for another kind of vote is no choice for this one.
            if matter != draft.matter {
                *draft = Draft { matter, title: std::mem::take(&mut draft.title), ..Draft::new(draft.compound) };
            }
        }
        Part::Subject => draft.subject = Some(Subject::of_code(choice).ok_or_else(please)?),
        Part::Silence => draft.follows = choice == "follows",
        Part::Method => draft.method = Method::of_code(choice).ok_or_else(please)?,
        Part::Who => draft.owners_only = choice == "owners",
        _ => {}
    }
    Ok(())
}

/// Words that are typed.
fn typed(talk: &Talk<'_>, draft: &mut Draft, choice: Option<&str>) -> Result<(), Text> {
    let words = talk.words();
    let kept = |most: usize| {
        let fits = !words.is_empty() && words.chars().count() <= most;
        if fits { Ok(words.to_owned()) } else { Err(text!("vote-bad-words", most = most)) }
    };
    match draft.part {
        Part::Title => draft.title = kept(TITLE)?,
        Part::Question => draft.question = kept(QUESTION)?,
        Part::Budget => {
            draft.budget = fen(words).filter(|fen| *fen > 0).ok_or_else(|| Text::key(Refusal::BadAmount.key()))?;
        }
        Part::Area if choice == Some("all") => draft.area = None,
        Part::Area => {
            let place = talk.estate.catalogue.suggest(words).place;
            let building = place.as_ref().and_then(|place| place.building.clone());
            let building = building.ok_or_else(|| text!("vote-bad-area"))?;
            draft.area = Some((building, place.and_then(|place| place.unit)));
        }
        _ => {}
    }
    Ok(())
}

/// It stands as a draft.
fn save(talk: &mut Talk<'_>, draft: &Draft) -> talk::Step {
    if !super::runs(talk, draft.compound) {
        return Err(Refusal::NotAllowed.into());
    }
    if let Err(refusal) = check(&draft.params(&assembly(talk, draft))) {
        return asked(talk, draft.clone(), Some(Text::key(refusal.key())));
    }
    let pictures = projects::pictures(talk, draft)?;
    let (vote, by) = (talk.fresh_vote()?, talk.person()?.id);
    let told = draft.told(&assembly(talk, draft), pictures, (vote, by));
    let event = Event::Prepared { params: told.poll.params.clone(), by };
    change(talk, Change::Prepare { told: Box::new(told.clone()), event });
    run::drawn(talk, &told, Some(text!("vote-saved")))
}
