//! Fund projects as people live them: an idea is vetted, asked about, promised money for, voted on and built; one that is
//! turned down is published with its author's answer; a ticket becomes one in a tap.

use mulin::domain::catalogue::Catalogue;
use mulin::domain::fund::project::dossier::Record;
use mulin::domain::fund::project::{Action, Actor, life};
use mulin::domain::id::{PersonId, ProjectNumber, VoteId};
use mulin::domain::role::{Grant, Role};
use mulin::domain::time::Clock as _;
use mulin::operator::demo_projects;
use mulin::store::{people, places, projects};
use mulin::worker::fresh::Ids;

use crate::on_both;
use crate::support::{CHEN, House, LIN, OUTSIDER, SECRETARY, WANG, staff_chat};

const DAY: i64 = 86_400_000;
/// Of the committee of 永丰里; here they keep the fund's books as well.
const WU: i64 = 7103;
/// A tenant whose phone speaks English.
const LI: i64 = 7003;

/// Somebody holds one role more.
async fn gets(house: &House, user: i64, role: Role) {
    let mut tx = house.store.begin().await.expect("a transaction");
    let text = "SELECT id FROM persons WHERE telegram = $1";
    let id: i64 = sqlx::query_scalar(text).bind(user).fetch_one(&mut *tx).await.expect("a person");
    let scope = places::load(&mut tx).await.expect("places").0.by_code("yongfengli").expect("a place").id;
    let grant = Grant { role, scope, name: "吴".to_owned() };
    people::give_role(&mut tx, house.store.seal(), PersonId(id), &grant, house.clock.now()).await.expect("granted");
    tx.commit().await.expect("committed");
}

/// What votes do: a project is put to one, and wins it if `won`.
pub(crate) async fn voted(house: &House, number: ProjectNumber, won: bool) {
    let (mut tx, now) = (house.store.begin().await.expect("a transaction"), house.clock.now());
    let mut found = projects::dossiers(&mut tx, house.store.seal(), &[number].into()).await.expect("read");
    let mut dossier = found.remove(&number).expect("a project");
    let mut records = Vec::new();
    let steps = [Action::PutToVote { vote: VoteId(5) }, Action::Won { vote: VoteId(5) }];
    for action in steps.into_iter().take(1 + usize::from(won)) {
        let periods = &Catalogue::standard().periods;
        for event in life::decide(&dossier.project, action, Actor::Clock, periods, now).expect("allowed") {
            dossier.project.apply(&event, None, now);
            records.push(Record { event, actor: Actor::Clock, words: None, media: Vec::new() });
        }
    }
    let slot = u8::try_from(10 + number.0).expect("few projects");
    let stamps = Ids::new(slot).stamped(now, records.len());
    let after = (&dossier.project, &dossier.wording);
    projects::save(&mut tx, house.store.seal(), after, &records, &stamps).await.expect("saved");
    tx.commit().await.expect("committed");
}

/// 王阿姨 would have benches at the east gate.
async fn proposes(house: &House) {
    house.says(WANG, "/project new").await;
    house.says(WANG, "东门口加一排长椅").await;
    house.says(WANG, "东门口").await;
    house.says(WANG, "八千").await;
    assert!(house.shows(WANG).contains("金额不对"), "{}", house.shows(WANG));
    house.says(WANG, "8000").await;
    house.sends_photo(WANG, WANG, "", None).await;
    house.taps(WANG, "好了,就这些").await;
    house.taps(WANG, "对,提上去").await;
}

/// The secretary finds it lawful and says what it costs, who decides, who does it and who holds the money.
async fn vets(house: &House) {
    for label in ["去办理", "核项目", "合规"] {
        house.taps(SECRETARY, label).await;
    }
    house.says(SECRETARY, "1.2万").await;
    for label in ["住户投票(基金项目)", "一项工程", "小陈管家", "青华社区"] {
        house.taps(SECRETARY, label).await;
    }
    house.says(SECRETARY, "到社区居委会交,开收据").await;
    house.taps(SECRETARY, "核好了").await;
}

