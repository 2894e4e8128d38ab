//! The rights table, walked role × scope × action against the running house: who may do what DESK and DOMAIN say, and
//! nobody else anything; who may not is answered as if there were no such ticket.

use std::collections::{BTreeMap, BTreeSet};

use mulin::domain::id::{Number, PersonId};
use mulin::domain::rights::{Right, holds};
use mulin::domain::role::Role;
use mulin::domain::ticket::Action;
use mulin::sandbox::{Group, Standing};
use mulin::store::tickets::record;

use crate::on_both;
use crate::staff::{Post, calls, effects, employ, filed, place};
use crate::support::{House, LIN, OUTSIDER};

/// Scopes to a ticket in 永丰里: its own compound, another one, the community above, another one, the subdistrict.
const SCOPES: [(&str, bool); 5] =
    [("yongfengli", true), ("baolong", false), ("qinghua", true), ("xiaosheng", false), ("qingyang", true)];

/// What the domain's tables say each role does, written down from them and not from the code: reads and notes; works
/// tickets; invites and binds.
fn agreed(role: Role, right: Right) -> bool {
    let works = matches!(role, Role::Clerk | Role::Enforcement | Role::Secretary | Role::Officer);
    let follows = matches!(role, Role::Branch | Role::Committee | Role::Grid | Role::Patrol | Role::Leader);
    let dispatches = matches!(role, Role::Secretary | Role::Officer | Role::Manager);
    match right {
        Right::Read | Right::Note => works || follows,
        Right::Take | Right::Handle | Right::Assign | Right::Decline | Right::Reopen => works,
        Right::Invite | Right::Bind => dispatches,
        Right::ProposeTask => {
            matches!(role, Role::Clerk | Role::Branch | Role::Committee | Role::Grid | Role::Secretary | Role::Officer)
        }
        Right::WorkTask => matches!(role, Role::Clerk | Role::Secretary | Role::Officer),
        Right::DecideTask => matches!(role, Role::Secretary | Role::Officer),
    }
}

