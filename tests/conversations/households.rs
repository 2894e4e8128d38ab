//! Households as people live them: imported, opened by a code or by staff's word, shared, left, and let by proxy.

use crate::on_both;
use crate::support::{CHEN, House, LIN, MONDAY, OUTSIDER, SECRETARY, WANG};
use mulin::domain::household::{Scope, Tie};
use mulin::domain::time::Clock as _;
use mulin::operator::codes::{self, Asked};
use mulin::operator::import::{self, Form, HouseholdSummary, ImportError};
use mulin::store::{households, places};
use mulin::worker::fresh::Ids;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// Of the committee, who owns 3#1-301 and 3#1-302 from the start.
const WU: i64 = 7103;
/// Codes of the demo: the owner's and the family's of 3#2-501, the tenant's of 3#2-502.
const OWNERS: &str = "WANG-2345";
const FAMILYS: &str = "PASS-2345";

/// Types a code at the question for it.
async fn types(house: &House, user: i64, code: &str) {
    house.says(user, &format!("/home {code}")).await;
}

/// The current screen's words.
fn screen(house: &House, user: i64) -> String {
    house.last(user)["text"].as_str().unwrap_or_default().to_owned()
}

/// What the audit log holds of it, and how often in this hour.
async fn audited(house: &House) -> Vec<String> {
    let text = "SELECT what || ' ' || CAST(times AS TEXT) FROM audit \
                WHERE what LIKE 'home_%' OR what LIKE 'household_%' ORDER BY what";
    sqlx::query_scalar(text).fetch_all(house.store.pool()).await.expect("read")
}

async fn count(house: &House, text: &'static str) -> i64 {
    sqlx::query_scalar(text).fetch_one(house.store.pool()).await.expect("counted")
}

/// The answer to a request of `user`: the button on the clerk's notice.
async fn asks_staff(house: &House, user: i64, address: &str, as_what: &str) {
    house.says(user, "/home").await;
    house.taps(user, "没有码,请物业确认").await;
    house.says(user, address).await;
    house.taps(user, as_what).await;
}

on_both! {
    async fn a_code_binds_once_and_its_link_brings_a_stranger_all_the_way(house) {
        house.world.start(WANG, "h-WANG2345").expect("started");
        house.settle().await;
        house.taps(WANG, "同意").await;
        house.taps(WANG, "同意").await;
        assert!(screen(&house, WANG).contains("绑好了:永丰里 3#2-501,您是业主"), "{}", house.shows(WANG));
        house.says(WANG, "/menu").await;
        assert!(screen(&house, WANG).contains("永丰里"), "the home brings its compound along: {}", house.shows(WANG));

        house.settle_in(LIN, "宝龙世家").await;
        for code in [OWNERS, "WANG-2346", "ABCD EFGH"] {
            types(&house, LIN, code).await;
            let answer = screen(&house, LIN);
            assert!(answer.contains("这个码用不了"), "used and unknown are answered alike: {code}: {answer}");
        }
        types(&house, LIN, "灯坏了").await;
        assert!(screen(&house, LIN).contains("这不像绑定码"), "{}", house.shows(LIN));
        assert_eq!(count(&house, "SELECT COUNT(*) FROM occupancies WHERE tie = 'owner'").await, 3, "and 吴委员's two");
        house.says(WU, "/home").await;
        let shown = house.shows(WU);
        assert!(shown.contains("永丰里 3#1-301(业主)") && shown.contains("3#1-302(业主)"), "several a person: {shown}");
    }
}

