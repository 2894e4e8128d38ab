//! The one table of commands: `/help`, the menu that Telegram shows, usage lines, rights and README are read from it.

use super::screen::Say;
use super::session::Flow;
use super::talk::{self, Talk};
use super::turn::Change;
use super::{
    announce, desk, digest, emergency, emergency_mode, first_contact, household, ledger, map, meeting, menu, mine,
    open, photo, projects, report, rich, settings, stats, vote, works,
};
use crate::domain::chat::ChatUse;
use crate::domain::rights::{self, Right};
use crate::domain::role::Grant;
use crate::text;
use crate::text::Text;

/// Who may use a command, and where it is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone, in their private chat.
    Everyone,
    /// Whoever holds a role with one of these rights, in private and in staff chats.
    Staff(&'static [Right]),
    /// Whoever holds a role with one of these rights, in a group.
    Group(&'static [Right]),
}

impl Audience {
    /// Whether the holder of these roles is of it.
    #[must_use]
    pub fn has(self, grants: &[Grant]) -> bool {
        match self {
            Self::Everyone => true,
            Self::Staff(any) | Self::Group(any) => {
                grants.iter().any(|grant| any.iter().any(|right| rights::holds(grant.role, *right)))
            }
        }
    }
}

/// A command.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Its name, without the slash.
    pub name: &'static str,
    /// Whose it is.
    pub audience: Audience,
    /// What it does with what follows the name.
    pub run: fn(&mut Talk<'_>, &str) -> talk::Step,
}

impl Command {
    /// The key of its line in `/help` and in Telegram's menu.
    #[must_use]
    pub fn help(&self) -> String {
        help_key(self.name)
    }
}

/// The key of a command's line.
#[must_use]
pub fn help_key(name: &str) -> String {
    format!("command-{name}")
}

macro_rules! commands {
    ($($audience:ident$(($($right:ident)|+))? $name:literal => $run:expr;)*) => {
        /// Every command, in the order in which they are listed.
        pub const COMMANDS: &[Command] =
            &[$(Command { name: $name, audience: Audience::$audience$((&[$(Right::$right),+]))?, run: $run }),*];
    };
}

commands! {
    Everyone "start" => start;
    Everyone "menu" => |talk, _| menu::show(talk);
    Everyone "report" => |talk, _| {
        emergency::first(talk);
        report::begin(talk, None)
    };
    Everyone "my" => |talk, _| mine::show(talk);
    Everyone "open" => |talk, _| open::show(talk);
    Everyone "progress" => |talk, _| works::progress(talk);
    Everyone "resolutions" => |talk, _| meeting::resolutions::show(talk);
    Everyone "propose" => meeting::propose::begin;
    Everyone "project" => projects::command;
    Everyone "pledge" => projects::pledge::command;
    Everyone "vote" => vote::command;
    Everyone "verify" => vote::verify;
    Everyone "fund" => |talk, _| ledger::fund::show(talk);
    Everyone "map" => |talk, _| map::show(talk);
    Everyone "photo" => photo::show;
    Everyone "settings" => |talk, _| settings::show(talk);
    Everyone "home" => household::command;
    Everyone "language" => |talk, _| settings::language(talk);
    Everyone "care" => |talk, _| settings::care(talk);
    Everyone "privacy" => |talk, _| settings::privacy(talk);
    Everyone "cancel" => |talk, _| cancel(talk);
    Everyone "help" => |talk, _| help(talk);
    Staff(Read) "queue" => desk::commands::queue;
    Staff(Read) "mine" => desk::commands::mine;
    Staff(Read) "ticket" => desk::commands::ticket;
    Staff(Take) "take" => desk::commands::take;
    Staff(Handle) "ask" => desk::commands::ask;
    Staff(Handle) "reply" => desk::commands::reply;
    Staff(Note) "note" => desk::commands::note;
    Staff(Assign) "assign" => desk::commands::assign;
    Staff(Handle) "done" => desk::commands::done;
    Staff(Decline) "decline" => desk::commands::decline;
    Staff(Announce) "announce" => announce::command;
    Staff(Alarm) "emergency" => emergency_mode::command;
    Staff(ProposeTask) "task" => works::task;
    Staff(ProposeTask) "tasks" => works::tasks;
    Staff(WorkTask) "closeout" => works::closeout;
    Staff(Minutes) "minutes" => meeting::minutes::command;
    Staff(RunVote) "votes" => vote::run;
    Staff(EnterPaper) "paper" => vote::paper;
    Staff(Book | Pay) "ledger" => ledger::desk::command;
    Staff(Read) "digest" => digest::command;
    Staff(Read) "stats" => stats::command;
    Staff(Bind) "rich" => |talk, _| rich::switch(talk);
    Staff(Invite) "invite" => desk::invite::command;
    Staff(Invite) "revoke" => desk::revoke::command;
    Group(Bind) "bind" => desk::bind::bind;
    Group(Bind) "unbind" => desk::bind::unbind;
}

/// Commands whose audience is one of these.
pub fn listed(of: impl Fn(Audience) -> bool) -> impl Iterator<Item = &'static Command> {
    COMMANDS.iter().filter(move |command| of(command.audience))
}

