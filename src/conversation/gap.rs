//! After an outage that outlasted what Telegram keeps: whoever may have said something meanwhile is told once that it
//! never came, and asked to say it again.

use super::care;
use super::screen::Message;
use super::talk::{self, Talk};
use super::turn::Change;
use crate::domain::chat::Pace;
use crate::domain::gap::Gap;
use crate::domain::id::GapId;
use crate::domain::person::Reader;
use crate::domain::unasked::{self, Hurry};
use crate::text;
use crate::text::Text;

/// A gap, and who is to hear of it next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// What was lost.
    pub gap: Gap,
    /// Staff chats; with the first round only.
    pub staff: Vec<Reader>,
    /// The next persons, by id; none: all have been told.
    pub page: Vec<Reader>,
}

/// Tells the next of those who may have been missed.
///
/// # Errors
/// See [`talk::Stop`]; a refusal says that nothing is left to do.
pub fn tell(talk: &mut Talk<'_>, id: GapId) -> talk::Step {
    let Round { gap, staff, page } = talk.gap(id)?;
    for chat in staff {
        let words = text!("gap-staff", from = gap.from, until = gap.until);
        send(talk, chat, words);
    }
    for reader in page {
        let words = text!("gap-person", from = gap.from, until = gap.until);
        // In care mode the phone stands under every message.
        let office = care::office(reader.compound, &talk.estate.places).filter(|_| !reader.care);
        let words = office.into_iter().fold(words, |words, phone| words.line(text!("gap-phone", phone = phone)));
        send(talk, reader, words);
    }
    if let Some(last) = page.iter().filter_map(|reader| reader.person).max() {
        talk.change(Change::GapTold { id, last });
    }
    Ok(())
}

/// As a broadcast: it holds up no answer, and is never sent twice.
fn send(talk: &mut Talk<'_>, to: &Reader, words: Text) {
    let silent = unasked::is_silent(Hurry::Plain, talk.now);
    talk.tell(Message { pace: Pace::Broadcast, silent, ..Message::notice(to.clone(), words.lasting(), None) });
}
