//! T22 as far as there is something to forge: thousands of forged callbacks, commands and start tokens. Nothing happens
//! outside the forger's own conversation, everything is answered, denials are counted a person and hour.
//!
//! What is forged begins as what the house really made (buttons, numbers, links) and is then broken: another's nonce,
//! another's number, cut short, too long, other letters.

use std::collections::BTreeSet;

use mulin::conversation::acts::ACTS;
use mulin::conversation::commands::COMMANDS;
use mulin::domain::id::PersonId;
use mulin::domain::role::Role;
use mulin::domain::ticket::Action;
use mulin::store::inbox;
use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};
use serde_json::{Value, json};

use crate::staff::{Post, calls, effects, employ, filed, staff_chat};
use crate::support::{CHEN, Db, House, WANG};

/// What the dice begin with; another run of the same number forges the same.
const SEED: u64 = 20_261_123;
/// Forgeries between two looks.
const BATCH: usize = 500;

/// The forgers: staff of another compound, residents elsewhere, outsiders; the first ids are staff.
const STAFF: i64 = 20;
const FORGERS: i64 = 60;

struct Forge {
    dice: TestRng,
    /// Buttons, tokens and numbers as the house made them.
    real: Vec<String>,
    made: i64,
}

impl Forge {
    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.dice.next_u64() % u64::try_from(most).expect("few")).expect("few")
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn number(&mut self) -> String {
        let numbers = ["1001", "1002", "1003", "999999", "-1", "0", "9223372036854775807", "9223372036854775808"];
        let odd = ["１００１", "1001.0", "0x3e9", "1e3", "", " 1001", "1001'--", "1001\u{0}", "NaN"];
        let from = if self.below(3) == 0 { &odd[..] } else { &numbers[..] };
        self.pick(from).to_owned()
    }

    fn tail(&mut self) -> String {
        let tails = ["yes", "no", "legal", "beyond", "not_done", "satisfied", "9007199254740991:0", "-1:-1", ""];
        let odd =
            ["' OR 1=1 --", "\u{0}", "\u{202e}", "😀", "%00", "../../etc/passwd", ":::::", "-9223372036854775808"];
        let from = if self.below(2) == 0 { &odd[..] } else { &tails[..] };
        self.pick(from).to_owned()
    }

    /// Something real, broken somewhere.
    fn broken(&mut self) -> String {
        let at = self.below(self.real.len());
        let mut letters: Vec<char> = self.real[at].chars().collect();
        let place = self.below(letters.len().max(1));
        match self.below(6) {
            0 => letters.truncate(place),
            1 => letters.insert(place, '\u{0}'),
            2 => letters.insert(place, '案'),
            3 => letters.extend("x".repeat(4_000).chars()),
            4 if !letters.is_empty() => {
                let letter = char::from(b'!' + u8::try_from(self.below(90)).expect("a letter"));
                letters[place] = letter;
            }
            _ => {}
        }
        letters.into_iter().collect()
    }

    fn data(&mut self) -> String {
        match self.below(4) {
            0 => self.broken(),
            1 => format!("~{}.{}", self.pick(&["abcdef", "", "~~", "aaaaaa"]), self.number()),
            _ => {
                let verb = ACTS[self.below(ACTS.len())].0;
                format!("{verb}:{}:{}", self.number(), self.tail())
            }
        }
    }

    fn words(&mut self) -> String {
        match self.below(4) {
            0 => {
                let kinds = ["i-", "k-", "t-", "c-", "r-", "w-", "", "i", "-", "h-"];
                let tokens =
                    ["aaaaaaaaaaaaaaaaaaaaaaaaaa", "0189!", "1001", "yongfengli", "lighting-baolong", "'; DROP TABLE"];
                let token = if self.below(2) == 0 { self.broken() } else { self.pick(&tokens).to_owned() };
                format!("/start {}{token}", self.pick(&kinds))
            }
            1 => self.broken(),
            _ => {
                let staff: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
                format!("/{} {} {}", self.pick(&staff), self.number(), self.tail())
            }
        }
    }

    /// One forged update of a forger; and whether it is a press.
    fn update(&mut self) -> (Value, bool) {
        self.made += 1;
        let user = 70_000 + i64::try_from(self.below(usize::try_from(FORGERS).expect("few"))).expect("few");
        let from = json!({"id": user, "is_bot": false, "first_name": "伪", "language_code": "zh"});
        let group = self.below(3) == 0;
        let chat = if group {
            json!({"id": staff_chat(), "type": "supergroup", "title": "永丰里工作群"})
        } else {
            json!({"id": user, "type": "private", "first_name": "伪"})
        };
        let message = i64::try_from(self.below(40)).expect("few");
        if self.below(2) == 0 {
            let id = format!("forged-{}", self.made);
            let message = json!({"message_id": message, "date": 1_795_422_000, "chat": chat});
            let query = json!({"id": id, "from": from, "chat_instance": "1", "data": self.data(), "message": message});
            return (json!({"callback_query": query}), true);
        }
        let mut said = json!({"message_id": 100_000 + self.made, "date": 1_795_422_000, "chat": chat, "from": from,
            "text": self.words()});
        if self.below(4) == 0 {
            said["reply_to_message"] = json!({"message_id": message, "from": {"id": 1_000_001}, "chat": chat});
        }
        (json!({"message": said}), false)
    }
}

