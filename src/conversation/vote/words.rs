//! How a vote is told.

use crate::conversation::screen::Button;
use crate::conversation::talk::Talk;
use crate::domain::household::{Door, Scope, written_area};
use crate::domain::id::{PlaceId, ProjectNumber};
use crate::domain::vote::article278::{Matter, Silence, Subject, quorum};
use crate::domain::vote::poll::{Ask, Building, Method, Phase, Told};
use crate::text;
use crate::text::{Arg, Text, format};

/// Options told in words; the rest are seen when the ballot is filled in.
const OPTIONS: usize = 8;
/// Characters that are shown of the hash of rules of procedure.
const RULES: usize = 12;
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
        Ask::Owners { subject, binding: false, .. } => text!("vote-kind-asks", subject = subject_name(*subject)),
        Ask::Owners { subject, binding: true, .. } => text!("vote-kind-owners", subject = subject_name(*subject)),
    }
}

/// What owners decide on.
pub(super) fn subject_name(subject: Subject) -> Text {
    Text::key(&format!("vote-subject-{}", subject.code()))
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

/// The door that somebody typed.
pub(super) fn door(talk: &Talk<'_>, compound: PlaceId, typed: &str) -> Door {
    let place = talk.estate.catalogue.suggest(typed).place.unwrap_or_default();
    Door {
        compound,
        building: place.building.unwrap_or_default(),
        unit: place.unit.unwrap_or_default(),
        room: place.room.unwrap_or_default(),
    }
}

/// A vote in a list.
pub(super) fn brief(told: &Told) -> Button {
    let (number, title) = (told.poll.id.0, told.words.title.as_str());
    let label = text!("vote-brief", number = number, title = title, phase = phase(told.poll.phase));
    Button::choice(label, told.poll.id.to_string())
}

/// An area in m², as people write it.
pub(super) fn square_metres(area: u64) -> String {
    written_area(number(area))
}

/// What is asked, of whom, until when, and how many have voted.
pub(super) fn page(talk: &Talk<'_>, told: &Told) -> Text {
    let (poll, words) = (&told.poll, &told.words);
    let (title, kind) = (words.title.as_str(), kind(&poll.params.ask));
    let mut text = match poll.id.0 {
        0 => text!("vote-title-new", title = title, kind = kind),
        number => text!("vote-title", number = number, title = title, kind = kind),
    };
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
        Ask::Owners { subject, silence, .. } => {
            text = text.paragraph(Text::raw(words.question.as_str()));
            for (candidate, name) in poll.params.ask.projects().iter().zip(&words.options) {
                text = text.line(text!("vote-of-project", number = candidate.0, name = name.as_str()));
            }
            text = text.paragraph(match subject.matter() {
                Matter::Ordinary => text!("vote-needs-ordinary"),
                Matter::Special => text!("vote-needs-special"),
            });
            text = text.line(if words.channel.is_empty() {
                text!("vote-only-asks")
            } else {
                text!("vote-counts-by", channel = words.channel.as_str())
            });
            text = match silence {
                Silence::Strict => text.line(text!("vote-silence-strict")),
                Silence::FollowMajority { rules, .. } => {
                    let hash = rules.get(..RULES).unwrap_or_default();
                    text.line(text!("vote-silence-follows", warning = words.warning.as_str(), rules = hash))
                }
            };
        }
    }
    if matches!(poll.phase, Phase::Draft | Phase::Published) {
        text = text.paragraph(text!("vote-window", days = poll.params.days));
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

/// How many have voted in a building.
pub(super) fn building(ask: &Ask, building: &Building) -> Text {
    let Building { name, cast, all } = building;
    let (heads, whole) = (number(cast.heads), number(all.heads));
    match ask {
        Ask::Fund { .. } => text!("vote-turnout-building", building = name.as_str(), cast = heads, all = whole),
        Ask::Owners { .. } => text!(
            "vote-turnout-building-owners",
            building = name.as_str(),
            cast = heads,
            all = whole,
            area = square_metres(cast.area),
            whole = square_metres(all.area)
        ),
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

/// A count, for plurals.
pub(super) fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