on_both! {
    async fn two_of_a_household_hear_that_somebody_came_and_owners_lend_their_vote(house) {
        house.settle_in(WANG, "永丰里").await;
        house.settle_in(OUTSIDER, "永丰里").await;
        house.says(WANG, "/settings").await;
        house.taps(WANG, "我的家").await;
        house.taps(WANG, "我有绑定码").await;
        house.says(WANG, "wang2345").await;
        assert!(screen(&house, WANG).contains("您是业主"), "{}", house.shows(WANG));
        house.sees(WANG);
        types(&house, OUTSIDER, FAMILYS).await;
        let heard = house.sees(WANG);
        assert!(heard.contains("永丰里 3#2-501 又绑定了一位家属"), "{heard}");
        assert!(!heard.contains("路人"), "not who: {heard}");

        house.says(OUTSIDER, "/home").await;
        house.taps(OUTSIDER, "永丰里 3#2-501(家属)").await;
        assert!(screen(&house, OUTSIDER).contains("要业主同意"), "{}", house.shows(OUTSIDER));
        assert!(!house.shows(OUTSIDER).contains("89.50"), "the area is the owners' to see");
        house.says(WANG, "/home").await;
        house.taps(WANG, "永丰里 3#2-501(业主)").await;
        let page = screen(&house, WANG);
        assert!(page.contains("89.50 平方米") && page.contains("家属:1 位"), "{page}");
        house.taps(WANG, "同意家属代投(今天 16:20绑定)").await;
        assert!(house.sees(OUTSIDER).contains("同意您代投业主的票"), "{}", house.shows(OUTSIDER));
        assert_eq!(count(&house, "SELECT COUNT(*) FROM occupancies WHERE proxy = 1").await, 1);

        // The owner lets a tenant in, without the desk.
        house.says(WANG, "/home").await;
        house.taps(WANG, "永丰里 3#2-501(业主)").await;
        house.taps(WANG, "给租户一个绑定码").await;
        let given = house.sees(WANG);
        let token = given.split("start=").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a link");
        house.settle_in(LIN, "宝龙世家").await;
        house.world.start(LIN, token).expect("started");
        house.settle().await;
        assert!(screen(&house, LIN).contains("3#2-501,您是租户"), "{}", house.shows(LIN));
        house.taps(LIN, "永丰里 3#2-501(租户)").await;
        assert!(!house.shows(LIN).contains("给租户一个绑定码"), "{}", house.shows(LIN));

        // With the last owner goes what the owner allowed.
        house.says(WANG, "/home").await;
        house.taps(WANG, "永丰里 3#2-501(业主)").await;
        house.taps(WANG, "解除绑定").await;
        house.taps(WANG, "对,解除").await;
        assert!(screen(&house, WANG).contains("解除了:永丰里 3#2-501"), "{}", house.shows(WANG));
        assert!(house.sees(OUTSIDER).contains("您不再代投了"), "{}", house.shows(OUTSIDER));
        assert_eq!(count(&house, "SELECT COUNT(*) FROM occupancies WHERE proxy = 1").await, 0);
    }
}

