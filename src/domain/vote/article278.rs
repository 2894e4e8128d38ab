//! Owners' joint decisions: Article 278 of the Civil Code of the People's Republic of China (民法典第二百七十八条).
//!
//! Check the current text before relying on this; it is read here as follows.
//! - First paragraph: what owners decide together. Items 1 to 5 and 9 (rules of procedure, the management convention,
//!   the owners' committee, the property company, using maintenance funds, other major matters) are ordinary; items 6 to
//!   8 (raising maintenance funds, rebuilding, changing the use of common parts or doing business with them) special.
//! - Second paragraph: owners with two thirds or more (三分之二以上) of the exclusive area and two thirds or more of the
//!   heads must take part. A special matter needs three quarters or more (四分之三以上) of the area and of the heads
//!   taking part, an ordinary one more than half (过半数) of each. Article 1259: “以上” includes the number itself; more
//!   than half doesn't.
//! - The Supreme People's Court's interpretation on the unit ownership of buildings (法释〔2009〕7号, as amended in 2020),
//!   Article 8 (area) and Article 9 (heads): an exclusive unit is one head, an owner of several is one head, unsold units
//!   are the developer's, one head. Check the current text.
//!
//! Heads and areas are whole numbers, compared by cross-multiplying in 128 bits: no percentage and no float.

use serde::{Deserialize, Serialize};

use crate::domain::codes::codes;

codes! {
    /// What kind of matter is decided.
    Matter {
        /// More than half of those taking part.
        Ordinary = "ordinary",
        /// Three quarters or more of those taking part.
        Special = "special",
    }
}

codes! {
    /// What owners decide together, by the items of Article 278's first paragraph.
    Subject {
        /// Items 1 and 2: rules of procedure, and the management convention.
        Rules = "rules",
        /// Item 3: electing the owners' committee, or replacing members of it.
        Committee = "committee",
        /// Item 4: hiring or dismissing the property company.
        Company = "company",
        /// Item 4, too: buying the property service that was enjoyed first and is paid later (先享后付), after its trial.
        Service = "service",
        /// Item 5: using maintenance funds.
        UseFunds = "use_funds",
        /// Item 6: raising maintenance funds.
        RaiseFunds = "raise_funds",
        /// Item 7: rebuilding.
        Rebuild = "rebuild",
        /// Item 8: changing the use of common parts, or doing business with them.
        CommonParts = "common_parts",
        /// Item 9: other major matters.
        Other = "other",
    }
}

impl Subject {
    /// The kind of matter it is.
    #[must_use]
    pub const fn matter(self) -> Matter {
        match self {
            Self::Rules | Self::Committee | Self::Company | Self::Service | Self::UseFunds | Self::Other => {
                Matter::Ordinary
            }
            Self::RaiseFunds | Self::Rebuild | Self::CommonParts => Matter::Special,
        }
    }
}

codes! {
    /// How a decision came out.
    Verdict {
        /// Too few took part: nothing is decided, nothing is rejected.
        NoQuorum = "no_quorum",
        /// Enough took part, too few said yes.
        Rejected = "rejected",
        /// It holds.
        Passed = "passed",
    }
}

/// Owner groups and their area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owners {
    /// Owner groups.
    pub heads: u64,
    /// Their exclusive area together, in 0.01 m².
    pub area: u64,
}

impl Owners {
    /// These and those; as many as can be counted where it were more.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { heads: self.heads.saturating_add(other.heads), area: self.area.saturating_add(other.area) }
    }

    /// Whether `times` · these ≥ `parts` · those, in heads and in area.
    fn reach(self, times: u64, (parts, of): (u64, Self)) -> bool {
        let reaches =
            |mine: u64, whole: u64| u128::from(times) * u128::from(mine) >= u128::from(parts) * u128::from(whole);
        reaches(self.heads, of.heads) && reaches(self.area, of.area)
    }

    /// Whether these are more than half of those, in heads and in area.
    fn more_than_half(self, of: Self) -> bool {
        let more = |mine: u64, whole: u64| 2 * u128::from(mine) > u128::from(whole);
        more(self.heads, of.heads) && more(self.area, of.area)
    }
}