/// How something is tried on a ticket.
#[derive(Clone, Copy)]
enum Way {
    /// A command, `#` standing for the number.
    Say(&'static str),
    /// A button's data, `#` standing for the number.
    Press(&'static str),
}

const NEW: &[Action] = &[];
const TAKEN: &[Action] = &[Action::Take];
const DONE: &[Action] = &[Action::Take, Action::Resolve(None)];

/// Everything that staff do to a ticket: how, with which right, on a ticket that has lived so far, whether it changes it.
const TRIES: &[(Way, Right, &[Action], bool)] = &[
    (Way::Say("/ticket #"), Right::Read, NEW, false),
    (Way::Say("/take #"), Right::Take, NEW, true),
    (Way::Say("/ask # 哪一层?"), Right::Handle, TAKEN, true),
    (Way::Say("/reply # 今天来修"), Right::Handle, TAKEN, true),
    (Way::Say("/note # 缺灯管"), Right::Note, TAKEN, true),
    (Way::Say("/assign # 陈"), Right::Assign, NEW, true),
    (Way::Say("/done # 灯管已换"), Right::Handle, TAKEN, true),
    (Way::Say("/decline #"), Right::Decline, NEW, false),
    (Way::Press("desk.more:#"), Right::Read, NEW, false),
    (Way::Press("desk.ticket:#"), Right::Read, NEW, false),
    (Way::Press("desk.take:#"), Right::Take, NEW, true),
    (Way::Press("desk.contact:#"), Right::Handle, TAKEN, true),
    (Way::Press("desk.ask:#"), Right::Handle, TAKEN, false),
    (Way::Press("desk.reply:#"), Right::Handle, TAKEN, false),
    (Way::Press("desk.done:#"), Right::Handle, TAKEN, false),
    (Way::Press("desk.canned:#"), Right::Handle, TAKEN, false),
    (Way::Press("desk.assign:#"), Right::Assign, NEW, false),
    (Way::Press("desk.assign:#:@:0"), Right::Assign, NEW, true),
    (Way::Press("desk.decline:#"), Right::Decline, NEW, false),
    (Way::Press("desk.reason:#:legal"), Right::Decline, NEW, false),
    (Way::Press("desk.channel:#:legal"), Right::Decline, NEW, false),
    (Way::Press("desk.declined:#:legal"), Right::Decline, NEW, true),
    (Way::Press("desk.reopen:#"), Right::Reopen, DONE, true),
];

/// Somebody tries something on a ticket.
fn tries(house: &House, user: i64, way: Way, number: Number, clerk: PersonId) {
    match way {
        Way::Say(words) => house.world.say(user, user, &words.replace('#', &number.to_string())),
        Way::Press(data) => {
            let data = data.replace('#', &number.to_string()).replace('@', &clerk.to_string());
            house.world.press(user, user, 1, &data)
        }
    }
    .expect("tried");
}

/// What each of them was told since the call numbered `from`: in their chat, or as the answer to their press. Presses
/// are numbered in the order in which `everyone` pressed.
fn told(house: &House, from: u64, everyone: &[i64]) -> BTreeMap<i64, Vec<String>> {
    let mut told: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let mut answers: Vec<(i64, String)> = Vec::new();
    for call in house.world.record_after(from) {
        let text = call.params["text"].as_str().unwrap_or_default().to_owned();
        let query = call.params["callback_query_id"].as_str().and_then(|query| query.parse().ok());
        match (call.params["chat_id"].as_i64(), query) {
            (Some(chat), _) => told.entry(chat).or_default().push(text),
            (None, Some(query)) => answers.push((query, text)),
            (None, None) => {}
        }
    }
    answers.sort();
    assert!([0, everyone.len()].contains(&answers.len()), "a press that isn't answered");
    for (user, (_, text)) in everyone.iter().zip(answers) {
        told.entry(*user).or_default().push(text);
    }
    told
}

/// One person for each role in each scope.
fn posts() -> Vec<(Post, bool)> {
    let scoped = |(at, role): (usize, &Role)| {
        let base = 61_000 + 10 * i64::try_from(at).expect("few");
        let role = *role;
        (base..).zip(SCOPES).map(move |(id, (scope, above))| ((id, role, scope, format!("职{id}")), above))
    };
    Role::ALL.iter().enumerate().flat_map(scoped).collect()
}

/// How many events each of so many tickets has, from this number on.
async fn since(house: &House, first: Number, count: usize) -> Vec<usize> {
    let mut tx = house.store.begin().await.expect("a transaction");
    let limit = i64::try_from(count).expect("few");
    let found = record::after(&mut tx, house.store.seal(), Number(first.0 - 1), limit).await.expect("read");
    found.iter().map(|whole| whole.events.len()).collect()
}

/// Effects on anything but tickets.
async fn other_effects(house: &House) -> BTreeSet<String> {
    let all = effects(house, &BTreeSet::new()).await;
    let other = |line: &String| ["grants", "invites", "chats", "places"].iter().any(|table| line.starts_with(*table));
    all.into_iter().filter(other).collect()
}

/// Walks every cell; gives how many, how many were allowed, and what went otherwise than agreed.
async fn walk(house: &House) -> (usize, usize, Vec<String>) {
    let posts = posts();
    let reporter = (60_900, Role::Teller, "baolong", "报".to_owned());
    let all: Vec<Post> = posts.iter().map(|(post, _)| post.clone()).chain([reporter]).collect();
    let persons = employ(house, &all).await;
    let reporter = persons[&60_900];
    let lead = posts[0].0.0;
    let clerk = persons[&lead];
    for (user, compound) in [(LIN, "宝龙世家"), (OUTSIDER, "象峰安置小区")] {
        house.settle_in(user, compound).await;
    }
    let everyone: Vec<(i64, Option<(Role, bool)>)> = posts
        .iter()
        .map(|((id, role, ..), above)| (*id, Some((*role, *above))))
        .chain([(LIN, None), (OUTSIDER, None)])
        .collect();
    let ids: Vec<i64> = everyone.iter().map(|(user, _)| *user).collect();
    let (mut cells, mut allowed, mut wrong) = (0, 0, Vec::new());
    let before = other_effects(house).await;
    for (way, right, life, changes) in TRIES {
        let lives = vec![*life; everyone.len()];
        let numbers = filed(house, (reporter, clerk), &lives).await;
        let unknown = Number(9_999_999);
        let from = calls(house);
        for (user, _) in &everyone {
            tries(house, *user, *way, unknown, clerk);
        }
        house.settle().await;
        let (strangers, from) = (told(house, from, &ids), calls(house));
        for ((user, _), number) in everyone.iter().zip(&numbers) {
            tries(house, *user, *way, *number, clerk);
        }
        house.settle().await;
        let read = told(house, from, &ids);
        let lived = since(house, numbers[0], everyone.len()).await;
        for (((user, post), number), lived) in everyone.iter().zip(&numbers).zip(lived) {
            let blotted = |told: &BTreeMap<i64, Vec<String>>, number: Number| {
                let lines = told.get(user).map_or(&[][..], Vec::as_slice);
                lines.iter().map(|line| line.replace(&number.to_string(), "#")).collect::<Vec<_>>()
            };
            let (read, same) = (blotted(&read, *number), blotted(&strangers, unknown));
            let may = post.is_some_and(|(role, above)| above && agreed(role, *right));
            let done = lived != 1 + life.len();
            cells += 1;
            allowed += usize::from(may);
            // A wrong "done" is taken back by the lead or from a level above only.
            let leads = *right != Right::Reopen || *user == lead || matches!(user % 10, 2 | 4);
            if read.is_empty() || (read == same) == may || done != (may && leads && *changes) {
                let (Way::Say(what) | Way::Press(what)) = way;
                wrong.push(format!("{what} by {user} {post:?}: may {may}, done {done}, read {read:?}, else {same:?}"));
            }
        }
    }
    wrong.extend(other_effects(house).await.symmetric_difference(&before).cloned());
    (cells, allowed, wrong)
}

on_both! {
    async fn every_role_does_what_was_agreed_and_nobody_more(house) {
        for role in Role::ALL {
            for right in Right::ALL {
                assert_eq!(holds(*role, *right), agreed(*role, *right), "{role:?} {right:?}");
            }
        }
        let (cells, allowed, wrong) = walk(&house).await;
        println!(
            "Rights: {} cells of the table; {cells} of the house (people × ways), {allowed} allowed, {} otherwise",
            Role::ALL.len() * Right::ALL.len(),
            wrong.len()
        );
        assert!(wrong.is_empty(), "{} of {cells}: {:#?}", wrong.len(), &wrong[..wrong.len().min(8)]);
    }
}

on_both! {
    async fn inviting_and_binding_need_their_right_in_that_place(house) {
        let posts = posts();
        employ(&house, &posts.iter().map(|(post, _)| post.clone()).collect::<Vec<_>>()).await;
        let compound = place(&house, "yongfengli").await;
        let group = |user: &i64| -1_001_000_090_000 - user;
        for ((user, ..), _) in &posts {
            let title = "新群".to_owned();
            let made = Group { id: group(user), title, supergroup: true, forum: false };
            let bot = (house.world.bot_id(), Standing::Administrator);
            house.world.add_group(made, &[(*user, Standing::Creator), bot]);
            house.world.say(*user, *user, "/invite clerk yongfengli").expect("said");
            house.world.press(*user, group(user), 1, &format!("desk.place:staff:{compound}")).expect("pressed");
        }
        house.settle().await;
        let mut allowed = 0;
        for ((user, role, ..), above) in &posts {
            let text = "SELECT place FROM chats WHERE telegram = $1";
            let place: i64 =
                sqlx::query_scalar(text).bind(group(user)).fetch_one(house.store.pool()).await.expect("a chat");
            let invited = house.shows(*user).contains("?start=i-");
            let may = *above && agreed(*role, Right::Invite);
            allowed += 2 * usize::from(may);
            assert_eq!((invited, place == compound.0), (may, may), "{role:?} {user}: {}", house.shows(*user));
        }
        println!("Rights: {} cells of inviting and binding, {allowed} allowed, 0 otherwise", 2 * posts.len());
    }
}
