//! The ledger as people live it: money comes in, is set aside for what was voted, is asked for by one and paid by another,
//! and everyone reads it; what was wrong is undone by its mirror, and what somebody changed behind its back is found.

use data_encoding::HEXLOWER;
use mulin::domain::time::Moment;
use mulin::operator::export::Format;
use mulin::operator::{check, demo_ledger, export_ledger};
use mulin::store::StoreError;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::on_both;
use crate::projects::voted;
use crate::support::votes::published;
use crate::support::{CHEN, House, SECRETARY, WANG};

/// The treasurer of the subdistrict.
const ZHOU: i64 = 7108;
/// An officer of the subdistrict.
const CAI: i64 = 7105;
/// The residents' group of 永丰里.
const GROUP: i64 = -1_001_000_000_001;
/// Monday 30 November 2026, 09:00 in Shanghai: the digest of week 48.
const DIGEST: Moment = Moment(1_796_000_400_000);
/// A tenant whose phone speaks English.
const LI: i64 = 7003;

/// The next project of 永丰里, which costs so many yuan and is put to a vote that it wins, or that isn't over yet.
async fn project(house: &House, won: bool, yuan: i64) {
    let numbers = published(house, &[("换灯", yuan * 100)]).await;
    voted(house, numbers[0], won).await;
}

async fn opens(house: &House, kind: &str, place: &str, holder: &str) {
    house.says(ZHOU, "/ledger").await;
    house.taps(ZHOU, "开一本账").await;
    house.taps(ZHOU, kind).await;
    house.says(ZHOU, place).await;
    house.says(ZHOU, holder).await;
    house.taps(ZHOU, "对,记下来").await;
    house.taps(ZHOU, "打开这本账").await;
}

async fn receives(house: &House, source: &str, amount: &str, words: &str) {
    house.taps(ZHOU, "记一笔收入").await;
    house.taps(ZHOU, source).await;
    house.says(ZHOU, amount).await;
    if words.is_empty() {
        house.taps(ZHOU, "跳过").await;
    } else {
        house.says(ZHOU, words).await;
    }
    house.taps(ZHOU, "对,记下来").await;
    house.taps(ZHOU, "打开这本账").await;
}

async fn allocates(house: &House, project: &str, amount: &str) {
    house.taps(ZHOU, "安排给项目").await;
    house.taps(ZHOU, project).await;
    house.says(ZHOU, amount).await;
    house.taps(ZHOU, "对,记下来").await;
}

/// The treasurer asks for a payment of the fund, with a receipt.
async fn asks(house: &House, project: &str, amount: &str, words: &str) {
    house.taps(ZHOU, "申请付款").await;
    if !project.is_empty() {
        house.taps(ZHOU, project).await;
    }
    house.says(ZHOU, amount).await;
    house.sends_photo(ZHOU, ZHOU, "", None).await;
    house.taps(ZHOU, "就这些").await;
    house.says(ZHOU, words).await;
    house.taps(ZHOU, "对,记下来").await;
}

/// The fund with 5,000 yuan, of which 3,000 are set aside for project 1.
async fn funded(house: &House) {
    house.settle_in(WANG, "永丰里").await;
    project(house, true, 3_000).await;
    project(house, false, 3_000).await;
    opens(house, "美好家园基金", "青阳街道", "青阳街道财政所").await;
    receives(house, "企业捐赠", "5000.00", "示例鞋业有限公司").await;
    allocates(house, "项目 1 号,还可以 3,000 元", "3000").await;
    house.taps(ZHOU, "打开这本账").await;
}

/// The last screen or message of the bot.
fn last(house: &House, user: i64) -> String {
    house.last(user)["text"].as_str().unwrap_or_default().to_owned()
}

async fn count(house: &House, text: &'static str) -> i64 {
    sqlx::query_scalar(text).fetch_one(house.store.pool()).await.expect("a count")
}

async fn checked(house: &House) -> Vec<String> {
    let mut tx = house.store.begin().await.expect("a transaction");
    let estate = house.process.worker.estate(&mut tx).await.expect("an estate");
    drop(tx);
    let broken = check::run(&house.store, &estate, crate::support::MONDAY).await.expect("checked");
    broken.into_iter().filter(|line| !line.contains("nobody holds a role")).collect()
}