/// The share of a roll that must take part: times, of parts.
const QUORUM: (u64, u64) = (3, 2);

/// The least of a roll that make a quorum.
#[must_use]
pub fn quorum(roll: Owners) -> Owners {
    let (times, parts) = QUORUM;
    let least = |whole: u64| {
        let least = (u128::from(whole) * u128::from(parts)).div_ceil(u128::from(times));
        u64::try_from(least).unwrap_or(u64::MAX)
    };
    Owners { heads: least(roll.heads), area: least(roll.area) }
}

/// What the owners of a roll said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Yes.
    pub yes: Owners,
    /// No.
    pub no: Owners,
    /// Took part without a side; they stay in the denominator.
    pub abstain: Owners,
    /// Said nothing although delivery to the owner (not the tenant) is proved for each unit. A chat's “read” is no
    /// proof unless the rules of procedure name it.
    pub silent: Owners,
}

impl Choices {
    /// Everybody who took part.
    const fn part(&self) -> Owners {
        self.yes.and(self.no).and(self.abstain)
    }
}

/// What silence means. Frozen when the vote opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Silence {
    /// Nothing: who says nothing takes no part.
    #[default]
    Strict,
    /// Silent units join the majority of those who took part. Only where the rules of procedure say so and voters were
    /// warned: a court in Shanghai upheld such a rule on these conditions in 2022.
    FollowMajority {
        /// SHA-256 of the rules of procedure that allow it; hexadecimal.
        rules: String,
        /// SHA-256 of the warning that voters were given; hexadecimal.
        warning: String,
    },
}

/// One way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Who took part.
    pub part: Owners,
    /// Who said yes.
    pub yes: Owners,
    /// How it came out.
    pub verdict: Verdict,
}

/// A decision. Both counts are published, whichever of them holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Silence counts as nothing.
    pub strict: Count,
    /// The silent have joined the majority.
    pub deemed: Count,
    /// The verdict that holds under the rules that were frozen.
    pub verdict: Verdict,
}

/// The choices are more than the roll: something was counted twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more heads or area than on the roll")]
pub struct MoreThanRoll;

/// Decides a matter. `roll` is everybody who may vote, frozen at the opening.
///
/// # Errors
/// [`MoreThanRoll`] where the choices don't fit the roll.
pub fn decide(matter: Matter, roll: Owners, choices: &Choices, silence: &Silence) -> Result<Decision, MoreThanRoll> {
    let everybody = choices.part().and(choices.silent);
    if everybody.heads > roll.heads || everybody.area > roll.area {
        return Err(MoreThanRoll);
    }
    let strict = count(matter, roll, choices);
    let deemed = count(matter, roll, &joined(choices));
    let verdict = match silence {
        Silence::Strict => strict.verdict,
        Silence::FollowMajority { .. } => deemed.verdict,
    };
    Ok(Decision { strict, deemed, verdict })
}

fn count(matter: Matter, roll: Owners, choices: &Choices) -> Count {
    let (part, yes) = (choices.part(), choices.yes);
    let quorum = part.heads > 0 && part.reach(QUORUM.0, (QUORUM.1, roll));
    let enough = match matter {
        Matter::Ordinary => yes.more_than_half(part),
        Matter::Special => yes.reach(4, (3, part)),
    };
    let verdict = match (quorum, enough) {
        (false, _) => Verdict::NoQuorum,
        (true, false) => Verdict::Rejected,
        (true, true) => Verdict::Passed,
    };
    Count { part, yes, verdict }
}