/// Everything that is stored of projects.
async fn stored(house: &House) -> String {
    let texts = ["fold || words_sealed FROM projects", "body FROM project_events", "words_sealed FROM project_bodies"];
    let mut all = String::new();
    for text in texts {
        let query = sqlx::query_scalar::<_, String>(sqlx::AssertSqlSafe(format!("SELECT {text}")));
        all.push_str(&query.fetch_all(house.store.pool()).await.expect("read").concat());
    }
    all
}

fn text(house: &House, user: i64) -> String {
    house.last(user)["text"].as_str().unwrap_or_default().to_owned()
}

on_both! {
    async fn from_an_idea_to_its_works_and_accounts(house) {
        house.settle_in(WANG, "永丰里").await;
        house.settle_in(LIN, "永丰里").await;
        gets(&house, WU, Role::Treasurer).await;
        proposes(&house).await;
        assert!(text(&house, WANG).contains("记下了,编号 1。"), "{}", house.shows(WANG));
        house.says(LIN, "/project 1").await;
        let hidden = text(&house, LIN);
        house.says(LIN, "/project 99").await;
        assert_eq!(text(&house, LIN), hidden, "what isn't published is answered as what isn't there");
        house.sees(WANG);
        house.sees(LIN);

        vets(&house).await;
        house.taps(SECRETARY, "公布").await;
        assert!(house.shows(SECRETARY).contains("公布了。"), "{}", house.shows(SECRETARY));
        let heard = house.sees(WANG);
        assert!(heard.contains("基金项目 1 号“东门口加一排长椅”核好公布了。要花:12,000 元"), "{heard}");

        house.says(LIN, "/project").await;
        assert!(text(&house, LIN).contains("1 号 东门口加一排长椅\n公布了,可以提问、认捐 · 要花:12,000 元"), "{}", house.shows(LIN));
        for label in ["1 号", "支持", "我要问"] {
            house.taps(LIN, label).await;
        }
        house.says(LIN, "有没有靠背?老人坐着稳,找我打13850001234").await;
        assert!(text(&house, LIN).contains("支持的人:1 位"), "{}", house.shows(LIN));
        let asked = house.sees(SECRETARY);
        assert!(asked.contains("请答复:\n有没有靠背?") && !asked.contains("13850001234"), "{asked}");
        house.taps(SECRETARY, "去办理").await;
        house.taps(SECRETARY, "答复提问").await;
        house.says(SECRETARY, "有靠背,也有扶手").await;
        for user in [WANG, LIN] {
            let heard = house.sees(user);
            assert!(heard.contains("提问有答复了:\n问:有没有靠背?") && heard.contains("答:有靠背,也有扶手"), "{heard}");
        }

        house.says(LIN, "/pledge 1").await;
        assert!(text(&house, LIN).contains("钱由青华社区收:到社区居委会交,开收据"), "{}", house.shows(LIN));
        house.taps(LIN, "200 元").await;
        house.says(LIN, "林大爷").await;
        house.taps(LIN, "对,认捐").await;
        assert!(text(&house, LIN).contains("认捐编号 1-1,200 元"), "{}", house.shows(LIN));
        assert!(text(&house, LIN).contains("大家认捐:200 元,已收到 0 元\n钱由青华社区保管\n林大爷 200 元"), "{}", house.shows(LIN));
        house.taps(LIN, "收回认捐").await;
        assert!(text(&house, LIN).contains("大家认捐:0 元"), "{}", house.shows(LIN));
        house.says(LIN, "/pledge 1").await;
        house.says(LIN, "300").await;
        house.taps(LIN, "不写名字").await;
        house.taps(LIN, "对,认捐").await;
        house.taps(WU, "去办理").await;
        house.taps(WU, "认捐的钱到了").await;
        house.taps(WU, "1-2 没写名字 300 元").await;
        let heard = house.sees(LIN);
        assert!(heard.contains("认捐的 300 元,收到了"), "{heard}");
        house.says(WANG, "/project 1").await;
        let page = text(&house, WANG);
        assert!(page.contains("大家认捐:300 元,已收到 300 元") && !page.contains("林大爷"), "{page}");

        house.wait_ms(1_000).await;
        voted(&house, ProjectNumber(1), true).await;
        house.wait_ms(1_000).await;
        house.says(CHEN, "/project 1").await;
        house.taps(CHEN, "去办理").await;
        house.taps(CHEN, "立微实事").await;
        becomes_a_task(&house).await;
        for user in [WANG, LIN] {
            let heard = house.sees(user);
            assert!(heard.contains("基金项目 1 号“东门口加一排长椅”要动工了:微实事 1 号"), "{heard}");
        }
        house.taps(SECRETARY, "去办理").await;
        house.taps(SECRETARY, "议定:要做").await;
        for user in [WANG, LIN] {
            let heard = house.sees(user);
            assert!(heard.contains("1 号 东门口加一排长椅:议定要做"), "the task's stages reach them: {heard}");
        }
        house.says(SECRETARY, "/project 1").await;
        for label in ["去办理", "公布账目"] {
            house.taps(SECRETARY, label).await;
        }
        house.says(SECRETARY, "99999").await;
        house.says(SECRETARY, "长椅六张").await;
        assert!(text(&house, SECRETARY).contains("金额不对"), "no more than came in: {}", house.shows(SECRETARY));
        house.taps(SECRETARY, "公布账目").await;
        house.says(SECRETARY, "11800").await;
        house.says(SECRETARY, "长椅六张,安装").await;
        let heard = house.sees(LIN);
        assert!(!stored(&house).await.contains("长椅"), "what people wrote is sealed");
        assert!(heard.contains("账目公布:一共花了 11,800 元。\n长椅六张,安装"), "{heard}");
    }
}

