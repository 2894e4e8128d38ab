//! How a vote came out, in words: what won, and for each project that lost what it lacked.

use super::words::{number, square_metres, turnout};
use crate::conversation::talk::Talk;
use crate::domain::vote::article278::{Count, Owners, Silence};
use crate::domain::vote::poll::{Ask, Loss, Outcome, Short, Told};
use crate::text;
use crate::text::{Arg, Text, format};

/// The result, with the root by which nobody can change a ballot any more.
pub(super) fn words(talk: &Talk<'_>, told: &Told) -> Text {
    let poll = &told.poll;
    let closed = text!("vote-closed-at", at = Arg::On(poll.closes_at.unwrap_or(talk.now)));
    let told_result = match (&poll.outcome, &poll.params.ask) {
        (Some(Outcome::Fund { winners, spent, lost, votes, .. }), Ask::Fund { budget, options, .. }) => {
            let mut text =
                text!("vote-result-fund", count = winners.len(), yuan = yuan(*spent), budget = format::yuan(*budget));
            let count =
                |project| votes.iter().find(|(known, _)| *known == project).map_or(0, |(_, votes)| number(*votes));
            let name = |project| {
                let at = options.iter().position(|option| option.project == project);
                at.and_then(|at| told.words.options.get(at)).map_or("", String::as_str)
            };
            for won in winners {
                text = text.line(text!("vote-won", name = name(*won), votes = count(*won)));
            }
            for loss in lost {
                let (name, votes) = (name(loss.project), count(loss.project));
                text = text.line(text!("vote-lost", name = name, votes = votes, why = why(loss)));
            }
            text
        }
        (Some(Outcome::Owners { choices, decision }), _) => {
            let side = |owners: Owners, key: &str| {
                Text::key(key).with("heads", number(owners.heads)).with("area", square_metres(owners.area))
            };
            let verdict = Text::key(&format!("vote-verdict-{}", decision.verdict.code()));
            verdict
                .paragraph(side(choices.yes, "vote-count-yes"))
                .line(side(choices.no, "vote-count-no"))
                .line(side(choices.abstain, "vote-count-abstain"))
                .paragraph(counted(&decision.strict, "vote-count-strict"))
                .line(counted(&decision.deemed, "vote-count-deemed"))
                .line(match poll.params.ask {
                    Ask::Owners { silence: Silence::FollowMajority { .. }, .. } => text!("vote-count-holds-deemed"),
                    _ => text!("vote-count-holds-strict"),
                })
        }
        _ => Text::default(),
    };
    closed.line(turnout(told)).paragraph(told_result).paragraph(text!("vote-root", root = poll.root.as_str()))
}

fn counted(count: &Count, key: &str) -> Text {
    let verdict = Text::key(&format!("vote-verdict-short-{}", count.verdict.code()));
    Text::key(key).with("part", number(count.part.heads)).with("yes", number(count.yes.heads)).with("verdict", verdict)
}

fn yuan(fen: u64) -> String {
    format::yuan(i64::try_from(fen).unwrap_or(i64::MAX))
}

/// What a project lacked, in a sentence: votes, or money.
fn why(loss: &Loss) -> Text {
    let lacked = |short: Short| match short.votes {
        Some(votes) => text!("vote-lacked-votes", yuan = yuan(short.money), votes = number(votes)),
        None => text!("vote-lacked", yuan = yuan(short.money)),
    };
    match (loss.shares, loss.pot) {
        (None, None) => text!("vote-no-votes"),
        (Some(shares), None) => text!("vote-lost-shares", lacked = lacked(shares)),
        (None, Some(pot)) => text!("vote-lost-pot", lacked = lacked(pot)),
        (Some(shares), Some(pot)) => {
            text!("vote-lost-both", lacked = lacked(shares), yuan = yuan(pot.money))
        }
    }
}
