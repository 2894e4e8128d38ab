//! A ballot goes into the box: who has that voice casts it in time, gets a receipt, and everyone who shares the voice hears
//! of it.

use super::known::Change;
use super::{Filling, Step, change, fill, page, words};
use crate::conversation::screen::{Button, Message, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Stop, Talk};
use crate::domain::chat::Pace;
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::vote::poll::{Ballot, Cast, Told};
use crate::domain::vote::receipt::{in_fours, leaf, receipt};
use crate::text;
use crate::text::{Arg, Text};

/// The ballot goes into the box, if it came before the close and the person has this voice.
pub(super) fn cast(talk: &mut Talk<'_>, filling: &Filling) -> talk::Step {
    let vote = filling.vote;
    talk::together([
        talk.poll(vote).map(drop),
        talk.homes().map(drop),
        talk.on_roll(vote, &[filling.voter].into()).map(drop),
        talk.voices(vote, filling.voter).map(drop),
    ])?;
    let told = talk.poll(vote)?;
    if !told.poll.takes(talk.input.at) {
        return fill::too_late(talk, told);
    }
    let own = page::voters(talk.homes()?, &told.poll).into_iter().find(|(voter, _)| *voter == filling.voter);
    let (has, door) = (own.is_some(), own.map(|(_, home)| home.household.door.written()).unwrap_or_default());
    let (area, before) = match talk.on_roll(vote, &[filling.voter].into())?.get(&filling.voter) {
        Some(known) if has => *known,
        _ => return Err(Refusal::NotAllowed.into()),
    };
    let ballot = filling.ballot(&told.poll.params.ask).filter(|ballot| ballot.answers(&told.poll.params.ask));
    let ballot = ballot.ok_or(Refusal::WrongState)?;
    let others = others(talk, told, filling.voter)?;
    tell_others(talk, told, (others, before));
    let code = put_in(talk, told, (filling.voter, area), &ballot)?;
    let closes = told.poll.closes_at.unwrap_or(talk.now);
    let kept = if before { text!("vote-receipt-changed") } else { text!("vote-receipt") };
    let of = text!("vote-receipt-of", title = told.words.title.as_str(), door = door);
    let words = of.line(kept).paragraph(Text::raw(in_fours(&code)));
    let words = words.paragraph(text!("vote-receipt-keep", at = Arg::On(closes)));
    if let Some(me) = talk.myself() {
        let rows = vec![vec![Button::act(text!("vote-page"), format!("vote.page:{vote}"))]];
        talk.tell(Message { pace: Pace::Interactive, rows, ..Message::notice(me, words, None) });
    }
    thanks(talk, told);
    Ok(())
}

/// Puts a ballot into the box and gives its receipt.
pub(super) fn put_in(
    talk: &mut Talk<'_>,
    told: &Told,
    (voter, area): (i64, u64),
    ballot: &Ballot,
) -> Result<String, Stop> {
    let poll = &told.poll;
    let (choices, nonce) = (ballot.written(), talk.facts.fresh_token.clone());
    let leaf = leaf(poll.id, &poll.frozen, &choices, &nonce);
    let named = matches!(ballot, Ballot::Owners(_));
    let by = Some(talk.person()?.id);
    let cast = Cast { voter, area, choices, nonce, leaf, named, by };
    change(talk, Change::Cast { vote: poll.id, ballot: Box::new(cast) });
    Ok(receipt(&leaf))
}

/// The others who may vote for the same household or owner group.
pub(super) fn others(talk: &Talk<'_>, told: &Told, voter: i64) -> Result<Vec<Reader>, Stop> {
    let me = talk.person()?.id;
    let voices = talk.voices(told.poll.id, voter)?.iter().filter(|voice| voice.person != me && voice.reader.reachable);
    Ok(voices.map(|voice| voice.reader.clone()).collect())
}

/// They hear that the ballot was cast or changed, not how.
pub(super) fn tell_others(talk: &mut Talk<'_>, told: &Told, (others, before): (Vec<Reader>, bool)) {
    let title = told.words.title.as_str();
    for to in others {
        let text =
            if before { text!("vote-others-changed", title = title) } else { text!("vote-others-cast", title = title) };
        talk.tell(Message::notice(to, text, None));
    }
}

/// What stands in the place of the ballot: nothing that tells it.
fn thanks(talk: &mut Talk<'_>, told: &Told) {
    let text =
        text!("vote-thanks", title = told.words.title.as_str(), scope = words::scope(talk, &told.poll.params.scope));
    let screen =
        Screen::new(text).row([Button::choice(text!("vote-page"), "page"), Button::choice(text!("open-menu"), "menu")]);
    talk.show(Flow::Vote(Step::Page(told.poll.id)), screen);
}
