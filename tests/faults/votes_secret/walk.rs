//! Every command as every persona on the staff, and every button they then have.

use std::collections::BTreeSet;

use mulin::conversation::commands::COMMANDS;
use mulin::sandbox::demo::personas;

use crate::in_full;
use crate::support::House;

/// What would change the vote, or the reader's language.
const NOT_PRESSED: [&str; 7] = ["English", "开启投票", "提前截止", "确认结果", "投票", "改投", "取消这次投票"];
/// Commands that turn something about: typed twice, it is as before.
const TURNS: [&str; 2] = ["language", "care"];
/// Commands of votes: what they show is walked through at every time.
const OF_VOTES: [&str; 4] = ["vote", "votes", "paper", "verify"];

/// What is typed for a command: alone, and with what it may be about.
fn typed(name: &str, receipts: &[String]) -> Vec<String> {
    let alone = format!("/{name}");
    let about = match name {
        "vote" | "paper" => vec!["1".to_owned()],
        "votes" => vec!["永丰里".to_owned()],
        "verify" => receipts.to_vec(),
        name if TURNS.contains(&name) => return vec![alone.clone(), alone],
        "project" => (1..=8).map(|number: i64| number.to_string()).collect(),
        _ => Vec::new(),
    };
    let about: Vec<String> = about.into_iter().map(|rest| format!("/{name} {rest}")).collect();
    std::iter::once(alone).chain(about).collect()
}

/// A button under somebody's last message.
struct Button {
    message: i64,
    data: String,
    /// Where it stands and what it says.
    what: String,
}

/// The buttons of the last message in somebody's chat.
fn buttons(house: &House, user: i64) -> Vec<Button> {
    let last = house.last(user);
    let rows = last["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
    let all = rows.flat_map(|row| row.as_array().into_iter().flatten());
    let text = |part: &serde_json::Value| part.as_str().unwrap_or_default().to_owned();
    let button = |button: &serde_json::Value| Button {
        message: last["message_id"].as_i64().unwrap_or_default(),
        data: text(&button["callback_data"]),
        what: format!("{user} {} {}", text(&last["text"]), text(&button["text"])),
    };
    let changes = |button: &&serde_json::Value| NOT_PRESSED.contains(&button["text"].as_str().unwrap_or_default());
    all.filter(|one| !changes(one)).map(button).filter(|button| !button.data.is_empty()).collect()
}

/// Walks: how many commands and presses that were. `far`: every command, and the buttons of those of votes. Else, in the
/// bounded runs, only what the commands of votes show; in the full ones all of it at each time. A button that stands
/// under the same words as before is pressed once.
pub(crate) async fn walk(house: &House, far: bool, receipts: &[String]) -> usize {
    let staff: Vec<i64> = personas().iter().filter(|player| !player.posts.is_empty()).map(|player| player.id).collect();
    let (mut steps, mut known) = (0, BTreeSet::new());
    for command in COMMANDS.iter().filter(|command| far || in_full() || OF_VOTES.contains(&command.name)) {
        let opens = in_full() || far && OF_VOTES.contains(&command.name);
        let pressing = opens && !TURNS.contains(&command.name);
        for words in typed(command.name, receipts) {
            let mut askers = staff.clone();
            while !askers.is_empty() {
                // By the minute, so that nobody speaks more often than they may.
                house.clock.advance(61_000);
                for user in &askers {
                    house.world.say(*user, *user, &words).expect("said");
                }
                house.settle().await;
                steps += askers.len();
                askers.retain(|user| {
                    let mut fresh = buttons(house, *user).into_iter().filter(|button| !known.contains(&button.what));
                    let Some(button) = fresh.next().filter(|_| pressing) else { return false };
                    house.world.press(*user, *user, button.message, &button.data).expect("pressed");
                    known.insert(button.what);
                    true
                });
                house.settle().await;
                steps += askers.len();
            }
        }
    }
    steps
}
