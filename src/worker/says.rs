//! What a turn says becomes calls in the outbox, in the reader's language, legal for the chat.

use std::collections::BTreeMap;

use super::Worker;
use super::apply::{Files, Made};
use crate::conversation::commands;
use crate::conversation::facts::{Estate, Facts};
use crate::conversation::input::{Input, What};
use crate::conversation::screen::{Button, Message, Say, Screen};
use crate::conversation::turn::Turn;
use crate::domain::chat::{Chat, MessageRole, Pace};
use crate::domain::id::{MediaId, Number};
use crate::domain::language::Language;
use crate::domain::media::MediaKind;
use crate::domain::person::Reader;
use crate::domain::time::Moment;
use crate::pictures::{Picture, Sheet};
use crate::store::outbox::{Edits, Row};
use crate::telegram::render::{self, Call, Draft, Keyboard};
use crate::telegram::{drawn, rich};
use crate::text::Text;

/// Who says it, where and when.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    pub(super) worker: &'a Worker,
    pub(super) facts: &'a Facts,
    pub(super) input: &'a Input,
    pub(super) estate: &'a Estate,
    /// The files that what is said may carry.
    pub(super) files: &'a Files,
    pub(super) now: Moment,
}

impl Voice<'_> {
    fn words(&self, text: &Text, language: Language) -> String {
        self.worker.texts.say(text, language, self.now)
    }

    fn row(&self, chat: crate::domain::id::ChatId, pace: Pace, call: Call) -> Row {
        Row::new(self.worker.ids.next(self.now), chat, pace, call, self.now)
    }

    fn labels(
        &self,
        rows: &[Vec<Button>],
        language: Language,
    ) -> Vec<Vec<(String, crate::conversation::screen::Press)>> {
        let label = |button: &Button| (self.words(&button.label, language), button.press.clone());
        rows.iter().map(|row| row.iter().map(label).collect()).collect()
    }

    /// A table as such, and in its place these words.
    fn table(&self, table: &Sheet<Text>, plain: &Call, language: Language) -> Call {
        let said = table.say(|text| self.words(text, language));
        rich::call(&said, &self.words(&crate::text!("rich-about"), language), plain)
    }

    /// The language of whoever speaks here.
    fn language_here(&self) -> Language {
        let client = self.input.language.as_deref().and_then(Language::of_tag);
        let person = self.facts.person.as_ref();
        person.and_then(|person| person.language).or(client).unwrap_or(self.facts.chat.language)
    }
}

impl Voice<'_> {
    /// The language that is read in this chat: a group's own, in private the person's.
    fn language_of_chat(&self) -> Language {
        let is_private = self.input.chat == crate::domain::chat::ChatKind::Private;
        if is_private { self.language_here() } else { self.facts.chat.language }
    }
}

/// How a screen goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a new message.
    Anew,
    /// In place of the screen that stands.
    InPlace,
}

/// How the screens of these turns go out, by the turns' places: a person's last, which stands for those before it, and
/// comes as a new message if any of them would have.
pub(super) fn screens(made: &[Made<'_>]) -> BTreeMap<usize, Shown> {
    let (mut last, mut shown) = (BTreeMap::new(), BTreeMap::new());
    for (at, Made { author, turn, .. }) in made.iter().enumerate().rev().filter(|(_, made)| made.turn.shows()) {
        let Some(person) = author.facts.person.as_ref() else { continue };
        let stands = *last.entry(person.id).or_insert(at);
        let pressed = matches!(&author.input.what, What::Press(data) if data.starts_with('~'));
        let anew = !pressed || turn.says.iter().any(|said| matches!(said, Say::Keyboard(_)));
        if anew || stands == at {
            shown.insert(stands, if anew { Shown::Anew } else { Shown::InPlace });
        }
    }
    shown
}

/// The calls of everything a turn says, in order. A press is always answered.
pub(super) fn rows(voice: &Voice<'_>, turn: &Turn, (callback, shown): (Option<&str>, Option<Shown>)) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut answered = false;
    for said in &turn.says {
        match said {
            Say::Screen(screen) => rows.extend(screen_rows(voice, turn, (screen, shown))),
            Say::Keyboard(stands) => rows.extend(keyboard_row(voice, turn, *stands)),
            Say::Message(message) => rows.extend(message_rows(voice, message)),
            Say::Drawn { to, ticket, text, buttons, fresh, pace } => {
                rows.push(card_row(voice, (to, *pace), (*ticket, *fresh), (text, buttons)));
            }
            Say::Card { .. } => {}
            Say::Replace { text, rows: buttons } => rows.extend(replace_row(voice, text, buttons)),
            Say::Amend { to, message, text, rows: buttons } => {
                rows.push(amend_row(voice, (to, *message), text, buttons));
            }
            Say::Toast { text, alert } => {
                if let Some(query) = callback.filter(|_| !answered) {
                    let words = voice.words(text, voice.language_here());
                    let call = render::answer(query, &words, *alert);
                    rows.push(voice.row(voice.facts.chat.id, Pace::Interactive, call));
                    answered = true;
                }
            }
            Say::Here(text) => rows.push(here_row(voice, text)),
            Say::Picture { picture, caption } => rows.push(picture_row(voice, picture, caption)),
            Say::React(emoji) => {
                if let Some(message) = voice.input.message {
                    rows.push(voice.row(voice.facts.chat.id, Pace::Interactive, render::react(message, emoji)));
                }
            }
            Say::Commands { chat, language, names } => {
                let described = |name: &&'static str| {
                    let help = Text::key(&commands::help_key(name));
                    ((*name).to_owned(), voice.words(&help, *language))
                };
                let call = render::commands(&names.iter().map(described).collect::<Vec<_>>());
                rows.push(voice.row(*chat, Pace::Notice, call));
            }
            Say::LeaveChat => rows.push(voice.row(voice.facts.chat.id, Pace::Notice, render::leave())),
        }
    }
    if let Some(query) = callback.filter(|_| !answered) {
        rows.push(voice.row(voice.facts.chat.id, Pace::Interactive, render::answer(query, "", false)));
    }
    rows
}