/// 小陈 answers the questions of a small work whose origin, place, title and money are known.
async fn becomes_a_task(house: &House) {
    for label in ["健身设施", "不是物业该做的", "没有别的计划", "工程", "小陈管家", "还没定"]
    {
        house.taps(CHEN, label).await;
    }
    house.says(CHEN, "12000").await;
    house.says(CHEN, "11月30日").await;
    house.says(CHEN, "12月31日").await;
    house.taps(CHEN, "没有照片").await;
    house.taps(CHEN, "对,立项").await;
}

/// The secretary turns a project down as the company's duty.
async fn turns_down(house: &House, words: &str) {
    for label in ["去办理", "不立项", "物业本来就该做"] {
        house.taps(SECRETARY, label).await;
    }
    house.says(SECRETARY, words).await;
}

on_both! {
    async fn a_refusal_is_told_to_its_author_first_and_published_with_the_answer(mut house) {
        house.settle_in(WANG, "永丰里").await;
        house.settle_in(LIN, "永丰里").await;
        proposes(&house).await;
        house.sees(WANG);
        turns_down(&house, "公共座椅由物业养护").await;
        let told = house.sees(WANG);
        assert!(told.contains("初步不立项。11月28日(周六)前您可以回话"), "{told}");
        assert!(told.contains("不立项的原因:物业本来就该做\n公共座椅由物业养护"), "{told}");
        house.says(LIN, "/project").await;
        assert!(text(&house, LIN).contains("还没有基金项目"), "nobody else yet: {}", house.shows(LIN));
        house.taps(WANG, "看一看").await;
        house.taps(WANG, "我有话说").await;
        house.says(WANG, "是新加的,不是坏了要修").await;
        house.restart().await;
        house.wait_ms(6 * DAY).await;
        house.says(LIN, "/project").await;
        assert!(text(&house, LIN).contains("还没有基金项目"), "an answer is looked at first: {}", house.shows(LIN));
        assert!(house.sees(SECRETARY).contains("提的人有话说,请看了再定。\n是新加的,不是坏了要修"));
        house.taps(SECRETARY, "去办理").await;
        house.taps(SECRETARY, "看过了,还是不立项").await;
        assert!(house.sees(WANG).contains("基金项目 1 号“东门口加一排长椅”没有立项。"), "{}", house.shows(WANG));
        house.says(LIN, "/project").await;
        house.taps(LIN, "1 号").await;
        let read = text(&house, LIN);
        assert!(read.contains("不立项的原因:物业本来就该做\n公共座椅由物业养护\n提的人说:是新加的,不是坏了要修"), "{read}");
        assert!(!read.contains('王'), "nobody is named: {read}");

        // Whoever says nothing in time: the clock publishes it.
        house.says(WANG, "/project new").await;
        for words in ["南门口换一盏灯", "南门口"] {
            house.says(WANG, words).await;
        }
        for label in ["不知道", "没有照片", "对,提上去"] {
            house.taps(WANG, label).await;
        }
        turns_down(&house, "坏了请报修").await;
        house.wait_ms(5 * DAY - 1).await;
        house.says(LIN, "/project 2").await;
        assert!(!text(&house, LIN).contains("南门口"), "{}", house.shows(LIN));
        house.wait_ms(1).await;
        house.says(LIN, "/project 2").await;
        assert!(text(&house, LIN).contains("现在:没有立项"), "{}", house.shows(LIN));
    }
}