/// The hash of an exported entry, made from README's words and nothing of the program's.
fn rehashed(line: &Value) -> String {
    fn number(bytes: &mut Vec<u8>, value: &Value) {
        bytes.extend(value.as_i64().unwrap_or(0).to_be_bytes());
    }
    fn field(bytes: &mut Vec<u8>, field: &[u8]) {
        bytes.extend(i64::try_from(field.len()).expect("short").to_be_bytes());
        bytes.extend(field);
    }
    let hex = |value: &Value| HEXLOWER.decode(value.as_str().unwrap_or_default().as_bytes()).expect("hexadecimal");
    let mut bytes = hex(&line["before_hash"]);
    for name in ["nr", "at_ms"] {
        number(&mut bytes, &line[name]);
    }
    field(&mut bytes, line["kind"].as_str().expect("a kind").as_bytes());
    for name in ["counters", "made_by", "asked_by"] {
        number(&mut bytes, &line[name]);
    }
    number(&mut bytes, &line["lines"].as_array().expect("lines").len().into());
    for of in line["lines"].as_array().expect("lines") {
        field(&mut bytes, of["account"].as_str().expect("an account").as_bytes());
        number(&mut bytes, &of["project"]);
        number(&mut bytes, &of["fen"]);
    }
    number(&mut bytes, &line["receipts"].as_array().expect("receipts").len().into());
    for receipt in line["receipts"].as_array().expect("receipts") {
        number(&mut bytes, receipt);
    }
    if let Some(words) = line["words"].as_str() {
        let salted = [hex(&line["words_salt"]), words.as_bytes().to_vec()].concat();
        assert_eq!(hex(&line["words_hash"]), Sha256::digest(&salted).to_vec(), "the words are those that were written");
    }
    field(&mut bytes, &hex(&line["words_hash"]));
    HEXLOWER.encode(&Sha256::digest(&bytes))
}

async fn exported(house: &House, format: Format) -> Vec<String> {
    let mut tx = house.store.begin().await.expect("a transaction");
    let estate = house.process.worker.estate(&mut tx).await.expect("an estate");
    drop(tx);
    let mut lines = Vec::new();
    let write = |line: &str| {
        lines.push(line.to_owned());
        Ok::<(), StoreError>(())
    };
    let (id, now) = (77_000_000 + i64::from(format == Format::Csv), crate::support::MONDAY);
    export_ledger::ledger(&house.store, &estate, format, (id, now), write).await.expect("exported");
    lines
}

on_both! {
    async fn what_a_firm_gives_is_set_aside_paid_by_two_and_read_by_everyone(house) {
        funded(&house).await;
        assert!(last(&house, ZHOU).contains("余额:5,000 元,其中 2,000 元 还没安排,3,000 元 留给项目"), "{}", last(&house, ZHOU));
        assert!(!house.shows(ZHOU).contains("项目 2 号"), "not voted yet");
        asks(&house, "项目 1 号,还可以 3,000 元", "1234.56", "付给样板装饰公司:三栋换灯").await;
        assert!(last(&house, ZHOU).contains("等另一个人同意"), "{}", last(&house, ZHOU));
        house.says(WANG, "/fund").await;
        assert!(last(&house, WANG).contains("一共付出:0 元"), "nothing is paid before: {}", last(&house, WANG));

        let asked = house.sees(CAI);
        assert!(asked.contains("付款申请:美好家园基金 · 青阳街道\n1,234.56 元\n项目 1 号\n用途:付给样板装饰公司:三栋换灯"), "{asked}");
        assert!(asked.contains("<photo>"), "with its receipt: {asked}");
        house.taps(CAI, "同意付款").await;
        assert!(house.shows(CAI).contains("✅ 您同意了,记为第 3 号"), "{}", house.shows(CAI));
        assert!(house.sees(ZHOU).contains("✅ 已同意,记为第 3 号"), "{}", house.shows(ZHOU));

        house.says(WANG, "/fund").await;
        let read = last(&house, WANG);
        assert!(read.contains("钱由 青阳街道财政所 保管"), "{read}");
        assert!(read.contains("余额:3,765.44 元") && read.contains("企业捐赠 5,000 元"), "{read}");
        assert!(read.contains("项目 1 号:安排 3,000 元,付了 1,234.56 元,还剩 1,765.44 元"), "{read}");
        assert!(read.contains("3 号 11月23日(周一) 付款 · 项目 1 号 1,234.56 元\n付给样板装饰公司:三栋换灯"), "{read}");
        let shown = house.shows(WANG);
        assert!(shown.contains("<photo> 永丰里的账\n美好家园基金 · 青阳街道:余额 3,765.44 元"), "a picture of it: {shown}");
        house.taps(WANG, "美好家园基金 · 青阳街道").await;
        house.sees(WANG);
        house.taps(WANG, "看 3 号的凭证").await;
        assert!(house.sees(WANG).contains("<photo>"), "{}", house.shows(WANG));

        // The export holds what the chain is made of, and the last hash is the book's head.
        let lines: Vec<Value> = exported(&house, Format::Jsonl).await.iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines.len(), 3);
        for line in &lines {
            assert_eq!(rehashed(line), line["hash"].as_str().expect("a hash"), "by what README says alone: {line}");
        }
        assert!(lines.windows(2).all(|pair| pair[0]["hash"] == pair[1]["before_hash"]), "chained");
        assert_eq!((&lines[2]["amount_fen"], &lines[2]["held_fen"], &lines[2]["project"]), (&123_456.into(), &376_544.into(), &1.into()));
        assert!(lines[2]["asked_by"] != lines[2]["made_by"]);
        let csv = exported(&house, Format::Csv).await;
        assert!(csv[0].starts_with("book,place,holder,nr,at,kind") && csv.len() == 4, "{csv:?}");

        // The week's digest tells the group, in figures only.
        house.clock.advance_to(DIGEST);
        house.settle().await;
        let group = house.shows(GROUP);
        assert!(group.contains("美好家园基金:收到 5,000 元,付出 1,234.56 元,余额 3,765.44 元"), "{group}");
        assert!(!group.contains("装饰"), "{group}");
    }
}

