//! Faults on demand: the stand-in fails as Telegram and the way to it do.

use serde::Deserialize;

/// What goes wrong with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// 429; the chat is held until then, whatever is asked meanwhile.
    TooMany {
        /// Seconds.
        retry_after: i64,
    },
    /// 403, the person blocked the bot.
    Blocked,
    /// A 5xx with this code; nothing was done.
    Server {
        /// 500 to 504.
        code: u16,
    },
    /// 404: an older Bot API server that doesn't know the method.
    NoMethod,
    /// The connection is cut; nothing was done.
    Reset,
    /// It is done, and no answer ever comes.
    Hang,
    /// It is done, and the connection is cut instead of an answer.
    Cut,
    /// It is done, and half of the answer's JSON comes.
    CutJson,
}

impl Fault {
    /// Whether the call has its effect all the same.
    pub(crate) const fn is_done(self) -> bool {
        matches!(self, Self::Hang | Self::Cut | Self::CutJson)
    }
}

/// When a fault strikes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What strikes.
    pub fault: Fault,
    /// The method it strikes; `None` is any but `getUpdates`.
    #[serde(default)]
    pub method: Option<String>,
    /// The chat it strikes; `None` is any.
    #[serde(default)]
    pub chat: Option<i64>,
    /// How many calls it strikes before it is spent; `None` is no end.
    #[serde(default)]
    pub times: Option<u32>,
    /// Of a thousand calls that fit, how many it strikes.
    #[serde(default = "always")]
    pub per_mille: u32,
}

const fn always() -> u32 {
    1_000
}

impl Rule {
    /// The next `times` calls of `method` meet `fault`.
    #[must_use]
    pub fn next(times: u32, method: &str, fault: Fault) -> Self {
        Self { fault, method: Some(method.to_owned()), chat: None, times: Some(times), per_mille: always() }
    }

    /// Of a thousand calls of any method but `getUpdates`, `per_mille` meet `fault`.
    #[must_use]
    pub const fn chance(per_mille: u32, fault: Fault) -> Self {
        Self { fault, method: None, chat: None, times: None, per_mille }
    }

    fn fits(&self, method: &str, chat: Option<i64>) -> bool {
        let method_fits = self.method.as_deref().map_or(method != "getUpdates", |own| own == method);
        method_fits && self.times != Some(0) && self.chat.is_none_or(|own| chat == Some(own))
    }
}

/// The rules in force and their dice.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    rules: Vec<Rule>,
    dice: Dice,
}

impl Faults {
    pub(crate) fn set(&mut self, rules: Vec<Rule>, seed: u64) {
        *self = Self { rules, dice: Dice(seed) };
    }

    pub(crate) fn add(&mut self, rule: Rule) {
        self.rules.push(rule);
    }

    /// What strikes this call, by the first rule that fits and whose dice fall so.
    pub(crate) fn strike(&mut self, method: &str, chat: Option<i64>) -> Option<Fault> {
        let Self { rules, dice } = self;
        let rule = rules.iter_mut().find(|rule| rule.fits(method, chat) && dice.falls(rule.per_mille))?;
        rule.times = rule.times.map(|left| left - 1);
        Some(rule.fault)
    }
}

/// Repeatable dice (splitmix64).
#[derive(Debug, Default)]
pub(crate) struct Dice(u64);

impl Dice {
    fn falls(&mut self, per_mille: u32) -> bool {
        per_mille >= always() || self.roll() % u64::from(always()) < u64::from(per_mille)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_strikes_its_method_as_often_as_it_says() {
        let mut faults = Faults::default();
        faults.set(vec![Rule::next(2, "sendMessage", Fault::Blocked)], 0);
        assert_eq!(faults.strike("editMessageText", None), None);
        let struck: Vec<_> = (0..3).map(|_| faults.strike("sendMessage", Some(1))).collect();
        assert_eq!(struck, [Some(Fault::Blocked), Some(Fault::Blocked), None]);
    }

    #[test]
    fn chances_come_out_near_and_repeat_with_the_seed() {
        let run = |seed| {
            let mut faults = Faults::default();
            faults.set(vec![Rule::chance(200, Fault::Reset)], seed);
            (0..10_000).map(|_| faults.strike("sendMessage", None).is_some()).collect::<Vec<_>>()
        };
        let struck = run(7).into_iter().filter(|hit| *hit).count();
        assert!((1_800..2_200).contains(&struck), "{struck}");
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
    }
}