/// 王阿姨 reports a lamp, which is 林大爷's too.
async fn a_lamp_of_two(house: &House) {
    house.settle_in(WANG, "永丰里").await;
    house.says(WANG, "3栋2单元楼道灯不亮").await;
    house.taps(WANG, "对,照明").await;
    house.taps(WANG, "没有照片").await;
    house.taps(WANG, "保密:办事的人看不到您是谁").await;
    house.taps(WANG, "对,记下来").await;
    house.settle_in(LIN, "永丰里").await;
    house.says(LIN, "/start t-1001").await;
    house.taps(LIN, "我也是").await;
    for user in [WANG, LIN] {
        house.sees(user);
    }
}

on_both! {
    async fn a_ticket_becomes_one_in_a_tap_with_all_who_wait_for_it(house) {
        a_lamp_of_two(&house).await;
        house.says(WANG, "/my").await;
        house.taps(WANG, "1001 等签收 3栋2单元楼道灯不亮").await;
        house.taps(WANG, "提成基金项目").await;
        let review = text(&house, WANG);
        assert!(review.contains("3栋2单元楼道灯不亮\n永丰里 · 3栋") && review.contains("有 2 人反映过这件事"), "{review}");
        house.taps(WANG, "对,提上去").await;
        let heard = house.sees(LIN);
        assert!(heard.contains("您反映的事,提成了基金项目 1 号:3栋2单元楼道灯不亮"), "{heard}");
        house.taps(LIN, "看一看").await;
        assert!(text(&house, LIN).contains("支持的人:1 位"), "{}", house.shows(LIN));

        // Once is enough: whoever else taps it reads what there is.
        house.taps_in(CHEN, staff_chat(), "签收").await;
        house.says(CHEN, "/ticket 1001").await;
        house.taps(CHEN, "提成基金项目").await;
        assert!(text(&house, CHEN).starts_with("工单 1001 已经提成基金项目了。"), "{}", house.shows(CHEN));
        house.says(WANG, "/project 1").await;
        house.taps(WANG, "收回这个项目").await;
        house.taps(WANG, "对,收回").await;

        // Staff take the category, not what somebody wrote to them.
        house.says_in(CHEN, staff_chat(), "/ticket 1001").await;
        house.taps_in(CHEN, staff_chat(), "提成基金项目").await;
        let review = text(&house, CHEN);
        assert!(review.contains("请看一遍:\n照明\n永丰里 · 3栋"), "{review}");
        house.taps(CHEN, "对,提上去").await;
        for user in [WANG, LIN] {
            assert!(house.sees(user).contains("提成了基金项目 2 号:照明"), "{}", house.shows(user));
        }
        // A complaint is put before nobody, whatever is pressed.
        house.says(WANG, "物业管家态度很差,说话难听").await;
        for label in ["对,物业服务", "跳过", "没有照片", "保密:办事的人看不到您是谁", "对,记下来"] {
            if house.last(WANG)["reply_markup"].to_string().contains(label) {
                house.taps(WANG, label).await;
            }
        }
        house.taps(WANG, "看进度").await;
        let shown = text(&house, WANG);
        assert!(shown.contains("1002 号 物业服务") && !house.last(WANG).to_string().contains("提成基金项目"), "{shown}");
        let press = |user: i64, data: &str| house.world.press(user, user, 1, data).expect("pressed");
        house.settle_in(OUTSIDER, "象峰安置小区").await;
        house.sees(OUTSIDER);
        press(WANG, "project.new:1002");
        press(OUTSIDER, "project.new:1001");
        press(OUTSIDER, "project.work:2");
        house.settle().await;
        let shown = house.sees(OUTSIDER);
        assert!(!shown.contains("照明") && !shown.contains("请看一遍"), "{shown}");
        assert!(!text(&house, WANG).contains("请看一遍"), "{}", house.shows(WANG));
    }
}

