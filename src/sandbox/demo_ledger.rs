//! The demo's books. Bodies, firms and amounts are made up, like everything in the demo.

/// A book with what came in.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// The kind's code.
    pub kind: &'static str,
    /// The place's code.
    pub scope: &'static str,
    /// Who holds the money.
    pub holder: &'static str,
    /// What came in, the oldest first.
    pub came: &'static [Came],
}

/// Money that came in.
#[derive(Clone, Copy, Debug)]
pub struct Came {
    /// The source's code.
    pub source: &'static str,
    /// How much, in yuan.
    pub yuan: i64,
    /// With which words.
    pub words: &'static str,
    /// Days ago.
    pub ago: i64,
}

const fn came(source: &'static str, yuan: i64, words: &'static str, ago: i64) -> Came {
    Came { source, yuan, words, ago }
}

/// The books.
pub const KEPT: [Kept; 3] = [
    Kept {
        kind: "fund",
        scope: "qingyang",
        holder: "青阳街道财政所(演示)",
        came: &[
            came("subdistrict", 500_000, "启动资金(演示)", 150),
            came("firm", 300_000, "示例鞋业有限公司捐赠", 96),
            came("firm", 120_000, "样板食品厂捐赠", 60),
            came("resident", 18_650, "居民认捐到账(演示)", 20),
        ],
    },
    Kept {
        kind: "revenue",
        scope: "yongfengli",
        holder: "永丰里业委会账户(演示)",
        came: &[
            came("adverts", 12_000, "电梯广告半年(演示)", 190),
            came("parking", 8_600, "临时停车(演示)", 100),
            came("cabinets", 2_400, "快递柜场地(演示)", 12),
        ],
    },
    Kept {
        kind: "assets",
        scope: "yongfengli",
        holder: "青阳国资运营公司(演示)",
        came: &[
            came("rent", 200_000, "沿街店面租金(演示)", 185),
            came("rent", 200_000, "沿街店面租金(演示)", 94),
            came("rent", 200_000, "沿街店面租金(演示)", 9),
        ],
    },
];

/// Telegram's id of the persona who keeps them.
pub const KEEPER: i64 = 7108;
