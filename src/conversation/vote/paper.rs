//! Paper ballots: two tellers read each sheet apart from each other. What they agree on goes into the box as any other
//! ballot; where they differ, both are told so without what either read, and read it anew.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::known::Change;
use super::{Step, cast, change, elsewhere, fill, words};
use crate::conversation::menu;
use crate::conversation::screen::{Button, Message, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::Change as Written;
use crate::domain::id::{PersonId, PlaceId, ProjectNumber, VoteId};
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::domain::vote::poll::{Ask, Ballot, Choice, Phase, Told};
use crate::domain::vote::receipt::in_fours;
use crate::text;
use crate::text::Text;

/// A sheet being read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub(super) vote: VoteId,
    /// Whose it is, with the door as written; none: it is asked for.
    voter: Option<(i64, String)>,
    /// What the teller read; none: it is asked for.
    ballot: Option<Ballot>,
}

/// `/paper 3`.
///
/// # Errors
/// [`Refusal::Unknown`] for who is no teller there; see also [`Stop`].
pub(super) fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    if !talk.in_private() {
        talk.point_to_private();
        return Ok(());
    }
    let vote = match rest.trim().trim_start_matches('#').parse() {
        Ok(number) => VoteId(number),
        Err(_) => match only_open(talk)? {
            Some(vote) => vote,
            None => return menu::show_after(talk, Some(text!("paper-usage"))),
        },
    };
    let sheet = Sheet { vote, voter: None, ballot: None };
    held(talk, &sheet)?;
    asked(talk, sheet, None)
}

/// The only open vote of the first place where whoever speaks is a teller; none where there are several, or none.
fn only_open(talk: &Talk<'_>) -> Result<Option<VoteId>, Stop> {
    let (grants, places) = (&talk.facts.grants, &talk.estate.places);
    let enters = |place: &PlaceId| rights::at_place(Right::EnterPaper, grants, *place, places).is_some();
    let Some(place) = places.compounds().into_iter().map(|place| place.id).find(enters) else {
        return Err(Refusal::Unknown.into());
    };
    let open: Vec<VoteId> =
        talk.polls(place)?.iter().filter(|told| told.poll.phase == Phase::Open).map(|told| told.poll.id).collect();
    Ok(if let [only] = open.as_slice() { Some(*only) } else { None })
}

/// The vote of a sheet, refused as unknown to who is no teller there.
fn held<'a>(talk: &Talk<'a>, sheet: &Sheet) -> Result<&'a Told, Stop> {
    let told = talk.poll(sheet.vote)?;
    let place = told.poll.params.scope.compound;
    if rights::at_place(Right::EnterPaper, &talk.facts.grants, place, &talk.estate.places).is_none() {
        return Err(Refusal::Unknown.into());
    }
    Ok(told)
}

fn asked(talk: &mut Talk<'_>, sheet: Sheet, note: Option<Text>) -> talk::Step {
    let told = held(talk, &sheet)?;
    if told.poll.phase != Phase::Open {
        return menu::show_after(talk, Some(Text::key(Refusal::TooLate.key())));
    }
    let title = told.words.title.as_str();
    let (text, rows) = match (&sheet.voter, &sheet.ballot) {
        (None, _) => (text!("paper-ask-door", title = title), Vec::new()),
        (Some((_, door)), None) => {
            let ask = match &told.poll.params.ask {
                Ask::Owners { .. } => text!("paper-ask-word", door = door.as_str()),
                Ask::Fund { .. } => text!("paper-ask-numbers", door = door.as_str()),
            };
            (words::page(talk, told).paragraph(ask), answers(&told.poll.params.ask))
        }
        (Some((_, door)), Some(ballot)) => {
            let read = shown(told, ballot);
            let text = text!("paper-review", door = door.as_str(), read = read);
            (text, vec![Button::choice(text!("paper-enter"), "enter")])
        }
    };
    let mut screen = Screen::new(note.map_or(text.clone(), |note| note.paragraph(text)));
    for button in rows {
        screen = screen.row([button]);
    }
    let screen = screen.row([Button::choice(text!("back"), "back"), Button::choice(text!("cancel"), "cancel")]);
    talk.show(Flow::Vote(Step::Paper(sheet)), screen);
    Ok(())
}

/// The words on an owners' sheet, to be tapped; numbers are typed.
fn answers(ask: &Ask) -> Vec<Button> {
    match ask {
        Ask::Owners { .. } => {
            Choice::ALL.iter().map(|choice| Button::choice(fill::choice_name(*choice), choice.code())).collect()
        }
        Ask::Fund { .. } => Vec::new(),
    }
}

/// What was read, as the teller typed it.
fn shown(told: &Told, ballot: &Ballot) -> Text {
    match ballot {
        Ballot::Owners(choice) => fill::choice_name(*choice),
        Ballot::Fund(chosen) if chosen.is_empty() => text!("paper-nothing"),
        Ballot::Fund(chosen) => {
            let Ask::Fund { options, .. } = &told.poll.params.ask else { return Text::default() };
            let named = options.iter().zip(&told.words.options).filter(|(option, _)| chosen.contains(&option.project));
            named.fold(Text::default(), |list, (option, name)| {
                list.line(words::option(option.project, name, option.cost))
            })
        }
    }
}