on_both! {
    async fn who_may_not_do_it_isnt_offered_it_and_cant(house) {
        house.settle_in(WANG, "永丰里").await;
        proposes(&house).await;
        for words in ["二号想法", "三号想法"] {
            house.says(WANG, "/project new").await;
            house.says(WANG, words).await;
            house.says(WANG, "东门口").await;
            for label in ["不知道", "没有照片", "对,提上去"] {
                house.taps(WANG, label).await;
            }
        }
        house.says(WANG, "/project new").await;
        assert!(text(&house, WANG).contains("已经有 3 个项目在等着核"), "{}", house.shows(WANG));
        house.says(CHEN, "/project 1").await;
        assert!(!house.shows(CHEN).contains("核项目"), "a clerk reads and doesn't vet: {}", house.shows(CHEN));
        house.says(WANG, "/pledge 1").await;
        assert!(text(&house, WANG).contains("公布了再认捐"), "{}", house.shows(WANG));
        house.says(WANG, "/project 1").await;
        house.taps(WANG, "收回这个项目").await;
        house.taps(WANG, "对,收回").await;
        assert!(text(&house, WANG).contains("现在:提的人收回了"), "{}", house.shows(WANG));
        house.says(SECRETARY, "/project").await;
        house.taps(SECRETARY, "等着核的").await;
        assert!(text(&house, SECRETARY).contains("青华社区等着核的:2 个"), "{}", house.shows(SECRETARY));
    }
}

on_both! {
    async fn the_demo_has_three_and_english_readers_read_them(house) {
        demo_projects::seed(&house.store, house.clock.now()).await.expect("seeded");
        demo_projects::seed(&house.store, house.clock.now()).await.expect("nothing twice");
        house.world.start(LI, "").expect("started");
        house.settle().await;
        for label in ["I agree", "I agree", "Yongfengli"] {
            house.taps(LI, label).await;
        }
        house.says(LI, "/project").await;
        let list = text(&house, LI);
        assert!(list.contains("Fund projects of Yongfengli: 2"), "{list}");
        house.taps(LI, "No. 1").await;
        let page = text(&house, LI);
        assert!(page.contains("Now: open for questions and pledges") && page.contains("\nA: "), "{page}");
    }
}

on_both! {
    async fn neighbours_who_act_at_once_are_all_counted(house) {
        demo_projects::seed(&house.store, house.clock.now()).await.expect("seeded");
        let all = [WANG, LIN, OUTSIDER];
        for user in all {
            house.settle_in(user, "永丰里").await;
            house.says(user, "/project 1").await;
        }
        for user in all {
            house.world.press_label(user, user, "支持").expect("pressed");
            house.world.press_label(user, user, "支持").expect("pressed twice");
        }
        house.settle().await;
        for user in all {
            house.says(user, "/pledge 1").await;
            house.taps(user, "50 元").await;
            house.taps(user, "不写名字").await;
        }
        for user in all {
            house.world.press_label(user, user, "对,认捐").expect("pressed");
        }
        house.settle().await;
        house.says(WANG, "/project 1").await;
        let page = text(&house, WANG);
        assert!(page.contains("支持的人:3 位") && page.contains("大家认捐:150 元"), "{page}");
    }
}
