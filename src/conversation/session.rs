//! A person's session: where their conversation stands. Serialisable, with a version.

use serde::{Deserialize, Serialize};

use super::screen::Screen;
use super::{
    announce, desk, emergency_mode, first_contact, follow_up, household, ledger, meeting, mine, open, projects, report,
    settings, switches, vote, works,
};
use crate::domain::id::VoteId;

/// Version of the format; a golden file of each lies in `tests/conversations/sessions/`.
pub const SESSION_VERSION: u32 = 1;

/// Where a person's conversation stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Format.
    pub version: u32,
    /// What they are in the middle of.
    pub flow: Flow,
    /// A report that is not filed yet; survives `/start` and every other flow.
    pub draft: Option<report::Draft>,
    /// What a member of staff wrote and has seen as the resident will read it, until they send it.
    pub pending: Option<desk::Pending>,
    /// The screen that is current, with its nonce.
    pub shown: Option<Shown>,
    /// Whether the keyboard that shares the location stands under the chat.
    #[serde(default)]
    pub keyboard: bool,
    /// Minutes that are half-written; they survive every other flow.
    #[serde(default)]
    pub minutes: Option<meeting::minutes::Draft>,
    /// Lists that stand further up with their buttons, by their nonces, the latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<(String, Flow)>,
}

/// Lists further up whose buttons are known.
const LISTS: usize = 4;

/// The current screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The nonce in its buttons' data.
    pub nonce: String,
    /// The screen itself, to show it again.
    pub screen: Screen,
}

/// What a person is in the middle of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "flow", rename_all = "snake_case")]
pub enum Flow {
    /// At the main menu.
    #[default]
    Menu,
    /// Language, consents, compound.
    FirstContact(first_contact::Step),
    /// Reporting; the draft lies beside.
    Report(report::Step),
    /// Own tickets.
    Mine(mine::Step),
    /// Open in the compound.
    Open(open::Step),
    /// Settings.
    Settings(settings::Step),
    /// The follow-up's reasons and the like, where words are asked for.
    FollowUp(follow_up::Step),
    /// Staff's longer work.
    Desk(desk::Step),
    /// Announcing to residents.
    Announce(announce::Step),
    /// Starting and ending emergency mode.
    EmergencyMode(emergency_mode::Step),
    /// What the person wishes to be told unasked.
    Switches(switches::Step),
    /// Micro-tasks.
    Works(works::Step),
    /// Meetings: minutes, resolutions, proposals.
    Meeting(meeting::Step),
    /// One's homes, and being tied to one.
    Household(household::Step),
    /// Fund projects.
    Projects(projects::Step),
    /// Votes.
    Vote(vote::Step),
    /// The ledger: what residents read of it, and what staff enter.
    Ledger(ledger::Step),
}

impl Default for Session {
    fn default() -> Self {
        Self {
            version: SESSION_VERSION,
            flow: Flow::Menu,
            draft: None,
            pending: None,
            shown: None,
            keyboard: false,
            minutes: None,
            lists: Vec::new(),
        }
    }
}

impl Flow {
    /// Whether its screen is a list, which can be shown anew whenever its buttons are pressed.
    #[must_use]
    pub const fn is_list(&self) -> bool {
        matches!(
            self,
            Self::Mine(mine::Step::List(_))
                | Self::Open(open::Step::List(_))
                | Self::Works(works::Step::List(..))
                | Self::Meeting(meeting::Step::List(_))
                | Self::Projects(projects::Step::List(..))
        )
    }
}

impl Session {
    /// The present screen stays where it is, and another one comes below it.
    pub fn leave_screen(&mut self) {
        if let (Some(shown), true) = (&self.shown, self.flow.is_list()) {
            self.lists.push((shown.nonce.clone(), self.flow.clone()));
            self.lists.drain(..self.lists.len().saturating_sub(LISTS));
        }
    }

    /// Whether it knew how somebody votes in this vote: a ballot that was begun and left. It knows nothing of it then.
    pub fn forget_ballot(&mut self, vote: VoteId) -> bool {
        let knew = matches!(&self.flow, Flow::Vote(step) if step.knows_of() == Some(vote));
        if knew {
            (self.flow, self.shown) = (Flow::Menu, None);
        }
        knew
    }

    /// The session of a stored text. One of a format this program doesn't know begins anew, but the words of its
    /// draft are kept by [`report::Draft::rescue`].
    #[must_use]
    pub fn from_stored(body: &str) -> Self {
        let known = |session: &Self| {
            let draft = session.draft.as_ref().map_or(report::draft::DRAFT_VERSION, |draft| draft.version);
            (session.version, draft) == (SESSION_VERSION, report::draft::DRAFT_VERSION)
        };
        serde_json::from_str(body).ok().filter(known).unwrap_or_else(|| {
            let value = serde_json::from_str::<serde_json::Value>(body).unwrap_or_default();
            Self { draft: report::Draft::rescue(value.get("draft")), ..Self::default() }
        })
    }

    /// The text under which it is stored.
    ///
    /// # Errors
    /// None in practice: every part of it can be written as JSON.
    pub fn to_stored(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}
