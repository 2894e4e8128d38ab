//! The one table of acts: what a button of a notice or card may do. A verb that isn't here is answered like a button
//! from another time, and no button can be made with it.

use super::talk::{Step, Talk};
use super::{
    desk, digest, emergency_mode, follow_up, household, ledger, line, meeting, menu, mine, projects, report, switches,
    vote, works,
};

/// What answers an act: verb, object, argument. None: they make no sense together.
type Answer = fn(&mut Talk<'_>, &str, &str, &str) -> Option<Step>;

/// Verb → who answers it.
pub const ACTS: &[(&str, Answer)] = &[
    ("menu.emergency", menu::act),
    ("report.continue", report::act),
    ("report.restart", report::act),
    ("report.discard", report::act),
    ("mine.open", mine::act),
    ("mine.add", mine::act),
    ("mine.urge", mine::act),
    ("mine.object", mine::act),
    ("digest.on", digest::act),
    ("digest.off", digest::act),
    ("fu.contacted", follow_up::act),
    ("fu.solved", follow_up::act),
    ("fu.reason", follow_up::act),
    ("fu.satisfied", follow_up::act),
    ("line.add", line::act),
    ("line.new", line::act),
    ("safe.well", emergency_mode::act),
    ("safe.help", emergency_mode::act),
    ("switch.off", switches::act),
    ("switch.on", switches::act),
    ("switch.show", switches::act),
    ("desk.take", desk::act),
    ("desk.contact", desk::act),
    ("desk.ask", desk::act),
    ("desk.reply", desk::act),
    ("desk.done", desk::act),
    ("desk.send", desk::act),
    ("desk.drop", desk::act),
    ("desk.canned", desk::act),
    ("desk.say", desk::act),
    ("desk.assign", desk::act),
    ("desk.decline", desk::act),
    ("desk.reason", desk::act),
    ("desk.channel", desk::act),
    ("desk.declined", desk::act),
    ("desk.reopen", desk::act),
    ("desk.undo", desk::act),
    ("desk.more", desk::act),
    ("desk.ticket", desk::act),
    ("desk.queue", desk::act),
    ("desk.bind", desk::act),
    ("desk.place", desk::act),
    ("desk.roles", desk::act),
    ("desk.unrole", desk::act),
    ("desk.uninvite", desk::act),
    ("task.page", works::act),
    ("task.work", works::act),
    ("task.accept", works::act),
    ("task.object", works::act),
    ("task.new", works::act),
    ("task.closeout", works::act),
    ("meeting.done", meeting::act),
    ("meeting.list", meeting::act),
    ("home.yes", household::act),
    ("home.no", household::act),
    ("project.page", projects::act),
    ("project.work", projects::act),
    ("project.new", projects::act),
    ("vote.page", vote::act),
    ("vote.run", vote::act),
    ("ledger.approve", ledger::act),
    ("ledger.refuse", ledger::act),
];

/// The verb of `verb:object[:argument]`.
#[must_use]
pub fn verb(act: &str) -> &str {
    act.split(':').next().unwrap_or_default()
}

/// Whether there is such an act.
#[must_use]
pub fn is_known(act: &str) -> bool {
    ACTS.iter().any(|(known, _)| *known == verb(act))
}

/// Acts that people press in groups too: on cards, lists and posts that stand there. All others belong to what somebody
/// was told alone; pressed on a group's message they would change what everybody reads.
const IN_GROUPS: &[&str] = &["desk.", "task.", "meeting.", "project.new"];

/// Does the act of a button's data; none where there is no such act, or none here.
pub(super) fn run(talk: &mut Talk<'_>, data: &str) -> Option<Step> {
    let mut parts = data.splitn(3, ':');
    let mut part = || parts.next().unwrap_or_default();
    let (verb, object, argument) = (part(), part(), part());
    let (_, answer) = ACTS.iter().find(|(known, _)| *known == verb)?;
    if !talk.in_private() && !IN_GROUPS.iter().any(|kind| verb.starts_with(kind)) {
        return None;
    }
    answer(talk, verb, object, argument)
}
