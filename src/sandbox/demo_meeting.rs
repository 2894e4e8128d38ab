//! What the demo's meeting of last week decided. Made up, like everything in the demo.

/// A decision.
#[derive(Clone, Copy, Debug)]
pub struct Decided {
    /// What.
    pub words: &'static str,
    /// The role of whoever sees to it.
    pub role: &'static str,
    /// Days from now by which it is due; past where negative.
    pub due_days: i64,
    /// What was said when it was done.
    pub result: Option<&'static str>,
}

/// The compound that met.
pub const SCOPE: &str = "yongfengli";

/// What it decided.
pub const DECIDED: [Decided; 2] = [
    Decided {
        words: "南门快递架搬到门卫室旁,让出消防通道",
        role: "clerk",
        due_days: -2,
        result: Some("架子搬好了,地上画了黄线"),
    },
    Decided { words: "东门路口装一面凸面镜", role: "clerk", due_days: 20, result: None },
];