on_both! {
    async fn who_asks_doesnt_pay_and_a_refusal_is_told_with_its_reason(house) {
        funded(&house).await;
        // The treasurer is made an officer as well: it is still the same person.
        let text = "INSERT INTO grants (person, role, scope, name_sealed, granted_at) SELECT person, 'officer', scope, name_sealed, granted_at \
                    FROM grants WHERE role = 'treasurer'";
        sqlx::query(text).execute(house.store.pool()).await.expect("a grant");
        asks(&house, "项目 1 号,还可以 3,000 元", "100", "付给样板装饰公司:订金").await;
        let id = count(&house, "SELECT CAST(MAX(id) AS BIGINT) FROM ledger_payouts").await;
        for (user, verb) in [(ZHOU, "approve"), (WANG, "approve"), (CHEN, "approve"), (ZHOU, "refuse"), (WANG, "refuse")] {
            let message = house.last(user)["message_id"].as_i64().unwrap_or(1);
            house.world.press(user, user, message, &format!("ledger.{verb}:{id}")).expect("pressed");
            house.settle().await;
        }
        assert_eq!(count(&house, "SELECT COUNT(*) FROM ledger_payouts WHERE state = 'waiting'").await, 1);
        assert_eq!(count(&house, "SELECT COUNT(*) FROM ledger_entries").await, 2);
        house.taps(CAI, "不同意").await;
        house.says(CAI, "缺合同,请补上").await;
        assert!(house.sees(ZHOU).contains("没有同意:缺合同,请补上"), "{}", house.shows(ZHOU));
        house.taps(CAI, "同意付款").await;
        assert_eq!(count(&house, "SELECT COUNT(*) FROM ledger_entries").await, 2, "it is decided");
        house.says(CAI, "/ledger").await;
        assert!(!last(&house, CAI).contains("等您看"), "{}", last(&house, CAI));
    }
}

