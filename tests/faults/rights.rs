//! The rights table, walked role × scope × action against the running house: who may do what DESK and DOMAIN say, and
//! nobody else anything; who may not is answered as if there were no such ticket.

mod pairs;
mod parties;
mod projects;

use std::collections::{BTreeMap, BTreeSet};

use mulin::domain::id::{Number, PersonId};
use mulin::domain::rights::{Right, holds};
use mulin::domain::role::Role;
use mulin::domain::ticket::{Action, Level, Party};
use mulin::sandbox::{Group, Standing};
use mulin::store::tickets::record;

use crate::on_both;
use crate::staff::{Post, calls, effects, employ, filed_against, place};
use crate::support::{House, LIN, OUTSIDER};

/// Scopes to a ticket in 永丰里: its own compound, another one, the community above, another one, the subdistrict.
const SCOPES: [(&str, bool); 5] =
    [("yongfengli", true), ("baolong", false), ("qinghua", true), ("xiaosheng", false), ("qingyang", true)];

/// A role held in a scope, by its code.
type Held = (Role, &'static str);
/// Somebody who tries, with everything they hold.
type Trier = (i64, Vec<Held>);

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
        Right::DecideTask | Right::Alarm => matches!(role, Role::Secretary | Role::Officer),
        Right::Announce => {
            matches!(role, Role::Clerk | Role::Branch | Role::Committee | Role::Secretary | Role::Officer)
        }
        Right::Minutes => matches!(role, Role::Secretary | Role::Branch | Role::Committee),
        Right::Household => matches!(role, Role::Clerk | Role::Grid | Role::Secretary | Role::Officer),
        Right::Vet | Right::RunVote | Right::Pay => matches!(role, Role::Secretary | Role::Officer),
        Right::EnterPaper => role == Role::Teller,
        Right::Book => role == Role::Treasurer,
    }
}

/// On which rung of the ladder a scope stands.
fn rung(scope: &str) -> Level {
    match scope {
        "yongfengli" | "baolong" => Level::Compound,
        "qinghua" | "xiaosheng" => Level::Community,
        _ => Level::Subdistrict,
    }
}

/// Who is of the party that a complaint is about: the company's clerks; the committee and the branch beside it; of the
/// staff everyone but the subdistrict's.
fn is_of(role: Role, scope: &str, party: Party) -> bool {
    match party {
        Party::Company => role == Role::Clerk,
        Party::Committee => matches!(role, Role::Committee | Role::Branch),
        Party::Staff => rung(scope) != Level::Subdistrict,
    }
}

/// On which rung a complaint begins: past those whom it is about.
fn begins_on(against: Option<Party>) -> Level {
    match against {
        None => Level::Compound,
        Some(Party::Company | Party::Committee) => Level::Community,
        Some(Party::Staff) => Level::Subdistrict,
    }
}

/// What holding all this gives on a ticket in 永丰里: what one of them gives there, unless one of them is of the party.
/// Whoever stands below its rung reads and notes only.
fn may(held: &[Held], right: Right, against: Option<Party>) -> bool {
    let above = |scope: &str| SCOPES.iter().any(|(code, above)| *code == scope && *above);
    let here: Vec<&Held> = held.iter().filter(|(_, scope)| above(scope)).collect();
    let kept = against.is_some_and(|party| here.iter().any(|(role, scope)| is_of(*role, scope, party)));
    let high = |scope: &str| matches!(right, Right::Read | Right::Note) || rung(scope) >= begins_on(against);
    !kept && here.iter().any(|(role, scope)| agreed(*role, right) && high(scope))
}