on_both! {
    async fn staff_confirm_by_a_number_and_nobody_confirms_themself(house) {
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "/home").await;
        house.taps(WANG, "没有码,请物业确认").await;
        house.says(WANG, "3栋").await;
        assert!(screen(&house, WANG).contains("写全"), "{}", house.shows(WANG));
        house.says(WANG, "9栋9单元909").await;
        assert!(screen(&house, WANG).contains("名册里没有这一户"), "{}", house.shows(WANG));
        house.says(WANG, "三栋二梯501").await;
        house.taps(WANG, "业主").await;
        let told = screen(&house, WANG);
        assert!(told.contains("已请物业确认:永丰里 3#2-501") && told.contains("0595-0000-2040"), "{told}");
        let number = told.split("核对号 ").nth(1).map(|rest| rest.chars().take(4).collect::<String>()).expect("a number");
        let asked = house.sees(CHEN);
        assert!(asked.contains(&format!("核对号 {number}")) && asked.contains("业主"), "{asked}");
        assert!(!asked.contains('王'), "no name: {asked}");
        house.says(WANG, "/home").await;
        assert!(screen(&house, WANG).contains(&format!("等物业确认:永丰里 3#2-501,核对号 {number}")), "{}", house.shows(WANG));
        assert!(!house.shows(WANG).ends_with("[没有码,请物业确认]\n[回主菜单]"), "one at a time");

        // Whoever has no right there is answered as if there were nothing.
        let (message, data) = (house.message_with(CHEN, "核对号"), "home.yes:");
        let id = count(&house, "SELECT id FROM household_requests").await;
        for stranger in [LIN, 7102] {
            house.world.meet(stranger);
            house.world.raw_update(serde_json::json!({"callback_query": {
                "id": format!("forged-{stranger}"), "from": {"id": stranger, "is_bot": false, "first_name": "甲"},
                "chat_instance": "1", "data": format!("{data}{id}"),
                "message": {"message_id": message, "date": 0, "chat": {"id": stranger, "type": "private"}}
            }}));
            house.settle().await;
        }
        assert_eq!(count(&house, "SELECT COUNT(*) FROM occupancies").await, 2, "only 吴委员's");

        house.sees(WANG);
        house.taps(CHEN, "核对过,是这一户的").await;
        assert!(house.shows(CHEN).contains(&format!("确认了:永丰里 3#2-501,业主(核对号 {number})")));
        assert!(house.sees(WANG).contains("绑好了:永丰里 3#2-501,您是业主"), "{}", house.shows(WANG));

        asks_staff(&house, WANG, "3栋2单元502", "家属").await;
        house.says(WANG, "/home").await;
        house.taps(WANG, "不等了,撤回").await;
        house.taps(CHEN, "核对过,是这一户的").await;
        assert!(house.shows(CHEN).contains("这一件已经有人处理了"), "{}", house.shows(CHEN));
        asks_staff(&house, WANG, "3栋2单元502", "租户").await;
        house.sees(WANG);
        house.taps(CHEN, "不是,不绑").await;
        assert!(house.sees(WANG).contains("没绑上"), "{}", house.shows(WANG));

        // The clerk's own request goes to the next level.
        house.says(CHEN, "/home").await;
        house.taps(CHEN, "没有码,请物业确认").await;
        house.taps(CHEN, "永丰里").await;
        asks_staff(&house, CHEN, "5栋2单元102", "家属").await;
        assert!(house.sees(SECRETARY).contains("5#2-102,家属"), "{}", house.shows(SECRETARY));
        assert!(!house.shows(CHEN).contains("有居民请您确认:永丰里 5#2-102"));
        house.taps(SECRETARY, "核对过,是这一户的").await;
        assert!(house.sees(CHEN).contains("绑好了"), "{}", house.shows(CHEN));
        let audit = audited(&house).await;
        assert!(["home_asked", "home_confirmed", "home_refused"].iter().all(|what| audit.iter().any(|line| line.starts_with(what))), "{audit:?}");
    }
}

on_both! {
    async fn of_two_who_use_a_code_at_once_one_is_bound(house) {
        for user in [WANG, LIN, OUTSIDER] {
            house.settle_in(user, "永丰里").await;
        }
        for user in [WANG, LIN, OUTSIDER] {
            house.world.say(user, user, &format!("/home {OWNERS}")).expect("said");
        }
        house.settle().await;
        let answers = [WANG, LIN, OUTSIDER].map(|user| screen(&house, user));
        let with = |part: &str| answers.iter().filter(|answer| answer.contains(part)).count();
        assert_eq!((with("绑好了"), with("这个码用不了")), (1, 2), "{answers:?}");
        assert_eq!(count(&house, "SELECT COUNT(*) FROM occupancies WHERE ended_at = 0").await, 3, "and 吴委员's two");
    }
}

