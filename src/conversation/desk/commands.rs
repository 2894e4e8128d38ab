//! The desk's commands: what is typed after them is read here, done in [`super::act`] and [`super::queue`].

use super::act::{self, Speech};
use super::{answer, message_here, queue as lists};
use crate::conversation::facts::QueueFilter;
use crate::conversation::input::What;
use crate::conversation::line;
use crate::conversation::screen::Button;
use crate::conversation::talk::{self, Talk};
use crate::domain::id::Number;
use crate::domain::rights::{Right, holds};
use crate::domain::ticket::DeclineReason;
use crate::text;
use crate::text::Text;

/// A number at the beginning (`1042`, `#1042`) and the rest; none where there is none.
fn numbered(rest: &str) -> Option<(Number, &str)> {
    let rest = rest.trim().trim_start_matches(['#', '＃']);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, words) = rest.split_at(end);
    Some((Number(digits.parse().ok()?), words.trim()))
}

/// The number, or the ticket whose card is replied to.
fn which<'r>(talk: &Talk<'_>, rest: &'r str) -> Option<(Number, &'r str)> {
    numbered(rest).or_else(|| Some((talk.facts.quoted.as_ref()?.ticket?, rest.trim())))
}

/// Wrong use gets an example of right use.
fn usage(talk: &mut Talk<'_>, command: &str) -> talk::Step {
    let example = Text::key(&format!("command-{command}"));
    answer(talk, text!("desk-usage", command = command, example = example));
    Ok(())
}

/// `/queue [filter…]`: the open tickets of one's scopes.
///
/// # Errors
/// See [`talk::Stop`].
pub fn queue(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    let filter = lists::filter(talk, rest);
    lists::show(talk, &filter, 0)
}

/// `/mine`: what one leads, by next due.
///
/// # Errors
/// See [`talk::Stop`].
pub fn mine(talk: &mut Talk<'_>, _rest: &str) -> talk::Step {
    let filter = QueueFilter { lead: Some(talk.person()?.id), ..QueueFilter::default() };
    lists::show(talk, &filter, 0)
}

/// `/ticket N`.
///
/// # Errors
/// See [`talk::Stop`].
pub fn ticket(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    match which(talk, rest) {
        Some((number, _)) => lists::ticket(talk, number),
        None => usage(talk, "ticket"),
    }
}

/// `/take N`.
///
/// # Errors
/// See [`talk::Stop`].
pub fn take(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    match which(talk, rest) {
        Some((number, _)) => act::take(talk, number),
        None => usage(talk, "take"),
    }
}

/// `/ask N text`.
///
/// # Errors
/// See [`talk::Stop`].
pub fn ask(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    speech(talk, rest, ("ask", Speech::Ask))
}

/// `/reply N text`.
///
/// # Errors
/// See [`talk::Stop`].
pub fn reply(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    speech(talk, rest, ("reply", Speech::Reply))
}

/// `/done N result`, also as the caption of a photo.
///
/// # Errors
/// See [`talk::Stop`].
pub fn done(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    speech(talk, rest, ("done", Speech::Done))
}

fn speech(talk: &mut Talk<'_>, rest: &str, (command, speech): (&str, Speech)) -> talk::Step {
    let Some((number, words)) = which(talk, rest) else { return usage(talk, command) };
    let media = match &talk.input.what {
        What::Media(_) => match line::taken(talk) {
            Ok((_, media)) => media,
            Err(sentence) => {
                answer(talk, sentence);
                return Ok(());
            }
        },
        _ => Vec::new(),
    };
    if words.is_empty() {
        return usage(talk, command);
    }
    act::speak_words(talk, number, speech, (words.to_owned(), media))
}

/// `/note N text`: stays among staff.
///
/// # Errors
/// See [`talk::Stop`].
pub fn note(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    match which(talk, rest) {
        Some((number, words)) if !words.is_empty() => act::note(talk, number, words.to_owned()),
        _ => usage(talk, "note"),
    }
}

/// `/assign N @who`; without a name those who may have it are offered.
///
/// # Errors
/// See [`talk::Stop`].
pub fn assign(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    let Some((number, name)) = which(talk, rest) else { return usage(talk, "assign") };
    talk.staff_of(number, Right::Assign)?;
    let name = name.trim_start_matches(['@', '＠']);
    let compound = talk.ticket(number)?.ticket.spot.compound;
    let able: Vec<_> =
        talk.desk(compound)?.holders.iter().filter(|holder| holds(holder.grant.role, Right::Handle)).collect();
    let named: Vec<_> = able.iter().filter(|holder| !name.is_empty() && holder.grant.name.contains(name)).collect();
    if let [only] = named.as_slice() {
        let whom = only.person;
        return act::assign(talk, number, whom);
    }
    let button = |holder: &&crate::conversation::facts::Holder| {
        let post = Text::key(&format!("role-{}", holder.grant.role.code()));
        let label = text!("who-staff", name = holder.grant.name.as_str(), post = post);
        vec![Button::act(label, format!("desk.assign:{number}:{}", holder.person))]
    };
    let mut message = message_here(talk, text!("desk-assign-whom", number = number.0), Some(number));
    message.rows = able.iter().take(8).map(button).collect();
    talk.tell(message);
    Ok(())
}

/// `/decline N [reason]`.
///
/// # Errors
/// See [`talk::Stop`].
pub fn decline(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    match which(talk, rest) {
        Some((number, reason)) => act::decline(talk, number, DeclineReason::of_code(reason)),
        None => usage(talk, "decline"),
    }
}

#[cfg(test)]
mod tests {
    use super::numbered;
    use crate::domain::id::Number;

    #[test]
    fn numbers_are_read_with_and_without_a_sign() {
        assert_eq!(numbered("1042 灯管已换"), Some((Number(1042), "灯管已换")));
        assert_eq!(numbered("#1042灯管已换"), Some((Number(1042), "灯管已换")));
        assert_eq!(numbered("灯管"), None);
    }
}