on_both! {
    async fn of_two_who_pay_at_once_one_wins(house) {
        house.says(ZHOU, "/menu").await;
        project(&house, true, 3_000).await;
        opens(&house, "美好家园基金", "永丰里", "青阳街道财政所").await;
        receives(&house, "街道拨付", "3000", "").await;
        allocates(&house, "项目 1 号,还可以 3,000 元", "3000").await;
        house.taps(ZHOU, "打开这本账").await;
        asks(&house, "项目 1 号,还可以 3,000 元", "2000", "付给样板装饰公司:首付款").await;
        for (user, label) in [(CAI, "同意付款"), (SECRETARY, "同意付款")] {
            house.world.press_label(user, user, label).expect("pressed");
        }
        house.settle().await;
        assert_eq!(count(&house, "SELECT COUNT(*) FROM ledger_entries WHERE kind = 'disbursement'").await, 1);
        let won = [CAI, SECRETARY].iter().filter(|user| house.shows(**user).contains("✅ 您同意了")).count();
        assert_eq!(won, 1);

        // Two that are asked for and together more than there is: the second is refused by the balance.
        house.says(ZHOU, "/ledger").await;
        house.taps(ZHOU, "美好家园基金 · 永丰里").await;
        asks(&house, "项目 1 号,还可以 1,000 元", "800", "付给样板装饰公司:第二笔").await;
        house.taps(ZHOU, "打开这本账").await;
        asks(&house, "项目 1 号,还可以 1,000 元", "700", "付给样板装饰公司:第三笔").await;
        house.says(CAI, "/ledger").await;
        assert!(last(&house, CAI).contains("有 2 笔付款等您看"), "{}", last(&house, CAI));
        house.taps(CAI, "看等着的付款").await;
        house.taps(CAI, "同意付款").await;
        house.taps(SECRETARY, "同意付款").await;
        assert_eq!(count(&house, "SELECT COUNT(*) FROM ledger_entries WHERE kind = 'disbursement'").await, 2);
        assert_eq!(checked(&house).await, Vec::<String>::new());
    }
}

on_both! {
    async fn what_was_wrong_is_undone_once_by_its_mirror(house) {
        house.settle_in(WANG, "永丰里").await;
        opens(&house, "美好家园基金", "永丰里", "青阳街道财政所").await;
        house.taps(ZHOU, "记一笔收入").await;
        house.taps(ZHOU, "居民认捐").await;
        for wrong in ["两千", "0", "-5", "12.345"] {
            house.says(ZHOU, wrong).await;
            assert!(last(&house, ZHOU).contains("金额不对"), "{wrong}: {}", last(&house, ZHOU));
        }
        house.says(ZHOU, "2000").await;
        house.taps(ZHOU, "跳过").await;
        house.taps(ZHOU, "改金额").await;
        house.says(ZHOU, "2000.05元").await;
        house.taps(ZHOU, "对,记下来").await;
        house.taps(ZHOU, "打开这本账").await;
        house.taps(ZHOU, "红冲(记错了)").await;
        house.says(ZHOU, "7").await;
        assert!(last(&house, ZHOU).contains("没有这个号"), "{}", last(&house, ZHOU));
        house.says(ZHOU, "1").await;
        house.says(ZHOU, "多记了五分").await;
        house.taps(ZHOU, "对,记下来").await;
        house.taps(ZHOU, "打开这本账").await;
        house.taps(ZHOU, "红冲(记错了)").await;
        house.says(ZHOU, "1").await;
        house.says(ZHOU, "再冲一次").await;
        assert!(last(&house, ZHOU).contains("已经做过了"), "{}", last(&house, ZHOU));
        house.taps(ZHOU, "对,记下来").await;
        assert_eq!(count(&house, "SELECT COUNT(*) FROM ledger_entries").await, 2);
        house.says(WANG, "/fund").await;
        let read = last(&house, WANG);
        assert!(read.contains("余额:0 元") && read.contains("红冲 1 号 2,000.05 元\n多记了五分"), "{read}");
        assert!(read.contains("(这笔记错了,2 号已经冲掉)"), "{read}");
        for who in [WANG, CHEN, SECRETARY] {
            house.says(who, "/ledger").await;
            assert!(!last(&house, who).contains("开一本账"), "{who} opens none: {}", last(&house, who));
        }
    }
}

