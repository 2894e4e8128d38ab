//! A payout: asked for by one, paid or refused by another. Whoever may pay at the place is told of it with the receipts.

use super::known::{Change, Shown};
use super::{Step, allowed, change, desk, left, may, words};
use crate::conversation::menu;
use crate::conversation::screen::{Button, Message, Say, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::domain::chat::Pace;
use crate::domain::fund::ledger::{Action, CHARS, New, Payout, decide};
use crate::domain::id::PayoutId;
use crate::domain::person::Reader;
use crate::domain::refusal::Refusal;
use crate::domain::rights::{self, Right};
use crate::text;
use crate::text::Text;

/// Keeps what is asked for and tells those who may pay it.
pub(super) fn ask(talk: &mut Talk<'_>, payout: &Payout, shown: &Shown) -> talk::Step {
    let mut readers: Vec<Reader> = Vec::new();
    for holder in &talk.desk(shown.book.place)?.holders {
        let pays = rights::holds(holder.grant.role, Right::Pay) && holder.person != payout.asked_by;
        if pays && holder.reader.reachable && !readers.contains(&holder.reader) {
            readers.push(holder.reader.clone());
        }
    }
    let note = if readers.is_empty() { text!("ledger-asked-nobody") } else { text!("ledger-asked") };
    for reader in readers {
        let message = notice(talk, reader, payout, shown);
        talk.tell(message);
    }
    change(talk, Change::Ask(payout.clone()));
    desk::done(talk, payout.book, note);
    Ok(())
}

/// A payout with its receipts and the two buttons.
fn notice(talk: &Talk<'_>, to: Reader, payout: &Payout, shown: &Shown) -> Message {
    let mut message = Message::notice(to, words::payout(talk, payout, shown), None);
    message.media.clone_from(&payout.receipts);
    message.rows = vec![vec![
        Button::act(text!("ledger-approve"), format!("ledger.approve:{}", payout.id)),
        Button::act(text!("ledger-refuse"), format!("ledger.refuse:{}", payout.id)),
    ]];
    message
}

/// What waits for whoever speaks, once more.
pub(super) fn again(talk: &mut Talk<'_>) -> talk::Step {
    let (me, person) = (talk.myself().ok_or(Refusal::NotAllowed)?, talk.person()?.id);
    for shown in talk.shelf()? {
        if !may(talk, Right::Pay, shown.book.place) {
            continue;
        }
        for payout in shown.waiting.iter().filter(|payout| payout.asked_by != person) {
            let message = Message { pace: Pace::Interactive, ..notice(talk, me.clone(), payout, shown) };
            talk.tell(message);
        }
    }
    Ok(())
}

/// A payout that whoever speaks may decide on now.
fn mine<'a>(talk: &Talk<'a>, id: PayoutId) -> Result<&'a (Payout, Shown, Option<Reader>), talk::Stop> {
    let asked = talk.payout(id)?;
    allowed(talk, Right::Pay, &asked.1.book)?;
    asked.0.decided_by(talk.person()?.id)?;
    Ok(asked)
}

/// Refuses what somebody asked for who keeps the books no more: two people stand for a payment when it is made.
fn still_asked(talk: &Talk<'_>, payout: &Payout, shown: &Shown) -> talk::Step {
    let books = talk.desk(shown.book.place)?.may(payout.asked_by, Right::Book);
    if books { Ok(()) } else { Err(Refusal::AskerGone.into()) }
}

/// It is paid: the entry is written and the payout decided in one.
pub(super) fn approve(talk: &mut Talk<'_>, id: PayoutId) -> talk::Step {
    let (payout, shown, asker) = mine(talk, id)?;
    still_asked(talk, payout, shown)?;
    let project = match payout.project {
        Some(number) => Some(shown.backing(number).ok_or(Refusal::NotFunded)?),
        None => None,
    };
    let action = Action::Pay { project, fen: payout.fen, receipts: payout.receipts.len() };
    let posting = decide(&shown.book, action, &talk.estate.places)?;
    let new = New {
        posting,
        made_by: talk.person()?.id,
        payout: Some((payout.id, payout.asked_by)),
        receipts: payout.receipts.clone(),
        words: payout.words.clone(),
    };
    let nr = shown.book.nr + 1;
    change(talk, Change::Append { book: shown.book.clone(), new });
    let told = words::payout(talk, payout, shown);
    answered(talk, told.clone().paragraph(text!("ledger-approved", nr = nr)));
    tell(talk, asker.as_ref(), told.paragraph(text!("ledger-approved-told", nr = nr)));
    Ok(())
}

/// The press is answered, and the notice says what became of it in place of its buttons.
fn answered(talk: &mut Talk<'_>, text: Text) {
    talk.say(Say::Replace { text, rows: Vec::new() });
}

fn tell(talk: &mut Talk<'_>, asker: Option<&Reader>, text: Text) {
    if let Some(asker) = asker.filter(|asker| asker.reachable) {
        talk.tell(Message::notice(asker.clone(), text, None));
    }
}

/// Asks why not.
pub(super) fn refuse(talk: &mut Talk<'_>, id: PayoutId) -> talk::Step {
    let (payout, shown, _) = mine(talk, id)?;
    let text = words::payout(talk, payout, shown).paragraph(text!("ledger-refuse-why"));
    let screen = Screen::new(text).row([Button::choice(text!("cancel"), "cancel")]);
    talk.show(Flow::Ledger(Step::Refusing(id)), screen);
    Ok(())
}

/// One turn of refusing.
pub(super) fn refusing(talk: &mut Talk<'_>, id: PayoutId) -> talk::Step {
    if talk.chosen.is_some() {
        return left(talk);
    }
    let reason: String = talk.words().chars().take(CHARS).collect();
    if reason.is_empty() {
        return refuse(talk, id);
    }
    let (payout, shown, asker) = mine(talk, id)?;
    let told = words::payout(talk, payout, shown);
    tell(talk, asker.as_ref(), told.paragraph(text!("ledger-refused-told", reason = reason.as_str())));
    change(talk, Change::Refuse { payout: id, reason });
    menu::show_after(talk, Some(text!("ledger-refused")))
}
