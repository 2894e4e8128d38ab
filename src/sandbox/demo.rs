//! The demo world: places as an operator would import them, personas and groups. Everybody and every number is made up.

use super::chats::{Group, Persona, Standing, User};
use super::world::World;

/// The import file of the demo's places.
pub const PLACES: &str = include_str!("demo.toml");

/// The demo's micro-tasks.
pub const WORKS: &str = include_str!("works.toml");

/// A role that a persona holds from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post {
    /// The role's code.
    pub role: &'static str,
    /// The place's code.
    pub scope: &'static str,
    /// The surname under which residents know them.
    pub surname: &'static str,
}

/// Someone to play.
#[derive(Clone, Copy, Debug)]
pub struct Player {
    /// Telegram's id.
    pub id: i64,
    /// Shown name.
    pub name: &'static str,
    /// Shown name in English.
    pub name_en: &'static str,
    /// Who it is.
    pub about: &'static str,
    /// Who it is, in English.
    pub about_en: &'static str,
    /// Language of their app.
    pub language: &'static str,
    /// What they are on the staff.
    pub posts: &'static [Post],
}

/// What a group is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The residents' own.
    Residents,
    /// The staff's.
    Staff,
}

/// A group of a compound.
#[derive(Clone, Copy, Debug)]
pub struct Circle {
    /// Telegram's id.
    pub id: i64,
    /// Title.
    pub title: &'static str,
    /// What it is for.
    pub purpose: Purpose,
    /// The compound's code.
    pub scope: &'static str,
    /// Ids of the people in it; the first made it.
    pub people: &'static [i64],
}

const WANG: i64 = 7001;
const LIN: i64 = 7002;
const LI: i64 = 7003;
const CHEN: i64 = 7101;
const HUANG: i64 = 7102;
const WU: i64 = 7103;
const SECRETARY: i64 = 7104;
const CAI: i64 = 7105;
const MANAGER: i64 = 7106;
const TELLER: i64 = 7109;
const OTHER_TELLER: i64 = 7110;
const TREASURER: i64 = super::demo_ledger::KEEPER;
const OUTSIDER: i64 = 7901;

const PERSONAS: [Player; 13] = [
    Player {
        id: WANG,
        name: "王阿姨",
        name_en: "Auntie Wang",
        about: "永丰里居民,年纪大了,爱说不爱打字",
        about_en: "An older resident of Yongfengli who would rather talk than type",
        language: "zh-hans",
        posts: &[],
    },
    Player {
        id: LIN,
        name: "小林",
        name_en: "Young Lin",
        about: "宝龙世家居民,下班才有空",
        about_en: "A resident of Baolong Shijia who is free only after work",
        language: "zh-hans",
        posts: &[],
    },
    Player {
        id: LI,
        name: "李先生",
        name_en: "Mr Li",
        about: "永丰里租户,手机是英文的",
        about_en: "A tenant in Yongfengli whose phone speaks English",
        language: "en",
        posts: &[],
    },
    Player {
        id: CHEN,
        name: "小陈管家",
        name_en: "Clerk Chen",
        about: "永丰里物业管家",
        about_en: "The property company's clerk in Yongfengli",
        language: "zh-hans",
        posts: &[Post { role: "clerk", scope: "yongfengli", surname: "小陈" }],
    },
    Player {
        id: HUANG,
        name: "小黄管家",
        name_en: "Clerk Huang",
        about: "宝龙世家物业管家",
        about_en: "The property company's clerk in Baolong Shijia",
        language: "zh-hans",
        posts: &[Post { role: "clerk", scope: "baolong", surname: "小黄" }],
    },
    Player {
        id: WU,
        name: "吴委员",
        name_en: "Committee member Wu",
        about: "永丰里业委会委员",
        about_en: "A member of Yongfengli's owners' committee",
        language: "zh-hans",
        posts: &[Post { role: "committee", scope: "yongfengli", surname: "吴" }],
    },
    Player {
        id: SECRETARY,
        name: "林书记",
        name_en: "Secretary Lin",
        about: "青华社区书记",
        about_en: "The secretary of Qinghua community",
        language: "zh-hans",
        posts: &[Post { role: "secretary", scope: "qinghua", surname: "林" }],
    },
    Player {
        id: CAI,
        name: "蔡干部",
        name_en: "Officer Cai",
        about: "青阳街道干部",
        about_en: "An officer of Qingyang subdistrict",
        language: "zh-hans",
        posts: &[Post { role: "officer", scope: "qingyang", surname: "蔡" }],
    },
    Player {
        id: MANAGER,
        name: "许管理员",
        name_en: "Manager Xu",
        about: "街道的管理员:邀请人、给身份、绑定群",
        about_en: "The subdistrict's manager: invites, grants roles, binds groups",
        language: "zh-hans",
        posts: &[Post { role: "manager", scope: "qingyang", surname: "许" }],
    },
    Player {
        id: TELLER,
        name: "郑计票",
        name_en: "Teller Zheng",
        about: "永丰里的计票人,录纸质票",
        about_en: "A teller of Yongfengli: enters paper ballots",
        language: "zh-hans",
        posts: &[Post { role: "teller", scope: "yongfengli", surname: "郑" }],
    },
    Player {
        id: OTHER_TELLER,
        name: "方计票",
        name_en: "Teller Fang",
        about: "永丰里的另一位计票人:一张票两个人各录一遍",
        about_en: "Yongfengli's other teller: each sheet is read by two",
        language: "zh-hans",
        posts: &[Post { role: "teller", scope: "yongfengli", surname: "方" }],
    },
    Player {
        id: TREASURER,
        name: "周会计",
        name_en: "Treasurer Zhou",
        about: "街道的基金管理员:记账、申请付款",
        about_en: "The subdistrict's fund treasurer: keeps the books and asks for payments",
        language: "zh-hans",
        posts: &[Post { role: "treasurer", scope: "qingyang", surname: "周" }],
    },
    Player {
        id: OUTSIDER,
        name: "路人甲",
        name_en: "A passer-by",
        about: "不住在这里,第一次来",
        about_en: "Lives elsewhere and is here for the first time",
        language: "",
        posts: &[],
    },
];