/// The choices once the silent have joined the side that more than half of those taking part are on, by heads and by
/// area. Where there is none, there is nothing to join.
fn joined(choices: &Choices) -> Choices {
    let mut joined = Choices { silent: Owners::default(), ..*choices };
    let sides = [&mut joined.yes, &mut joined.no, &mut joined.abstain];
    match sides.into_iter().find(|side| side.more_than_half(choices.part())) {
        Some(majority) => *majority = majority.and(choices.silent),
        None => return *choices,
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{Choices, Matter, MoreThanRoll, Owners, Silence, Verdict, decide};

    const fn owners(heads: u64, area: u64) -> Owners {
        Owners { heads, area }
    }

    /// Said yes by so many of so many who take part, of 300 owners with 30,000.00 m².
    fn verdict(matter: Matter, part: Owners, yes: Owners) -> Verdict {
        let no = owners(part.heads - yes.heads, part.area - yes.area);
        let choices = Choices { yes, no, ..Choices::default() };
        decide(matter, owners(300, 3_000_000), &choices, &Silence::Strict).expect("a roll that holds them").verdict
    }

    #[test]
    fn the_worked_example() {
        let quorum = owners(200, 2_000_000);
        for (matter, yes, expected) in [
            (Matter::Ordinary, owners(100, 1_500_000), Verdict::Rejected),
            (Matter::Ordinary, owners(101, 1_000_000), Verdict::Rejected),
            (Matter::Ordinary, owners(101, 1_000_001), Verdict::Passed),
            (Matter::Special, owners(150, 1_500_000), Verdict::Passed),
            (Matter::Special, owners(149, 2_000_000), Verdict::Rejected),
        ] {
            assert_eq!(verdict(matter, quorum, yes), expected, "{matter:?} {yes:?}");
        }
        for matter in [Matter::Ordinary, Matter::Special] {
            let few = owners(199, 3_000_000);
            assert_eq!(verdict(matter, few, few), Verdict::NoQuorum);
            assert_eq!(verdict(matter, owners(200, 1_999_999), owners(200, 1_999_999)), Verdict::NoQuorum);
        }
    }

    #[test]
    fn silence_joins_the_majority_only_where_the_rules_say_so_and_both_counts_are_there() {
        let roll = owners(2_261, 226_100);
        let choices = Choices {
            yes: owners(995, 99_500),
            no: owners(27, 2_700),
            abstain: owners(125, 12_500),
            silent: owners(1_071, 107_100),
        };
        let strict = decide(Matter::Ordinary, roll, &choices, &Silence::Strict).expect("counted");
        assert_eq!((strict.verdict, strict.strict.part.heads), (Verdict::NoQuorum, 1_147));
        assert_eq!((strict.deemed.part.heads, strict.deemed.yes.heads), (2_218, 2_066));
        let rule = Silence::FollowMajority { rules: "11".to_owned(), warning: "22".to_owned() };
        let deemed = decide(Matter::Ordinary, roll, &choices, &rule).expect("counted");
        assert_eq!((deemed.verdict, deemed.strict), (Verdict::Passed, strict.strict));
    }

    #[test]
    fn without_a_majority_of_heads_and_area_the_silent_join_nothing() {
        let choices =
            Choices { yes: owners(60, 40), no: owners(40, 60), silent: owners(100, 100), ..Choices::default() };
        let rule = Silence::FollowMajority { rules: "11".to_owned(), warning: "22".to_owned() };
        let decision = decide(Matter::Ordinary, owners(200, 200), &choices, &rule).expect("counted");
        assert_eq!((decision.deemed, decision.verdict), (decision.strict, Verdict::NoQuorum));
    }

    #[test]
    fn the_largest_numbers_are_counted_and_too_many_are_refused() {
        let all = owners(u64::MAX, u64::MAX);
        let choices = Choices { yes: all, ..Choices::default() };
        let decision = decide(Matter::Special, all, &choices, &Silence::Strict).expect("counted");
        assert_eq!(decision.verdict, Verdict::Passed);
        let twice = Choices { no: owners(1, 1), ..choices };
        let fewer = owners(u64::MAX - 1, u64::MAX - 1);
        assert_eq!(decide(Matter::Special, fewer, &twice, &Silence::Strict), Err(MoreThanRoll));
        let nobody =
            decide(Matter::Ordinary, Owners::default(), &Choices::default(), &Silence::Strict).expect("counted");
        assert_eq!(nobody.verdict, Verdict::NoQuorum);
    }
}