/// What the holder of these roles may use in their private chat, work before the rest.
fn offered(grants: &[Grant]) -> impl Iterator<Item = &'static Command> {
    let work = listed(|audience| matches!(audience, Audience::Staff(_)) && audience.has(grants));
    work.chain(listed(|audience| audience == Audience::Everyone))
}

/// Offers what these roles may use in the private chat of whoever speaks; residents keep those of every private chat.
pub fn offer_to_staff(talk: &mut Talk<'_>, grants: &[Grant]) {
    if let Some(me) = talk.myself() {
        let names = offered(grants).map(|command| command.name).collect();
        talk.say(Say::Commands { chat: me.chat, language: me.language, names });
    }
}

/// Offers staff's commands in this group, or what every group has.
pub fn offer_here(talk: &mut Talk<'_>, used: Option<ChatUse>) {
    let names = match used {
        Some(ChatUse::Staff) => listed(|audience| audience != Audience::Everyone).map(|command| command.name).collect(),
        _ => Vec::new(),
    };
    let (chat, language) = (talk.facts.chat.id, talk.facts.chat.language);
    talk.say(Say::Commands { chat, language, names });
}

/// What staff may put up in a group, though everyone has it in their own chat.
const PUT_UP: &[&str] = &["map", "photo"];

/// What concerns the chat in which it is said, whatever chat that is.
const OF_THE_CHAT: &[&str] = &["rich"];

/// Runs a command of the table. One that isn't there, or isn't for whoever types it, is answered alike.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn run(talk: &mut Talk<'_>, name: &str, rest: &str) -> talk::Step {
    let staff = !talk.facts.grants.is_empty();
    let named = COMMANDS.iter().find(|command| command.name == name);
    if talk.input.anonymous && named.is_some() {
        talk.say(Say::Here(text!("command-anonymous")));
        return Ok(());
    }
    let Some(command) = named.filter(|command| command.audience == Audience::Everyone || staff) else {
        if named.is_some() {
            talk.change(Change::Audit { what: "denied", object: String::new() });
        }
        return unknown(talk, name, staff);
    };
    match (command.audience, talk.in_private()) {
        (Audience::Group(_), true) => menu::show_after(talk, Some(text!("command-in-group"))),
        (Audience::Everyone, false) if name == "help" => {
            talk.say(Say::Here(text!("help-group")));
            Ok(())
        }
        (Audience::Everyone, false) if PUT_UP.contains(&name) && reads_here(talk) => (command.run)(talk, rest),
        (Audience::Everyone, false) => in_private(talk),
        (Audience::Staff(_), false) if !in_staff_chat(talk) && !OF_THE_CHAT.contains(&name) => in_private(talk),
        _ => (command.run)(talk, rest),
    }
}

fn in_private(talk: &mut Talk<'_>) -> talk::Step {
    talk.point_to_private();
    Ok(())
}

/// Whether whoever speaks may read what belongs to the place of this group.
fn reads_here(talk: &Talk<'_>) -> bool {
    let (grants, places) = (&talk.facts.grants, &talk.estate.places);
    let binding = talk.facts.chat.binding;
    binding.is_some_and(|binding| rights::at_place(Right::Read, grants, binding.place, places).is_some())
}

fn in_staff_chat(talk: &Talk<'_>) -> bool {
    talk.facts.chat.binding.is_some_and(|binding| binding.used == ChatUse::Staff)
}

