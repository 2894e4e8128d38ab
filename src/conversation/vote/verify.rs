//! `/verify`: what became of the ballot of a receipt. Never what was chosen.

use super::Step;
use crate::conversation::menu;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::domain::vote::poll::Standing;
use crate::domain::vote::receipt;
use crate::text;
use crate::text::Text;

/// `/verify`, alone or with a receipt.
///
/// # Errors
/// See [`talk::Stop`].
pub(super) fn command(talk: &mut Talk<'_>, rest: &str) -> talk::Step {
    if rest.trim().is_empty() { ask(talk, None) } else { answer(talk, rest) }
}

/// Asks for the receipt.
pub(super) fn ask(talk: &mut Talk<'_>, note: Option<Text>) -> talk::Step {
    let question = text!("verify-ask");
    let text = note.map_or(question.clone(), |note| note.paragraph(question));
    talk.show(Flow::Vote(Step::Verify), Screen::new(text).row([Button::choice(text!("open-menu"), "menu")]));
    Ok(())
}

/// A receipt was typed.
pub(super) fn typed(talk: &mut Talk<'_>) -> talk::Step {
    let words = talk.words();
    if talk.chosen.as_deref() == Some("again") {
        return ask(talk, None);
    }
    if talk.chosen.is_some() || words.is_empty() {
        return menu::show(talk);
    }
    answer(talk, words)
}

fn answer(talk: &mut Talk<'_>, words: &str) -> talk::Step {
    let Some(code) = receipt::typed(words) else { return ask(talk, Some(text!("verify-no-receipt"))) };
    let note = match talk.receipt(&code)? {
        None => text!("verify-unknown"),
        Some((told, standing)) => {
            let title = told.words.title.as_str();
            let found = match (standing, told.poll.is_counted()) {
                (Standing::Replaced, _) => text!("verify-replaced", title = title),
                (Standing::Counted, false) => text!("verify-lies", title = title),
                (Standing::Counted, true) => text!("verify-counted", title = title),
            };
            let counted = told.poll.is_counted();
            let root = text!("verify-root", root = told.poll.root.as_str());
            let screen = Screen::new(if counted { found.line(root) } else { found });
            let more = [Button::choice(text!("verify-another"), "again"), Button::choice(text!("open-menu"), "menu")];
            talk.show(Flow::Vote(Step::Verify), screen.row(more));
            return Ok(());
        }
    };
    ask(talk, Some(note))
}
