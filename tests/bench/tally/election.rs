//! An election like that of a large city: few projects that many want, many that few want, one to ten choices a ballot.

use std::fmt::Write as _;

/// Projects and ballots: those of the largest city in Pabulib's collection whose ballots are public.
pub(crate) const PROJECTS: u32 = 160;
pub(crate) const BALLOTS: u32 = 100_000;
/// The money there is.
const BUDGET: u64 = 12_000_000;
/// Voters live in so many parts of the city, and like the projects of their own better.
const PARTS: u32 = 8;
/// How many of 32 ballots have one choice, two choices …: half have three or fewer.
const LENGTHS: [u32; 10] = [6, 5, 6, 4, 4, 2, 1, 1, 1, 2];

/// Numbers that are the same each time: splitmix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        u64::try_from((u128::from(self.next()) * u128::from(bound)) >> 64).expect("below the bound")
    }

    /// The index that a running sum of weights gives this throw.
    fn pick(&mut self, sums: &[u64]) -> usize {
        let throw = self.below(*sums.last().expect("weights"));
        sums.partition_point(|&sum| sum <= throw)
    }
}

fn sums(weights: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut sum = 0;
    weights
        .map(|weight| {
            sum += weight;
            sum
        })
        .collect()
}

/// The election as a file.
pub(crate) fn file() -> String {
    let mut dice = Dice(2022);
    let mut text = format!(
        "META\nkey;value\ndescription;Generated: skewed approvals\ncountry;Nowhere\nunit;City\ninstance;2022\n\
         num_projects;{PROJECTS}\nnum_votes;{BALLOTS}\nbudget;{BUDGET}\nvote_type;approval\nrule;greedy\n\
         date_begin;01.10.2021\ndate_end;15.10.2021\nmin_length;1\nmax_length;10\nlanguage;en\ncurrency;PLN\n\
         PROJECTS\nproject_id;cost;category;votes;name;target;selected\n"
    );
    for project in 0..PROJECTS {
        // Between 4,000 and a million, small ones more often than large ones; to the ten, as estimates are.
        let size = dice.below(1_000) * dice.below(1_000) / 1_000;
        let cost = 4_000 + size * 996 + dice.below(100) * 10;
        writeln!(text, "L{project:03}W;{cost};public space,sport;0;\"A work; number {project}\";adults,seniors;0")
            .expect("text");
    }
    // How much a part of the city likes a project: skewed by rank, and five times as much at home.
    let liking = |part: u32| {
        sums((0..PROJECTS).map(|project| {
            1_000_000 / u64::from(project * 7 % PROJECTS + 4) * if project % PARTS == part { 5 } else { 1 }
        }))
    };
    let likings: Vec<_> = (0..PARTS).map(liking).collect();
    let parts: Vec<u64> = (1..=u64::from(PARTS)).collect();
    let lengths = sums(LENGTHS.into_iter().map(u64::from));
    text.push_str("VOTES\nvoter_id;age;sex;voting_method;vote\n");
    for voter in 0..BALLOTS {
        let (age, sex) = (16 + dice.below(75), if dice.below(2) == 0 { "F" } else { "M" });
        let method = if dice.below(9) == 0 { "paper" } else { "internet" };
        let (part, length) = (dice.pick(&parts), dice.pick(&lengths) + 1);
        let mut choices: Vec<usize> = Vec::new();
        while choices.len() < length {
            let choice = dice.pick(&likings[part]);
            if !choices.contains(&choice) {
                choices.push(choice);
            }
        }
        let choices: Vec<_> = choices.into_iter().map(|choice| format!("L{choice:03}W")).collect();
        writeln!(text, "{};{age};{sex};{method};{}", 10_007 * u64::from(voter) % 1_000_003, choices.join(","))
            .expect("text");
    }
    text
}