/// One turn of this flow.
pub(super) fn turn(talk: &mut Talk<'_>, mut sheet: Sheet) -> talk::Step {
    match talk.chosen.as_deref() {
        Some("cancel") => return menu::show_after(talk, Some(text!("cancel-done"))),
        Some("back") if sheet.ballot.is_some() => sheet.ballot = None,
        Some("back") => sheet.voter = None,
        Some("enter") => return entered(talk, sheet),
        Some(code) => sheet.ballot = Choice::of_code(code).map(Ballot::Owners).or(sheet.ballot),
        None if talk.words().is_empty() => return elsewhere(talk),
        None if sheet.voter.is_none() => return door(talk, sheet),
        None => {
            let told = held(talk, &sheet)?;
            match read(talk.words(), &told.poll.params.ask) {
                Some(ballot) => sheet.ballot = Some(ballot),
                None => return asked(talk, sheet, Some(text!("paper-bad-numbers"))),
            }
        }
    }
    asked(talk, sheet, None)
}

/// The door of a sheet was typed.
fn door(talk: &mut Talk<'_>, mut sheet: Sheet) -> talk::Step {
    let told = held(talk, &sheet)?;
    let door = words::door(talk, told.poll.params.scope.compound, talk.words());
    let Some(household) = talk.behind(&door)? else {
        return asked(talk, sheet, Some(text!("paper-no-door")));
    };
    let voter = match told.poll.params.ask {
        Ask::Fund { .. } => household.id.0,
        Ask::Owners { .. } => household.owners.0,
    };
    let Some((_, voted)) = talk.on_roll(sheet.vote, &BTreeSet::from([voter]))?.get(&voter) else {
        return asked(talk, sheet, Some(text!("paper-no-door")));
    };
    let note = voted.then(|| text!("paper-voted", door = door.written()));
    sheet.voter = Some((voter, door.written()));
    asked(talk, sheet, note)
}

/// What a teller typed: numbers of projects apart from each other, `0` for none.
pub(super) fn read(words: &str, ask: &Ask) -> Option<Ballot> {
    let parts = words.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    let numbers: BTreeSet<i64> = parts.map(str::parse).collect::<Result<_, _>>().ok()?;
    let none = numbers.len() == 1 && numbers.contains(&0);
    let chosen = numbers.iter().filter(|_| !none).map(|number| ProjectNumber(*number));
    let ballot = Ballot::Fund(chosen.collect());
    (!numbers.is_empty() && ballot.answers(ask)).then_some(ballot)
}

/// A teller enters what they read.
fn entered(talk: &mut Talk<'_>, sheet: Sheet) -> talk::Step {
    let (Some((voter, door)), Some(ballot)) = (sheet.voter.clone(), sheet.ballot.clone()) else {
        return asked(talk, sheet, None);
    };
    let (vote, set) = (sheet.vote, BTreeSet::from([voter]));
    talk::together([
        talk.hold_poll(vote).map(drop),
        talk.on_roll(vote, &set).map(drop),
        talk.sheet(vote, voter).map(drop),
        talk.voices(vote, voter).map(drop),
    ])?;
    let told = held(talk, &sheet)?;
    if !told.poll.takes(talk.input.at) {
        return asked(talk, sheet, Some(Text::key(Refusal::TooLate.key())));
    }
    let (area, before) = *talk.on_roll(vote, &set)?.get(&voter).ok_or(Refusal::Unknown)?;
    let (me, read) = (talk.person()?.id, ballot.written());
    talk.change(Written::Audit { what: "vote_paper", object: vote.to_string() });
    let next = Sheet { vote, voter: None, ballot: None };
    let place = told.poll.params.scope.compound;
    // What somebody read who is no teller any more is read anew.
    match talk.sheet(vote, voter)? {
        Some((other, theirs)) if *other != me && talk.desk(place)?.may(*other, Right::EnterPaper) => {
            change(talk, Change::Sheet { vote, voter, read: None });
            if *theirs != read {
                tell(talk, (*other, told), &text!("paper-differs", door = door.as_str()))?;
                return asked(talk, next, Some(text!("paper-differs", door = door.as_str())));
            }
            let others = cast::others(talk, told, voter)?;
            let code = cast::put_in(talk, told, (voter, area), &ballot)?;
            cast::tell_others(talk, told, (others, before));
            tell(talk, (*other, told), &text!("paper-counted", door = door.as_str()))?;
            talk.notice_myself(text!("paper-receipt", door = door.as_str(), code = in_fours(&code)), None);
            asked(talk, next, Some(text!("paper-counted", door = door.as_str())))
        }
        _ => {
            change(talk, Change::Sheet { vote, voter, read: Some(read) });
            asked(talk, next, Some(text!("paper-waits", door = door.as_str())))
        }
    }
}

/// The other teller hears how it stands with a sheet, never what was read.
fn tell(talk: &mut Talk<'_>, (teller, told): (PersonId, &Told), text: &Text) -> talk::Step {
    let holders = &talk.desk(told.poll.params.scope.compound)?.holders;
    let reader = holders.iter().find(|holder| holder.person == teller).map(|holder| holder.reader.clone());
    if let Some(to) = reader.filter(|reader| reader.reachable) {
        talk.tell(Message::notice(to, text.clone(), None));
    }
    Ok(())
}