fn screen_rows(voice: &Voice<'_>, turn: &Turn, (screen, shown): (&Screen, Option<Shown>)) -> Vec<Row> {
    let Some(shown) = shown else { return Vec::new() };
    let Some(chat) = voice.facts.person.as_ref().and_then(|person| person.chat) else { return Vec::new() };
    let language = language_after(voice, turn);
    let nonce = turn.session.shown.as_ref().map_or("", |shown| shown.nonce.as_str());
    let draft = Draft {
        words: voice.words(&screen.text, language),
        keyboard: Keyboard::Buttons(voice.labels(&screen.rows, language)),
        nonce: nonce.to_owned(),
        bot_link: voice.estate.bot_link.clone(),
        silent: false,
    };
    let edit = shown == Shown::InPlace;
    render::calls(&draft, edit)
        .into_iter()
        .map(|call| {
            let mut row = voice.row(chat, Pace::Interactive, call).role(MessageRole::Screen);
            row.person = voice.facts.person.as_ref().map(|person| person.id);
            if edit {
                row.edits = Edits::Screen;
            }
            row
        })
        .collect()
}

/// The person's language as the turn leaves it.
fn language_after(voice: &Voice<'_>, turn: &Turn) -> Language {
    let changed = turn.changes.iter().rev().find_map(|change| match change {
        crate::conversation::turn::Change::Person(after) => after.language,
        _ => None,
    });
    changed.unwrap_or_else(|| voice.language_here())
}

fn keyboard_row(voice: &Voice<'_>, turn: &Turn, stands: bool) -> Option<Row> {
    let chat = voice.facts.person.as_ref().and_then(|person| person.chat)?;
    let say = |text| voice.words(&text, language_after(voice, turn));
    let call = if stands {
        render::keyboard(&say(crate::text!("share-location-hint")), Some(&say(crate::text!("share-location"))))
    } else {
        render::keyboard(&say(crate::text!("share-location-done")), None)
    };
    Some(voice.row(chat, Pace::Interactive, call))
}

fn message_rows(voice: &Voice<'_>, message: &Message) -> Vec<Row> {
    let language = message.to.language;
    let draft = Draft {
        words: voice.words(&message.text, language),
        keyboard: if message.role == MessageRole::Prompt {
            Keyboard::ForceReply
        } else {
            Keyboard::Buttons(voice.labels(&message.rows, language))
        },
        nonce: String::new(),
        bot_link: voice.estate.bot_link.clone(),
        silent: message.silent,
    };
    let mut calls = render::calls(&draft, false);
    if let (Some(table), [plain]) = (message.table.as_deref().filter(|_| message.to.rich), calls.as_slice()) {
        calls = vec![voice.table(table, plain, language)];
    }
    calls.extend(media_calls(voice, &message.media, message.silent));
    let mut rows = Vec::with_capacity(calls.len());
    for call in calls {
        let mut row = voice.row(message.to.chat, message.pace, call).role(message.role);
        row.ticket = message.ticket;
        row.person = message.to.person;
        row.under_card = message.under_card;
        row.prompt.clone_from(&message.prompt);
        if message.role == MessageRole::Prompt {
            row.person = voice.facts.person.as_ref().map(|person| person.id);
        }
        rows.push(row);
    }
    if let (Some(first), Some(tick)) = (rows.first_mut(), message.tick) {
        first.tick = Some((voice.facts.chat.id, tick));
    }
    rows
}

