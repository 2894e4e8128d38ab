//! How a vote is told.

use crate::conversation::screen::Button;
use crate::conversation::talk::Talk;
use crate::domain::household::{Scope, written_area};
use crate::domain::id::ProjectNumber;
use crate::domain::vote::article278::{Matter, Owners};
use crate::domain::vote::poll::{Ask, Method, Phase, Told};
use crate::text;
use crate::text::{Arg, Text, format};

/// Options told in words; the rest are seen when the ballot is filled in.
const OPTIONS: usize = 8;
/// Characters of a name on a button.
const NAME: usize = 10;

/// The name of a phase.
pub(super) fn phase(phase: Phase) -> Text {
    Text::key(&format!("vote-phase-{}", phase.code()))
}

/// What kind of vote it is. What the law wants the authority's system or paper for is called 意见征询 until the operator
/// confirms that it may count.
pub(super) fn kind(ask: &Ask) -> Text {
    match ask {
        Ask::Fund { .. } => text!("vote-kind-fund"),
        Ask::Owners { matter, binding: false } => text!("vote-kind-asks", matter = matter_name(*matter)),
        Ask::Owners { matter, binding: true } => text!("vote-kind-owners", matter = matter_name(*matter)),
    }
}

fn matter_name(matter: Matter) -> Text {
    Text::key(&format!("vote-matter-{}", matter.code()))
}

/// Whose vote it is: the compound, a building, a stair.
pub(super) fn scope(talk: &Talk<'_>, scope: &Scope) -> Text {
    let place =
        talk.estate.places.get(scope.compound).map(crate::conversation::first_contact::name).unwrap_or_default();
    match (&scope.building, &scope.unit) {
        (Some(building), Some(unit)) => {
            text!("vote-scope-stair", place = place, building = building.as_str(), unit = unit.as_str())
        }
        (Some(building), None) => text!("vote-scope-building", place = place, building = building.as_str()),
        _ => place,
    }
}

/// A vote in a list.
pub(super) fn brief(told: &Told) -> Button {
    let label = text!("vote-brief", title = told.words.title.as_str(), phase = phase(told.poll.phase));
    Button::choice(label, told.poll.id.to_string())
}

/// An area in m², as people write it.
pub(super) fn square_metres(area: u64) -> String {
    written_area(number(area))
}

/// What is asked, of whom, until when, and how many have voted.
pub(super) fn page(talk: &Talk<'_>, told: &Told) -> Text {
    let (poll, words) = (&told.poll, &told.words);
    let mut text = text!("vote-title", number = poll.id.0, title = words.title.as_str(), kind = kind(&poll.params.ask));
    text = text.line(text!("vote-scope", scope = scope(talk, &poll.params.scope), phase = phase(poll.phase)));
    match &poll.params.ask {
        Ask::Fund { budget, method, owners_only, options } => {
            let rule = match method {
                Method::EqualShares => text!("vote-method-equal-shares"),
                Method::Greedy => text!("vote-method-greedy"),
            };
            let who = if *owners_only { text!("vote-who-owners") } else { text!("vote-who-all") };
            text = text.line(text!("vote-budget", yuan = format::yuan(*budget))).line(rule).line(who);
            let mut list = Text::default();
            for (candidate, name) in options.iter().zip(&words.options).take(OPTIONS) {
                list = list.line(option(candidate.project, name, candidate.cost));
            }
            if options.len() > OPTIONS {
                list = list.line(text!("vote-options-more", count = options.len() - OPTIONS));
            }
            // How each came out stands in the result.
            text = if poll.is_counted() { text } else { text.paragraph(list) };
        }
        Ask::Owners { matter, .. } => {
            text = text.paragraph(Text::raw(words.question.as_str()));
            text = text.paragraph(match matter {
                Matter::Ordinary => text!("vote-needs-ordinary"),
                Matter::Special => text!("vote-needs-special"),
            });
        }
    }
    if let Some(from) = poll.opens_from().filter(|_| poll.phase == Phase::Published) {
        text = text.paragraph(text!("vote-opens-from", at = Arg::On(from)));
    }
    if let (Phase::Open, Some(closes)) = (poll.phase, poll.closes_at) {
        text = text.paragraph(text!("vote-closes", at = Arg::On(closes))).line(turnout(told));
    }
    text
}

/// How many have voted: heads, and in owners' decisions m², with what the quorum needs.
pub(super) fn turnout(told: &Told) -> Text {
    let Told { poll, cast, .. } = told;
    let roll = poll.roll;
    match poll.params.ask {
        Ask::Fund { .. } => text!("vote-turnout", cast = number(cast.heads), all = number(roll.heads)),
        Ask::Owners { .. } => {
            let needed = quorum(roll);
            text!(
                "vote-turnout-owners",
                cast = number(cast.heads),
                all = number(roll.heads),
                area = square_metres(cast.area),
                whole = square_metres(roll.area),
                heads = number(needed.heads),
                least = square_metres(needed.area)
            )
        }
    }
}

/// A project that stands for election, with what it costs.
pub(super) fn option(number: ProjectNumber, name: &str, cost: i64) -> Text {
    text!("vote-option", number = number.0, name = name, yuan = format::yuan(cost))
}

/// The same to be tapped: as much of its name as a phone shows on a button, below the whole of it in words.
pub(super) fn toggle(number: ProjectNumber, name: &str, chosen: bool) -> Button {
    let name = format::excerpt(name, NAME);
    let label = if chosen {
        text!("vote-chosen", number = number.0, name = name)
    } else {
        text!("vote-unchosen", number = number.0, name = name)
    };
    Button::choice(label, format!("p:{number}"))
}

/// The least that reach two thirds of a roll.
fn quorum(roll: Owners) -> Owners {
    let least = |whole: u64| u64::try_from((u128::from(whole) * 2).div_ceil(3)).unwrap_or(u64::MAX);
    Owners { heads: least(roll.heads), area: least(roll.area) }
}

/// A count, for plurals.
pub(super) fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