/// Least likeness, in percent, of a name that may have been meant.
const MEANT: usize = 60;

fn unknown(talk: &mut Talk<'_>, name: &str, staff: bool) -> talk::Step {
    let offered = COMMANDS.iter().filter(|command| command.audience == Audience::Everyone || staff);
    let far = |command: &&Command| strsim::damerau_levenshtein(command.name, name);
    let near = offered.min_by_key(far).filter(|command| {
        let length = command.name.len().max(name.len()).max(1);
        100 - far(command) * 100 / length >= MEANT
    });
    if !talk.in_private() {
        // In a group the command may be another bot's.
        return Ok(());
    }
    let note = match near {
        Some(command) => text!("command-did-you-mean", name = command.name),
        None => text!("command-unknown"),
    };
    menu::show_after(talk, Some(note))
}

/// What help tells in care mode.
const FEW: &[&str] = &["report", "my", "menu", "care"];

/// `/help`: the commands that whoever asks may use, a line each; in care mode the few that matter.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn help(talk: &mut Talk<'_>) -> talk::Step {
    let mut words = text!("help-begin");
    let few = talk.care() && talk.facts.grants.is_empty();
    for command in offered(&talk.facts.grants).filter(|command| !few || FEW.contains(&command.name)) {
        let line = Text::raw(format!("/{} ", command.name));
        words = words.line(Text([line.0, Text::key(&command.help()).0].concat()));
    }
    menu::show_after(talk, Some(words))
}

/// `/cancel`: out of whatever it is. What is to become of a half-filled report is asked, once: whoever says it again is
/// let go, and the report is kept.
fn cancel(talk: &mut Talk<'_>) -> talk::Step {
    let kept = talk.session.draft.as_ref().is_some_and(|draft| !draft.is_blank());
    if kept && talk.session.flow != Flow::Report(report::Step::Unfinished) {
        report::leave(talk);
        return Ok(());
    }
    menu::show_after(talk, Some(if kept { text!("cancel-draft-kept") } else { text!("cancel-done") }))
}

/// `/start`, alone or with a link's token.
///
/// # Errors
/// See [`super::talk::Stop`].
pub fn start(talk: &mut Talk<'_>, token: &str) -> talk::Step {
    let Some((kind, payload)) = token.trim().split_once('-') else {
        return menu::show_after(talk, (!token.trim().is_empty()).then(|| text!("link-unknown")));
    };
    let pending = Some(token.trim().to_owned());
    let code = compound_of_token(token);
    let compound = code.and_then(|code| talk.estate.places.compound_by_code(code)).map(|place| place.id);
    // A digest may be another compound's than one's own.
    let compound = compound.filter(|_| kind != "s" || talk.compound().is_none());
    if !matches!(kind, "r" | "t") && !first_contact::require_then(talk, pending)? {
        return Ok(());
    }
    if let Some(compound) = compound {
        talk.change_person(|person| person.compound = Some(compound));
    }
    match kind {
        "c" if compound.is_some() => menu::show(talk),
        "r" => report::begin(talk, payload.split('-').next()),
        "t" => match payload.parse() {
            Ok(number) => open::public(talk, crate::domain::id::Number(number)),
            Err(_) => menu::show_after(talk, Some(text!("link-unknown"))),
        },
        "s" => match talk.estate.places.compound_by_code(payload).map(|place| place.id) {
            Some(compound) => digest::open(talk, compound),
            None => menu::show_after(talk, Some(text!("link-unknown"))),
        },
        "k" => mine::claim(talk, payload),
        "i" => desk::invite::redeem(talk, payload),
        "w" => works::linked(talk, payload),
        "h" => household::linked(talk, payload),
        "v" => vote::linked(talk, payload),
        _ => menu::show_after(talk, Some(text!("link-unknown"))),
    }
}

/// The compound that a link's token names: `c-COMPOUND`, `s-COMPOUND`, `r-CATEGORY-COMPOUND`.
#[must_use]
pub fn compound_of_token(token: &str) -> Option<&str> {
    let (kind, payload) = token.trim().split_once('-')?;
    match kind {
        "c" | "s" => Some(payload),
        "r" => payload.split_once('-').map(|(_, compound)| compound),
        _ => None,
    }
}