fn media_calls(voice: &Voice<'_>, ids: &[MediaId], silent: bool) -> Vec<Call> {
    let files = ids.iter().filter_map(|id| voice.files.get(id).map(|(kind, file)| (*kind, sendable(*id, *kind, file))));
    render::media(&files.collect::<Vec<_>>(), silent)
}

/// How a file is named in a call: by Telegram's id, or, where that would tell what its camera wrote, as our own copy.
fn sendable(id: MediaId, kind: MediaKind, file: &str) -> String {
    if kind == MediaKind::Image { render::own_copy(id) } else { file.to_owned() }
}

/// A card put up anew, or redrawn where it stands.
fn card_row(
    voice: &Voice<'_>,
    (to, pace): (&Reader, Pace),
    (ticket, fresh): (Number, bool),
    (text, buttons): (&Text, &[Vec<Button>]),
) -> Row {
    let draft = Draft {
        words: voice.words(text, to.language),
        keyboard: Keyboard::Buttons(voice.labels(buttons, to.language)),
        nonce: String::new(),
        bot_link: voice.estate.bot_link.clone(),
        silent: false,
    };
    let call = render::one(&draft, !fresh);
    let mut row = voice.row(to.chat, pace, call).role(MessageRole::Card);
    row.ticket = Some(ticket);
    if !fresh {
        row.edits = Edits::Card(ticket);
    }
    row
}

/// The notice that was pressed, in the language of its chat.
fn replace_row(voice: &Voice<'_>, text: &Text, buttons: &[Vec<Button>]) -> Option<Row> {
    let message = voice.input.message?;
    let language = voice.language_of_chat();
    let draft = Draft {
        words: voice.words(text, language),
        keyboard: Keyboard::Buttons(voice.labels(buttons, language)),
        bot_link: voice.estate.bot_link.clone(),
        ..Draft::default()
    };
    let call = render::calls(&draft, true).into_iter().next()?;
    let mut row = voice.row(voice.facts.chat.id, Pace::Interactive, call);
    row.edits = Edits::Message(message);
    Some(row)
}

/// A message that stands in some chat, changed in place.
fn amend_row(voice: &Voice<'_>, (to, message): (&Reader, i64), text: &Text, buttons: &[Vec<Button>]) -> Row {
    let draft = Draft {
        words: voice.words(text, to.language),
        keyboard: Keyboard::Buttons(voice.labels(buttons, to.language)),
        bot_link: voice.estate.bot_link.clone(),
        ..Draft::default()
    };
    let mut row = voice.row(to.chat, Pace::Broadcast, render::one(&draft, true));
    row.edits = Edits::Message(message);
    // Unlike a post, the same change made twice is made once.
    row.repeatable = true;
    row
}

/// What is to be drawn, in the words of whoever reads it here.
fn picture_row(voice: &Voice<'_>, picture: &Picture<MediaId, Text>, caption: &Text) -> Row {
    let language = voice.language_of_chat();
    let said = picture.say(|text| voice.words(text, language));
    let drawn = in_topic(voice, drawn::call(&said, &voice.words(caption, language)));
    let call = match picture {
        Picture::Sheet(table) if voice.facts.chat.rich => voice.table(table, &drawn, language),
        _ => drawn,
    };
    voice.row(voice.facts.chat.id, Pace::Interactive, call)
}

/// An answer where it was asked.
fn here(voice: &Voice<'_>, call: Call) -> Row {
    voice.row(voice.facts.chat.id, Pace::Interactive, in_topic(voice, call))
}

/// In a forum an answer stands in the topic in which it was asked.
fn in_topic(voice: &Voice<'_>, mut call: Call) -> Call {
    if let (Some(body), thread @ 1..) = (call.body.as_object_mut(), voice.input.thread) {
        body.insert("message_thread_id".to_owned(), thread.into());
    }
    call
}

fn here_row(voice: &Voice<'_>, text: &Text) -> Row {
    let language = voice.language_of_chat();
    let draft =
        Draft { words: voice.words(text, language), bot_link: voice.estate.bot_link.clone(), ..Draft::default() };
    here(voice, render::one(&draft, false))
}

/// Words to a chat outside any turn.
pub(super) fn plain(worker: &Worker, chat: &Chat, text: &Text, now: Moment) -> Row {
    let draft = Draft { words: worker.texts.say(text, chat.language, now), ..Draft::default() };
    let call = render::one(&draft, false);
    Row::new(worker.ids.next(now), chat.id, Pace::Notice, call, now)
}