on_both! {
    async fn a_quarter_that_nobody_posts_is_said_to_be_missing(house) {
        demo_ledger::seed(&house.store, crate::support::MONDAY).await.expect("seeded");
        demo_ledger::seed(&house.store, crate::support::MONDAY).await.expect("once only");
        house.settle_in(WANG, "永丰里").await;
        house.says(WANG, "/fund").await;
        let read = last(&house, WANG);
        assert!(read.contains("🔴 2026 年第 3 季度还没有公示"), "{read}");
        assert!(read.contains("2026 年第 2 季度公示,"), "{read}");
        assert!(read.contains("2026 年到现在收入:600,000 元"), "yearly income of leased assets: {read}");
        house.says(ZHOU, "/ledger").await;
        house.taps(ZHOU, "公共收益 · 永丰里").await;
        assert!(!house.shows(ZHOU).contains("安排给项目"), "common revenue knows no projects");
        house.taps(ZHOU, "公示季度").await;
        house.taps(ZHOU, "2026 年第 3 季度").await;
        house.taps(ZHOU, "对,记下来").await;
        assert!(last(&house, ZHOU).contains("公示好了"), "{}", last(&house, ZHOU));
        let group = house.shows(GROUP);
        assert!(group.contains("【公示】公共收益 · 永丰里\n2026 年第 3 季度公示,11月23日(周一) 到 12月24日(周四):收入 8,600 元,支出 0 元,结余 20,600 元"), "{group}");
        assert!(group.contains("0595-"), "whom to ask: {group}");
        house.says(WANG, "/fund").await;
        assert_eq!(last(&house, WANG).matches("🔴").count(), 1, "the other book's is still missing: {}", last(&house, WANG));

        // Common revenue is paid by two people as well, for no project of the fund.
        house.taps(ZHOU, "打开这本账").await;
        asks(&house, "", "3200", "付给清源公司:水箱清洗").await;
        house.taps(SECRETARY, "同意付款").await;
        house.says(WANG, "/fund").await;
        assert!(last(&house, WANG).contains("余额:19,800 元"), "{}", last(&house, WANG));

        house.world.start(LI, "").expect("started");
        house.settle().await;
        for label in ["I agree", "I agree", "Yongfengli"] {
            house.taps(LI, label).await;
        }
        house.says(LI, "/care").await;
        house.says(LI, "/fund").await;
        let read = last(&house, LI);
        assert!(read.contains("🔴 Not posted: quarter 3 of 2026") && read.contains("Leased assets · Yongfengli"), "{read}");
        assert!(!read.contains("Latest entries"), "in care mode little is enough: {read}");
    }
}

on_both! {
    async fn whatever_is_changed_behind_its_back_is_found(house) {
        funded(&house).await;
        asks(&house, "项目 1 号,还可以 3,000 元", "100", "付给样板装饰公司:订金").await;
        house.taps(CAI, "同意付款").await;
        assert_eq!(checked(&house).await, Vec::<String>::new());
        for (change, back, found) in [
            ("UPDATE ledger_lines SET fen = fen * 2 WHERE slot IN ('free', 'firm') AND fen IN (500000, -500000)", "UPDATE ledger_lines SET fen = fen / 2 WHERE fen IN (1000000, -1000000)", "entry 1 isn't what its hash was made of"),
            ("UPDATE ledger_lines SET fen = 10001 WHERE slot = 'spent'", "UPDATE ledger_lines SET fen = 10000 WHERE slot = 'spent'", "don't sum to zero"),
            ("UPDATE ledger_accounts SET fen = fen + 1 WHERE slot = 'free'", "UPDATE ledger_accounts SET fen = fen - 1 WHERE slot = 'free'", "the balance of free"),
            ("UPDATE ledger_entries SET made_by = asked_by WHERE asked_by <> 0", "", "paid by one person"),
        ] {
            sqlx::query(change).execute(house.store.pool()).await.expect("changed");
            let broken = checked(&house).await;
            assert!(broken.iter().any(|line| line.contains(found)), "{change}: {broken:#?}");
            if !back.is_empty() {
                sqlx::query(back).execute(house.store.pool()).await.expect("put back");
                assert_eq!(checked(&house).await, Vec::<String>::new(), "{back}");
            }
        }
        let text = "UPDATE ledger_entries SET made_by = (SELECT decided_by FROM ledger_payouts) WHERE asked_by <> 0";
        sqlx::query(text).execute(house.store.pool()).await.expect("put back");
        // Erased words leave the chain whole, and the entry readable.
        sqlx::query("DELETE FROM ledger_words").execute(house.store.pool()).await.expect("erased");
        assert_eq!(checked(&house).await, Vec::<String>::new());
        house.says(WANG, "/fund").await;
        assert!(last(&house, WANG).contains("付款 · 项目 1 号 100 元") && !last(&house, WANG).contains("订金"), "{}", last(&house, WANG));
    }
}