/// What there is to be touched: tickets, an invite, a draft, words that wait to be sent.
async fn treasure(house: &House) -> Vec<String> {
    house.settle_in(WANG, "永丰里").await;
    house.says(WANG, "3栋2单元5楼楼道灯不亮").await;
    let clerk = employ(house, &[(60_700, Role::Clerk, "yongfengli", "真".to_owned())]).await[&60_700];
    let taken: &[Action] = &[Action::Take];
    filed(house, (PersonId(1), clerk), &[&[], taken, &[Action::Take, Action::Resolve(None)]]).await;
    house.says(60_700, &format!("/done 1002 {}", "试过亮了。".repeat(70))).await;
    house.says(60_700, "/decline 1001").await;
    house.says_in(CHEN, staff_chat(), "/queue").await;
    house.says(crate::support::SECRETARY, "/invite clerk yongfengli").await;
    let mut real = vec!["1001".to_owned(), "t-1001".to_owned()];
    for call in house.world.record() {
        let rows = call.params["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
        let buttons = rows.flat_map(|row| row.as_array().into_iter().flatten());
        real.extend(buttons.filter_map(|button| button["callback_data"].as_str()).map(str::to_owned));
    }
    real
}

/// Ids of these persons, and their private chats' effects, are the forgers' own.
async fn forgers(house: &House) -> BTreeSet<i64> {
    let post = |n: i64, role| -> Post { (70_000 + n, role, "baolong", format!("伪{n}")) };
    let staff = (0..STAFF).map(|n| post(n, Role::ALL[usize::try_from(n).expect("few") % Role::ALL.len()]));
    let mut own: BTreeSet<i64> =
        employ(house, &staff.collect::<Vec<_>>()).await.into_values().map(|person| person.0).collect();
    for user in 70_000 + STAFF..70_000 + FORGERS {
        let language_code = Some("zh".to_owned());
        let first_name = "伪".to_owned();
        house.world.add_user(mulin::sandbox::User {
            id: user,
            first_name,
            username: None,
            language_code,
            persona: None,
        });
        house.world.say(user, user, "/menu").expect("said");
    }
    house.settle().await;
    let all: Vec<i64> = sqlx::query_scalar("SELECT id FROM persons WHERE telegram >= 70000 AND telegram < 80000")
        .fetch_all(house.store.pool())
        .await
        .expect("read");
    own.extend(all);
    own
}

async fn forged(db: Db, count: usize) {
    let house = House::new(db).await;
    let real = treasure(&house).await;
    let own = forgers(&house).await;
    let before = effects(&house, &own).await;
    let from = calls(&house);
    let dice = TestRng::from_seed(RngAlgorithm::ChaCha, &[SEED.to_le_bytes(); 4].concat());
    let mut forge = Forge { dice, real, made: 0 };
    let (mut presses, mut left) = (0, count);
    while left > 0 {
        for _ in 0..BATCH.min(left) {
            let (update, pressed) = forge.update();
            presses += usize::from(pressed);
            house.world.raw_update(update);
        }
        left -= BATCH.min(left);
        house.settle().await;
    }
    let answered = house.world.record_after(from).iter().filter(|call| call.method == "answerCallbackQuery").count();
    let after = effects(&house, &own).await;
    let changed: Vec<&String> = after.symmetric_difference(&before).collect();
    let (pending, quarantined) = inbox::count(house.store.pool()).await.expect("counted");
    let text = "SELECT COUNT(*), CAST(SUM(times) AS BIGINT) FROM audit WHERE what = 'denied'";
    let (rows, denied): (i64, i64) = sqlx::query_as(text).fetch_one(house.store.pool()).await.expect("read");
    println!(
        "Forged {db:?}: {count} updates (seed {SEED}), {presses} presses, {answered} answered, {} effects, \
         {denied} denials in {rows} rows, {quarantined} failed",
        changed.len()
    );
    assert!(changed.is_empty(), "{:#?}", &changed[..changed.len().min(8)]);
    assert_eq!((answered, pending, quarantined), (presses, 0, 0));
    assert!(denied > 0 && rows <= FORGERS, "denials are summed a person and hour: {denied} in {rows} rows");
    house.close().await;
}

/// How many: a tenth of it on PostgreSQL, ten times as many with `tests/run --full`.
fn count(few: usize) -> usize {
    if crate::in_full() { few * 10 } else { few }
}

#[tokio::test]
async fn forged_input_does_nothing_on_sqlite() {
    forged(Db::Sqlite, count(10_000)).await;
}

#[tokio::test]
async fn forged_input_does_nothing_on_postgres() {
    forged(Db::Postgres, count(1_000)).await;
}