on_both! {
    async fn who_leaves_may_come_back_and_the_log_has_it(house) {
        house.settle_in(WANG, "永丰里").await;
        types(&house, WANG, OWNERS).await;
        house.taps(WANG, "永丰里 3#2-501(业主)").await;
        house.taps(WANG, "解除绑定").await;
        house.taps(WANG, "上一步").await;
        house.taps(WANG, "永丰里 3#2-501(业主)").await;
        house.taps(WANG, "解除绑定").await;
        house.taps(WANG, "对,解除").await;
        assert!(screen(&house, WANG).contains("您还没绑定哪一户"), "{}", house.shows(WANG));
        types(&house, WANG, OWNERS).await;
        assert!(screen(&house, WANG).contains("这个码用不了"), "a used code stays used");
        let asked = Asked { compound: "yongfengli", building: Some("3栋"), tie: Tie::Owner, renew: false };
        let made = codes::run(&house.store, &Ids::new(15), asked, house.clock.now()).await.expect("codes");
        assert_eq!((made.codes.len(), made.kept), (6, 0), "{made:?}");
        let again = codes::run(&house.store, &Ids::new(15), asked, house.clock.now()).await.expect("codes");
        assert_eq!((again.codes.len(), again.kept), (0, 6), "unused ones are kept");
        let (_, code) = made.codes.iter().find(|(door, _)| door == "3#2-501").expect("a code");
        let renewed = codes::run(&house.store, &Ids::new(15), Asked { renew: true, ..asked }, house.clock.now()).await;
        types(&house, WANG, code).await;
        assert!(screen(&house, WANG).contains("这个码用不了"), "replaced by --renew: {}", house.shows(WANG));
        let renewed = renewed.expect("codes");
        let (_, code) = renewed.codes.iter().find(|(door, _)| door == "3#2-501").expect("a code");
        types(&house, WANG, code).await;
        assert!(screen(&house, WANG).contains("绑好了"), "{}", house.shows(WANG));
        assert_eq!(
            audited(&house).await,
            ["home_bound 2", "home_left 1", "household_codes 2"].map(str::to_owned),
        );
        assert_eq!(count(&house, "SELECT COUNT(*) FROM occupancies WHERE ended_at > 0").await, 1, "the old tie stays on record");
        let sealed = count(&house, "SELECT COUNT(*) FROM households WHERE room_sealed LIKE '%501%'").await;
        assert_eq!(sealed, 0, "rooms lie sealed");
    }
}

on_both! {
    async fn five_wrong_codes_and_one_waits_for_the_next_hour(house) {
        house.settle_in(OUTSIDER, "永丰里").await;
        for n in 2..7 {
            types(&house, OUTSIDER, &format!("ABCD-EFG{n}")).await;
            assert!(screen(&house, OUTSIDER).contains("这个码用不了"), "{}", house.shows(OUTSIDER));
        }
        types(&house, OUTSIDER, OWNERS).await;
        assert!(screen(&house, OUTSIDER).contains("请 今天 17:00 以后再试"), "even a right one: {}", house.shows(OUTSIDER));
        house.settle_in(WANG, "永丰里").await;
        types(&house, WANG, OWNERS).await;
        assert!(screen(&house, WANG).contains("绑好了"), "others aren't held up: {}", house.shows(WANG));
        house.wait_ms(HOUR).await;
        types(&house, OUTSIDER, FAMILYS).await;
        assert!(screen(&house, OUTSIDER).contains("绑好了"), "{}", house.shows(OUTSIDER));
        house.wait_ms(91 * DAY).await;
        // Typed before anything was agreed to, it is remembered.
        types(&house, LIN, "LYNN-2345").await;
        house.taps(LIN, "同意").await;
        house.taps(LIN, "同意").await;
        assert!(screen(&house, LIN).contains("这个码用不了"), "too old: {}", house.shows(LIN));
    }
}