const GROUPS: [Circle; 4] = [
    Circle {
        id: -1_001_000_000_001,
        title: "永丰里邻居群",
        purpose: Purpose::Residents,
        scope: "yongfengli",
        people: &[CHEN, WANG, LI, WU, SECRETARY],
    },
    Circle {
        id: -1_001_000_000_002,
        title: "永丰里工作群",
        purpose: Purpose::Staff,
        scope: "yongfengli",
        people: &[CHEN, WU, SECRETARY, MANAGER],
    },
    Circle {
        id: -1_001_000_000_003,
        title: "宝龙世家邻居群",
        purpose: Purpose::Residents,
        scope: "baolong",
        people: &[HUANG, LIN],
    },
    Circle {
        id: -1_001_000_000_004,
        title: "宝龙世家工作群",
        purpose: Purpose::Staff,
        scope: "baolong",
        people: &[HUANG, MANAGER],
    },
];

/// The people to play, residents first.
#[must_use]
pub const fn personas() -> &'static [Player] {
    &PERSONAS
}

/// Their groups.
#[must_use]
pub const fn groups() -> &'static [Circle] {
    &GROUPS
}

/// Puts personas and groups into a world; the bot runs the groups. Staff have met the bot, residents haven't.
pub fn people(world: &World) {
    for player in personas() {
        let persona = Persona {
            name_en: player.name_en.to_owned(),
            about: player.about.to_owned(),
            about_en: player.about_en.to_owned(),
        };
        world.add_user(User {
            id: player.id,
            first_name: player.name.to_owned(),
            username: None,
            language_code: (!player.language.is_empty()).then(|| player.language.to_owned()),
            persona: Some(persona),
        });
        if !player.posts.is_empty() {
            world.meet(player.id);
        }
    }
    let bot = (world.bot_id(), Standing::Administrator);
    for circle in groups() {
        let group = Group { id: circle.id, title: circle.title.to_owned(), supergroup: true, forum: false };
        let standing = |(nth, id): (usize, &i64)| (*id, if nth == 0 { Standing::Creator } else { Standing::Member });
        let people: Vec<_> = circle.people.iter().enumerate().map(standing).chain([bot]).collect();
        world.add_group(group, &people);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[derive(serde::Deserialize)]
    struct Place {
        code: String,
        parent: Option<String>,
        lat: String,
        lon: String,
    }

    /// Degrees of latitude or longitude that are about 200 m.
    const NEAR: f64 = 0.002;

    #[test]
    fn the_gate_that_the_page_shares_is_at_a_compound() {
        let samples = include_str!("page/samples.js");
        let gate = samples.split("GATE = [").nth(1).and_then(|rest| rest.split(']').next()).expect("a gate");
        let (lat, lon) = gate.split_once(", ").expect("two degrees");
        let far = |one: &str, other: &str| (one.parse::<f64>().unwrap() - other.parse::<f64>().unwrap()).abs();
        let file: HashMap<String, Vec<Place>> = toml::from_str(PLACES).expect("the demo's places read");
        let at = |place: &&Place| far(&place.lat, lat) < NEAR && far(&place.lon, lon) < NEAR;
        assert!(file["place"].iter().filter(at).any(|place| place.code == "yongfengli"));
    }

    #[test]
    fn every_place_person_and_scope_that_is_named_is_there() {
        let file: HashMap<String, Vec<Place>> = toml::from_str(PLACES).expect("the demo's places read");
        let places = file.get("place").expect("places");
        let known = |code: &str| places.iter().any(|place| place.code == code);
        assert!(places.iter().filter_map(|place| place.parent.as_deref()).all(known));
        assert!(personas().iter().flat_map(|player| player.posts).all(|post| known(post.scope)));
        assert!(groups().iter().all(|circle| known(circle.scope)));
        let is_player = |id: &i64| personas().iter().any(|player| player.id == *id);
        assert!(groups().iter().flat_map(|circle| circle.people).all(is_player));
    }
}
