//! The demo's households: dwellings of one compound, codes that open some of them, and who is bound from the start. Made
//! up, like everything in the demo.

/// The import file of the demo's dwellings.
pub const HOUSEHOLDS: &str = include_str!("households.csv");

/// The compound whose dwellings they are.
pub const SCOPE: &str = "yongfengli";

/// A door of the compound: building, unit, room.
pub type Door = (&'static str, &'static str, &'static str);

/// A code that is known beforehand, as printed for somebody to play.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The code.
    pub code: &'static str,
    /// What it opens.
    pub door: Door,
    /// The code of what it ties to.
    pub tie: &'static str,
}

/// 王阿姨, a member of her family, her neighbour the tenant 李先生, and two owners of building 5.
pub const KEYS: [Key; 5] = [
    Key { code: "WANG-2345", door: ("3", "2", "501"), tie: "owner" },
    Key { code: "PASS-2345", door: ("3", "2", "501"), tie: "family" },
    Key { code: "LEES-2345", door: ("3", "2", "502"), tie: "tenant" },
    Key { code: "LYNN-2345", door: ("5", "1", "101"), tie: "owner" },
    Key { code: "CHEN-2345", door: ("5", "2", "102"), tie: "owner" },
];

/// Who owns what from the start: Telegram's id and the doors. 吴委员 owns two dwellings and is one head.
pub const OWNER: (i64, [Door; 2]) = (7103, [("3", "1", "301"), ("3", "1", "302")]);