/// How something is tried on a ticket.
#[derive(Clone, Copy)]
enum Way {
    /// A command, `#` standing for the number.
    Say(&'static str),
    /// A button's data, `#` standing for the number.
    Press(&'static str),
}

/// How, with which right, on a ticket that has lived so far, whether it changes it.
type Try = (Way, Right, &'static [Action], bool);

const NEW: &[Action] = &[];
const TAKEN: &[Action] = &[Action::Take];
const DONE: &[Action] = &[Action::Take, Action::Resolve(None)];

/// Everything that staff do to a ticket.
const TRIES: &[Try] = &[
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

/// These people with their roles, and one who reports.
async fn hire(house: &House, triers: &[Trier]) -> BTreeMap<i64, PersonId> {
    let post = |(id, held): &Trier| -> Vec<Post> {
        held.iter().map(|(role, scope)| (*id, *role, *scope, format!("职{id}"))).collect()
    };
    let reporter = (REPORTER, Role::Teller, "baolong", "报".to_owned());
    employ(house, &triers.iter().flat_map(post).chain([reporter]).collect::<Vec<_>>()).await
}

/// Who reports in a walk.
const REPORTER: i64 = 60_900;

/// What a walk through the table found.
#[derive(Default)]
struct Walked {
    cells: usize,
    allowed: usize,
    wrong: Vec<String>,
}

impl Walked {
    fn add(&mut self, other: Self) {
        self.cells += other.cells;
        self.allowed += other.allowed;
        self.wrong.extend(other.wrong);
    }

    /// Says the figure and fails for what went otherwise than agreed.
    fn told(self, of: &str) {
        let Self { cells, allowed, wrong } = self;
        println!("Rights: {cells} cells of {of}, {allowed} allowed, {} otherwise", wrong.len());
        assert!(wrong.is_empty(), "{} of {cells}: {:#?}", wrong.len(), &wrong[..wrong.len().min(8)]);
    }
}

/// Everyone tries everything, each on a ticket of their own, against this party; the first of them leads those that are
/// led. Who may not is told what is said of a ticket that isn't there.
async fn walk(
    house: &House,
    (triers, persons): (&[Trier], &BTreeMap<i64, PersonId>),
    tried: &[Try],
    against: Option<Party>,
) -> Walked {
    let (lead, reporter) = (triers[0].0, persons[&REPORTER]);
    let clerk = persons[&lead];
    let ids: Vec<i64> = triers.iter().map(|(user, _)| *user).collect();
    let mut walked = Walked::default();
    let before = other_effects(house).await;
    for (way, right, life, changes) in tried {
        let lives = vec![*life; triers.len()];
        let numbers = filed_against(house, (reporter, clerk), against, &lives).await;
        let unknown = Number(9_999_999);
        let from = calls(house);
        for user in &ids {
            tries(house, *user, *way, unknown, clerk);
        }
        house.settle().await;
        let (strangers, from) = (told(house, from, &ids), calls(house));
        for (user, number) in ids.iter().zip(&numbers) {
            tries(house, *user, *way, *number, clerk);
        }
        house.settle().await;
        let read = told(house, from, &ids);
        let lived = since(house, numbers[0], triers.len()).await;
        for (((user, held), number), lived) in triers.iter().zip(&numbers).zip(lived) {
            let (read, same) = (blotted(&read, *user, *number), blotted(&strangers, *user, unknown));
            let may = may(held, *right, against);
            let done = lived != 1 + life.len();
            walked.cells += 1;
            walked.allowed += usize::from(may);
            // A wrong "done" is taken back by the lead or from a level above only.
            let above = held.iter().any(|(_, scope)| rung(scope) > Level::Compound);
            let leads = *right != Right::Reopen || *user == lead || above;
            if read.is_empty() || (read == same) == may || done != (may && leads && *changes) {
                let (Way::Say(what) | Way::Press(what)) = way;
                let otherwise = format!("may {may}, done {done}, read {read:?}, else {same:?}");
                walked.wrong.push(format!("{what} by {user} {held:?} against {against:?}: {otherwise}"));
            }
        }
    }
    walked.wrong.extend(other_effects(house).await.symmetric_difference(&before).cloned());
    walked
}

/// What somebody was told, without the number.
fn blotted(told: &BTreeMap<i64, Vec<String>>, user: i64, number: Number) -> Vec<String> {
    let lines = told.get(&user).map_or(&[][..], Vec::as_slice);
    lines.iter().map(|line| line.replace(&number.to_string(), "#")).collect()
}

/// One person for each role in each scope, as they try.
fn triers() -> Vec<Trier> {
    posts().into_iter().map(|((user, role, scope, _), _)| (user, vec![(role, scope)])).collect()
}

on_both! {
    async fn every_role_does_what_was_agreed_and_nobody_more(house) {
        for role in Role::ALL {
            for right in Right::ALL {
                assert_eq!(holds(*role, *right), agreed(*role, *right), "{role:?} {right:?}");
            }
        }
        let mut triers = triers();
        let persons = hire(&house, &triers).await;
        for (user, compound) in [(LIN, "宝龙世家"), (OUTSIDER, "象峰安置小区")] {
            house.settle_in(user, compound).await;
            triers.push((user, Vec::new()));
        }
        println!("Rights: {} cells of the table", Role::ALL.len() * Right::ALL.len());
        walk(&house, (&triers, &persons), TRIES, None).await.told("the house (people × ways)");
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

on_both! {
    async fn minutes_are_written_by_branch_committee_and_secretary_alone(house) {
        let posts = posts();
        employ(&house, &posts.iter().map(|(post, _)| post.clone()).collect::<Vec<_>>()).await;
        for ((user, ..), _) in &posts {
            house.world.say(*user, *user, "/minutes").expect("said");
        }
        house.settle().await;
        let mut allowed = 0;
        for ((user, role, scope, _), _) in &posts {
            let shown = house.shows(*user);
            let may = agreed(*role, Right::Minutes);
            let begun = shown.contains("还定了什么") || shown.contains("记哪里的会");
            let elsewhere = ["永丰里", "宝龙世家"].iter().filter(|place| shown.contains(**place)).count();
            allowed += usize::from(may);
            assert_eq!(begun, may, "{role:?} in {scope}: {shown}");
            assert!(!may || *scope == "qingyang" || elsewhere <= 1, "{role:?} in {scope} writes for others: {shown}");
        }
        println!("Rights: {} cells of writing minutes, {allowed} allowed, 0 otherwise", posts.len());
    }
}