on_both! {
    async fn who_sold_a_dwelling_has_no_say_in_it_any_more(house) {
        let ids = Ids::new(15);
        for (user, code) in [(WANG, "WANG-2345"), (OUTSIDER, "PASS-2345")] {
            house.settle_in(user, "永丰里").await;
            types(&house, user, code).await;
        }
        let sold = "compound,building,unit,room,area,owners\nyongfengli,3,2,501,89.50,new\n";
        for dry in [true, false] {
            let summary = import::run_form(&house.store, &ids, (Form::Csv, sold), (dry, MONDAY)).await.expect("read");
            assert_eq!((summary.households.changed, summary.households.unbound), (1, 2), "{dry}");
        }
        let again = import::run_form(&house.store, &ids, (Form::Csv, sold), (false, MONDAY)).await.expect("read");
        assert_eq!((again.households.same, again.households.unbound), (1, 0));
        assert_eq!(count(&house, "SELECT COUNT(*) FROM occupancies WHERE ended_at = 0").await, 2, "others keep theirs");
        house.says(WANG, "/home").await;
        assert!(!screen(&house, WANG).contains("3#2-501"), "{}", house.shows(WANG));
        for odd in ["5 01", "=1+1", "5\n01"] {
            let file = sold.replace(",501,", &format!(",\"{odd}\","));
            let read = import::run_form(&house.store, &ids, (Form::Csv, &file), (true, MONDAY)).await;
            assert!(matches!(read, Err(ImportError::Faults(_))), "{odd}");
        }
    }
}

on_both! {
    async fn an_import_says_what_it_would_do_does_it_once_and_lets_none_vanish(house) {
        let ids = Ids::new(15);
        let csv = "compound,building,unit,room,area,owners\nyongfengli,3,2,501,90.25,\nyongfengli,3栋,2单元,0502,89.5,\n\
                   yongfengli,7,,101,50,\nyongfengli,7,,102,51,pair\nyongfengli,7,,103,52,pair\n";
        let run = |dry: bool| import::run_form(&house.store, &ids, (Form::Csv, csv), (dry, MONDAY));
        let found = |new, changed, same| HouseholdSummary { new, changed, same, unbound: 0 };
        for _ in 0..2 {
            assert_eq!(run(true).await.expect("read").households, found(3, 1, 1), "a dry run changes nothing");
        }
        assert_eq!(count(&house, "SELECT COUNT(*) FROM households").await, 12);
        assert_eq!(run(false).await.expect("imported").households, found(3, 1, 1));
        assert_eq!(run(false).await.expect("imported").households, found(0, 0, 5), "again is as before");
        let toml = "[[household]]\ncompound = \"yongfengli\"\nbuilding = \"7\"\nroom = \"104\"\narea = \"53.00\"\nowners = \"pair\"\n";
        assert_eq!(import::run(&house.store, &ids, toml, (false, MONDAY)).await.expect("imported").households, found(1, 0, 0));
        assert_eq!(audited(&house).await, ["household_area 1"]);
        match import::run(&house.store, &ids, &toml.replace("\"53.00\"", "\"53 m\""), (false, MONDAY)).await {
            Err(ImportError::Faults(faults)) => assert_eq!((faults.len(), faults[0].line), (1, 1), "{faults:?}"),
            other => panic!("{other:?}"),
        }

        let mut tx = house.store.begin().await.expect("a transaction");
        let (known, _) = places::load(&mut tx).await.expect("places");
        let compound = known.by_code("yongfengli").expect("a compound").id;
        let scope = |building: Option<&str>, unit: Option<&str>| Scope {
            compound,
            building: building.map(str::to_owned),
            unit: unit.map(str::to_owned),
        };
        let mut heads = Vec::new();
        for scope in [scope(None, None), scope(Some("7"), None), scope(Some("3"), Some("1"))] {
            let roll = households::roll(&mut tx, house.store.seal(), &scope).await.expect("a roll");
            let area: i64 = roll.heads.iter().map(|head| head.area).sum();
            assert_eq!(area, roll.households.iter().map(|household| household.area).sum::<i64>());
            heads.push((roll.heads.len(), roll.households.len(), area));
        }
        drop(tx);
        assert_eq!(heads, [(13, 16, 97_103 + 75 + 20_600), (2, 4, 20_600), (1, 2, 15_055)]);
    }
}
