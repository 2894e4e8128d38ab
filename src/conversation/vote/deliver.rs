//! Who was reached with the papers of an owners' decision (送达): staff choose by which proof and type doors, as many as
//! they like. It bears on who says nothing, in the second of the two counts that are always told.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::known::Change;
use super::{Step, change, elsewhere, run, words};
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::conversation::turn::Change as Written;
use crate::domain::household::Door;
use crate::domain::id::VoteId;
use crate::domain::refusal::Refusal;
use crate::domain::vote::poll::{Proof, Told};
use crate::text;
use crate::text::Text;

/// Most doors that are read at once.
const DOORS: usize = 50;
/// The choice by which a wrong entry is taken back.
const NOT: &str = "not";

/// Doors that are being entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    vote: VoteId,
    how: Option<How>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum How {
    By(Proof),
    Not,
}

/// Asks by which proof owners were reached.
///
/// # Errors
/// [`Refusal::Unknown`] for who doesn't run the vote; see also [`Stop`].
pub(super) fn begin(talk: &mut Talk<'_>, vote: VoteId) -> talk::Step {
    asked(talk, Delivery { vote, how: None }, None)
}

fn held<'a>(talk: &Talk<'a>, vote: VoteId) -> Result<&'a Told, Stop> {
    let told = talk.poll(vote)?;
    if !super::runs(talk, told.poll.params.scope.compound) {
        return Err(Refusal::Unknown.into());
    }
    Ok(told)
}

fn asked(talk: &mut Talk<'_>, delivery: Delivery, note: Option<Text>) -> talk::Step {
    let told = held(talk, delivery.vote)?;
    if !told.poll.takes(talk.input.at) {
        return run::show(talk, delivery.vote, Some(Text::key(Refusal::TooLate.key())));
    }
    let title = told.words.title.as_str();
    let (text, rows) = match delivery.how {
        None => {
            let proof = |proof: &Proof| Button::choice(proof_name(*proof), proof.code());
            let not = Button::choice(text!("vote-reached-not"), NOT);
            (text!("vote-ask-proof", title = title), Proof::ALL.iter().map(proof).chain([not]).collect())
        }
        Some(how) => {
            let how = match how {
                How::By(proof) => proof_name(proof),
                How::Not => text!("vote-reached-not"),
            };
            (text!("vote-ask-doors", title = title, how = how, most = DOORS), Vec::new())
        }
    };
    let mut screen = Screen::new(note.map_or(text.clone(), |note| note.paragraph(text)));
    for button in rows {
        screen = screen.row([button]);
    }
    let screen = screen.row([Button::choice(text!("back"), "back"), Button::choice(text!("vote-run"), "run")]);
    talk.show(Flow::Vote(Step::Deliver(delivery)), screen);
    Ok(())
}

fn proof_name(proof: Proof) -> Text {
    Text::key(&format!("vote-proof-{}", proof.code()))
}

/// One turn of this flow.
pub(super) fn turn(talk: &mut Talk<'_>, delivery: Delivery) -> talk::Step {
    let how = match talk.chosen.as_deref() {
        Some("run") => return run::show(talk, delivery.vote, None),
        Some("back") if delivery.how.is_none() => return run::show(talk, delivery.vote, None),
        Some("back") => None,
        Some(NOT) => Some(How::Not),
        Some(code) => Proof::of_code(code).map(How::By),
        None if talk.words().is_empty() => return elsewhere(talk),
        None => return doors(talk, delivery),
    };
    asked(talk, Delivery { how, ..delivery }, None)
}

/// Doors were typed: those on the roll are noted, the others are named.
fn doors(talk: &mut Talk<'_>, delivery: Delivery) -> talk::Step {
    let Some(how) = delivery.how else { return asked(talk, delivery, Some(text!("report-choose"))) };
    let vote = delivery.vote;
    let told = held(talk, vote)?;
    let between = |letter: char| letter.is_whitespace() || "、,;\u{ff0c}\u{ff1b}".contains(letter);
    let typed: Vec<&str> = talk.words().split(between).filter(|part| !part.is_empty()).collect();
    if typed.len() > DOORS {
        return asked(talk, delivery, Some(text!("vote-too-many-doors", most = DOORS)));
    }
    let compound = told.poll.params.scope.compound;
    let meant: Vec<(&str, Door)> = typed.into_iter().map(|part| (part, words::door(talk, compound, part))).collect();
    let behind = talk.behind_all(&meant.iter().map(|(_, door)| door.clone()).collect())?;
    let voters: BTreeSet<i64> = behind.values().map(|household| household.owners.0).collect();
    talk::together([talk.hold_poll(vote).map(drop), talk.on_roll(vote, &voters).map(drop)])?;
    let on = talk.on_roll(vote, &voters)?;
    let is_on = |door: &Door| behind.get(door).is_some_and(|household| on.contains_key(&household.owners.0));
    let strange: Vec<&str> = meant.iter().filter(|(_, door)| !is_on(door)).map(|(part, _)| *part).collect();
    let voters: BTreeSet<i64> = voters.into_iter().filter(|voter| on.contains_key(voter)).collect();
    let proof = match how {
        How::By(proof) => Some(proof),
        How::Not => None,
    };
    let mut note = text!("vote-reached-noted", count = voters.len());
    if !strange.is_empty() {
        note = note.line(text!("vote-reached-strange", doors = strange.join("、")));
    }
    if !voters.is_empty() {
        talk.change(Written::Audit { what: "vote_delivery", object: vote.to_string() });
        change(talk, Change::Reached { vote, voters, proof });
    }
    asked(talk, delivery, Some(note))
}
