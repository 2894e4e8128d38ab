//! A resolution is done: its owner is reminded of it, says so with a line and a photo, and the meeting's chats read it.

use super::known::Change;
use super::{Step, act_on, change, owner, post};
use crate::conversation::desk;
use crate::conversation::line;
use crate::conversation::menu;
use crate::conversation::screen::{Button, Message, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::domain::id::{MediaId, ResolutionId};
use crate::domain::meeting::Told;
use crate::domain::meeting::resolution::{Action, CHARS, State};
use crate::domain::refusal::Refusal;
use crate::text;
use crate::text::{Arg, Text};

/// Most photos of what was done.
const PHOTOS: usize = 5;

/// Asks what was done.
pub(super) fn begin(talk: &mut Talk<'_>, id: ResolutionId) -> talk::Step {
    let told = mine(talk, id)?.clone();
    if told.resolution.state == State::Done {
        return Err(Refusal::Ended.into());
    }
    ask(talk, &told, Vec::new(), None);
    Ok(())
}

/// The resolution, if the person may say that it is done. Unknown and another's are refused alike.
fn mine<'a>(talk: &Talk<'a>, id: ResolutionId) -> Result<&'a Told, talk::Stop> {
    let told = talk.resolution(id)?;
    let person = talk.person()?.id;
    if told.resolution.may_finish(person, &talk.facts.grants, &talk.estate.places) {
        Ok(told)
    } else {
        Err(Refusal::Unknown.into())
    }
}

fn ask(talk: &mut Talk<'_>, told: &Told, media: Vec<MediaId>, note: Option<Text>) {
    let question = text!("meeting-done-ask", words = told.words.text.as_str());
    let text = note.map_or(question.clone(), |note| note.paragraph(question));
    let screen = Screen::new(text).row([Button::choice(text!("cancel"), "cancel")]);
    talk.show(Flow::Meeting(Step::Done { resolution: told.resolution.id, media }), screen);
}

/// One turn of this step: words, or photos whose words follow.
pub(super) fn turn(talk: &mut Talk<'_>, id: ResolutionId, mut media: Vec<MediaId>) -> talk::Step {
    if talk.chosen.is_some() {
        return menu::show(talk);
    }
    let told = mine(talk, id)?.clone();
    let (words, files) = match line::taken(talk) {
        Ok(taken) => taken,
        Err(why) => {
            ask(talk, &told, media, Some(why));
            return Ok(());
        }
    };
    media.extend(files);
    media.truncate(PHOTOS);
    if words.is_empty() {
        ask(talk, &told, media, Some(text!("meeting-done-photo")));
    } else if desk::is_no_result(&words) {
        ask(talk, &told, media, Some(Text::key(Refusal::NoResult.key())));
    } else {
        let words: String = words.chars().take(CHARS).collect();
        let after = act_on(talk, &told, &Action::Finish { media: media.clone() }, Some(words.clone()))?;
        let text = text!("meeting-done", words = after.words.text.as_str(), owner = owner(&after), result = words);
        post(talk, after.resolution.place, &text, &media)?;
        return menu::show_after(talk, Some(text!("meeting-done-thanks")));
    }
    Ok(())
}

/// The clock looks at a resolution: it reminds the owner before its date, and says that it is late after it.
pub(super) fn look(talk: &mut Talk<'_>, id: ResolutionId) -> talk::Step {
    let told = talk.resolution(id)?.clone();
    let resolution = &told.resolution;
    let key = match resolution.state {
        State::Done | State::Late => return Err(Refusal::Ended.into()),
        State::Open | State::CarriedOver if talk.now >= resolution.due => {
            act_on(talk, &told, &Action::Lapse, None)?;
            "meeting-late"
        }
        State::Open | State::CarriedOver => {
            let at = resolution.next_look(talk.now, &talk.estate.catalogue.periods);
            change(talk, Change::Look { resolution: id, at });
            "meeting-reminder"
        }
    };
    let reader = talk.facts.meeting.owner.clone().filter(|reader| reader.reachable);
    if let Some(reader) = reader {
        let text = Text::key(key).with("words", told.words.text.as_str()).with("due", Arg::Day(resolution.due));
        let mut message = Message::notice(reader, text, None);
        message.rows = vec![vec![finish_button(id)]];
        talk.tell(message);
    }
    Ok(())
}

/// The button by which an owner says that it is done.
pub(super) fn finish_button(id: ResolutionId) -> Button {
    Button::act(text!("meeting-finish"), format!("meeting.done:{id}"))
}
