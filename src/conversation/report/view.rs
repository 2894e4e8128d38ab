//! How a question looks: its words with "2/5", its answers in pages, and Skip, Back and Cancel below.

use super::draft::Part;
use super::{Step, draft};
use crate::conversation::input::What;
use crate::conversation::screen::{Button, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::Talk;
use crate::text;
use crate::text::Text;

/// Buttons beside Skip, Back and Cancel, so that a screen has eight at most.
const ANSWERS: usize = 5;
/// The same in care mode.
const ANSWERS_IN_CARE: usize = 4;

/// A question before it becomes a screen.
#[derive(Debug, Default)]
pub(super) struct View {
    /// Words.
    pub(super) text: Text,
    /// Answers to tap.
    pub(super) answers: Vec<Button>,
    /// Whether they stand two a row.
    pub(super) narrow: bool,
    /// What Skip is called, if it may be skipped.
    pub(super) skip: Option<Text>,
    /// Offer to share the location.
    pub(super) ask_location: bool,
    /// The group that is looked into, to page through it.
    pub(super) within: String,
}

impl View {
    /// Words alone.
    pub(super) fn new(text: Text) -> Self {
        Self { text, ..Self::default() }
    }

    /// With one more answer.
    pub(super) fn answer(mut self, label: Text, choice: impl Into<String>) -> Self {
        self.answers.push(Button::choice(label, choice));
        self
    }

    /// With answers two a row.
    pub(super) fn narrow(mut self) -> Self {
        self.narrow = true;
        self
    }

    /// With Skip under this name.
    pub(super) fn skip(mut self, label: Text) -> Self {
        self.skip = Some(label);
        self
    }

    fn noted(mut self, note: Option<Text>) -> Self {
        if let Some(note) = note {
            self.text = note.paragraph(self.text);
        }
        self
    }

    fn rows(self, page: usize, care: bool) -> Screen {
        let mut screen = Screen { text: self.text, ask_location: self.ask_location, ..Screen::default() };
        let most = if care { ANSWERS_IN_CARE } else { ANSWERS };
        let answers = paged(self.answers, page, most, &self.within);
        for row in answers.chunks(if self.narrow { 2 } else { 1 }) {
            screen = screen.row(row.to_vec());
        }
        screen.row(self.skip.map(|label| Button::choice(label, "skip")))
    }
}

/// At most `most` of `buttons`, with a last one that turns the page (after the last page comes the first).
pub(super) fn paged(buttons: Vec<Button>, page: usize, most: usize, within: &str) -> Vec<Button> {
    if buttons.len() <= most {
        return buttons;
    }
    let size = most - 1;
    let pages = buttons.len().div_ceil(size);
    let page = page % pages;
    let more = Button::choice(text!("more"), format!("page:{}:{within}", (page + 1) % pages));
    buttons.into_iter().skip(page * size).take(size).chain([more]).collect()
}

/// The group and page that a choice turns to, if it turns one.
pub(super) fn page_of(choice: &str) -> Option<(&str, usize)> {
    let (page, within) = choice.strip_prefix("page:")?.split_once(':')?;
    Some((within, page.parse().unwrap_or_default()))
}

/// Shows a question.
pub(super) fn show_part(talk: &mut Talk<'_>, part: &Part, mut view: View, page: usize, note: Option<Text>) {
    let draft = draft(talk);
    let counts = part.counts() && draft.emergency.is_none();
    if let Some((n, m)) = draft.position(part, &talk.estate.catalogue).filter(|_| counts) {
        view.text = text!("report-step", n = n, m = m, question = view.text);
    }
    show(talk, Step::Ask(part.clone()), view, page, note);
}

/// Shows a view with Back and Cancel below, and a sentence before it.
pub(super) fn show(talk: &mut Talk<'_>, step: Step, view: View, page: usize, note: Option<Text>) {
    let nav = [Button::choice(text!("back"), "back"), Button::choice(text!("cancel"), "cancel")];
    let screen = view.noted(note).rows(page, talk.care()).row(nav);
    talk.show(Flow::Report(step), screen);
}

/// Shows a view whose answers are all the ways on, and a sentence before it.
pub(super) fn show_bare(talk: &mut Talk<'_>, step: Step, view: View, note: Option<Text>) {
    let screen = view.noted(note).rows(0, talk.care());
    talk.show(Flow::Report(step), screen);
}

/// What was chosen: the button, or its number or name typed. Where words are the answer (`words`), only names of
/// buttons that are there count.
pub(super) fn choice(talk: &Talk<'_>, words: bool) -> Option<String> {
    let pressed = matches!(talk.input.what, What::Press(_));
    let named = || {
        let name = match talk.words().to_lowercase().as_str() {
            "跳过" | "skip" => "skip",
            "返回" | "上一步" | "back" => "back",
            "取消" | "cancel" => "cancel",
            _ => return None,
        };
        let shown = talk.session.shown.as_ref()?;
        shown.screen.choices().any(|choice| choice == name).then(|| name.to_owned())
    };
    talk.chosen.clone().filter(|_| pressed || !words).or_else(named)
}
