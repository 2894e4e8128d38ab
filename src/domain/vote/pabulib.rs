//! Elections as files: the .pb format of Pabulib (pabulib.org), read for recounts and written as the export of every
//! closed fund vote.
//!
//! Three sections, `META`, `PROJECTS` and `VOTES`, each of semicolon-separated lines under a line that names the columns.
//! Names of sections and columns go by their letters, not their case, and columns come in any order; amounts have a
//! comma or a point; `None` is nothing. What is not read is skipped, what doesn't agree with itself is refused.

mod money;
mod read;
mod write;

use super::ballots::Election;
pub use money::{Amount, shown};
pub use write::write;

/// An election as a file tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// What `META` says besides that which follows from the rest: counts, budget and the kind of ballots.
    pub meta: Vec<(String, String)>,
    /// How many decimals amounts have: the smallest unit is 10^-decimals of the file's currency. At least 2.
    pub decimals: u32,
    /// The projects' names, where they have any.
    pub names: Vec<String>,
    /// What each ballot's receipt was made with, in the order of the ballots; nothing where the file has no such column.
    pub nonces: Vec<String>,
    /// The election.
    pub election: Election,
}

/// Why a file can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Broken {
    /// In which line, the first being 1.
    pub line: u64,
    /// What is wrong there.
    pub reason: Reason,
}

/// What is wrong in a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Not a text.
    #[error("is not UTF-8")]
    NotUtf8,
    /// Not in quotes and columns.
    #[error("can't be taken apart: {0}")]
    NotCsv(String),
    /// Something stands above the first section.
    #[error("stands in no section; META, PROJECTS or VOTES should stand above it")]
    NoSection,
    /// A section comes twice.
    #[error("there is a section {0} already")]
    SectionTwice(&'static str),
    /// A section comes before one that it needs.
    #[error("VOTES comes before PROJECTS")]
    VotesFirst,
    /// The file ends without it.
    #[error("the file ends without a section {0}")]
    Missing(&'static str),
    /// A section has no such column.
    #[error("no column {0}")]
    NoColumn(&'static str),
    /// A line has more fields than its section has columns.
    #[error("has {has} fields, its section {columns} columns")]
    TooManyFields {
        /// Fields of the line.
        has: usize,
        /// Columns of the section.
        columns: usize,
    },
    /// The line has nothing in a column that it needs.
    #[error("has no {0}")]
    Absent(&'static str),
    /// `META` lacks a key.
    #[error("META says no {0}")]
    NoKey(&'static str),
    /// No amount, or one that isn't above zero.
    #[error("{what} is “{says}”, which is no amount above 0")]
    NoAmount {
        /// Which.
        what: &'static str,
        /// What stands there.
        says: String,
    },
    /// An amount that is too large or too fine.
    #[error("{what} “{says}” is too large or has too many decimals")]
    OutOfRange {
        /// Which.
        what: &'static str,
        /// What stands there.
        says: String,
    },
    /// Ballots that aren't approvals.
    #[error("vote_type is “{0}”; only approval ballots are counted")]
    NotApproval(String),
    /// A project or voter comes twice.
    #[error("{what} {id} stands here again")]
    Twice {
        /// Project or voter.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// A ballot names no project of this file.
    #[error("approves “{0}”, which is no project here")]
    Unknown(String),
    /// The file has more or less than it says.
    #[error("{key} is {says}, but the file has {has}")]
    Count {
        /// Which number.
        key: &'static str,
        /// What `META` says.
        says: String,
        /// What there is.
        has: usize,
    },
}

/// Keys of `META` that follow from the rest of an election, and are written from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    /// How many projects.
    NumProjects,
    /// How many ballots.
    NumVotes,
    /// The money there is.
    Budget,
    /// What kind of ballots.
    VoteType,
}

impl File {
    /// What `META` says under a key of ours.
    #[must_use]
    pub fn told(&self, key: &str) -> Option<&str> {
        self.meta.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)).map(|(_, value)| value.as_str())
    }
}

impl Key {
    const ALL: [Self; 4] = [Self::NumProjects, Self::NumVotes, Self::Budget, Self::VoteType];

    /// The key as files write it.
    const fn name(self) -> &'static str {
        match self {
            Self::NumProjects => "num_projects",
            Self::NumVotes => "num_votes",
            Self::Budget => "budget",
            Self::VoteType => "vote_type",
        }
    }
}

/// Reads an election.
///
/// # Errors
/// The first line that is wrong, and what is wrong with it.
pub fn read(bytes: &[u8]) -> Result<File, Broken> {
    let text = std::str::from_utf8(bytes).map_err(|wrong| {
        let before = bytes.get(..wrong.valid_up_to()).unwrap_or_default();
        Broken { line: line_after(before), reason: Reason::NotUtf8 }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let broken = |(at, reason): (usize, Reason)| Broken { line: line_at(text, at), reason };
    read::election(text).map_err(broken)
}

/// The line of the first letter from this byte on. The reader's own count stays behind where lines are empty.
fn line_at(text: &str, byte: usize) -> u64 {
    let (before, after) = text.split_at_checked(byte).unwrap_or((text, ""));
    let blank = after.len() - after.trim_start_matches(['\r', '\n']).len();
    line_after(before.as_bytes()) + line_after(after.as_bytes().get(..blank).unwrap_or_default()) - 1
}

/// The line that comes after these bytes, the first being 1.
fn line_after(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte == b'\n').fold(1, |line, _| line + 1)
}

#[cfg(test)]
mod tests {
    use super::{Reason, read};

    const GOOD: &str = "META\nkey;value\nbudget;100\nnum_projects;2\nnum_votes;3\nvote_type;approval\nlanguage;pl\n\
                        PROJECTS\nproject_id;cost;name\n1;60;A bench\n2;40,5;\"A \"\"lamp\"\"; two\"\n\
                        VOTES\nvoter_id;vote\na;1,2\nb;\nc;2,2\n";

    /// What is wrong once `from` is `to`.
    fn wrong(from: &str, to: &str) -> (u64, String) {
        assert!(GOOD.contains(from), "{from}");
        let broken = read(GOOD.replacen(from, to, 1).as_bytes()).expect_err(to);
        (broken.line, broken.reason.to_string())
    }

    #[test]
    fn marks_cases_orders_and_blank_lines_of_a_file_change_nothing() {
        let good = read(GOOD.as_bytes()).expect("an election");
        assert_eq!((good.election.budget, good.decimals, good.meta.len()), (10_000, 2, 1));
        assert_eq!(good.names, ["A bench", "A \"lamp\"; two"]);
        assert_eq!(good.election.ballots.iter().collect::<Vec<_>>(), [[0, 1].as_slice(), &[], &[1]]);
        let turned = "\u{feff}meta;;\r\n\r\nValue;Key\r\n100.00;Budget\r\n3;NUM_VOTES\r\nchoose-1;vote_type\r\npl;language\r\n\
                      Projects\r\nname;Cost;votes;PROJECT_ID\r\n A bench ;60;None;1\r\n\r\n\"A \"\"lamp\"\"; two\";40.50;2;2\r\n\
                      votes\r\nvote;age;voter_id\r\n\"2, 1\";7;a\r\nNone;;b\r\n2;None;c";
        assert_eq!(read(turned.as_bytes()), Ok(good));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (from, to, line, reason) in [
            ("META\n", "", 1, "stands in no section; META, PROJECTS or VOTES should stand above it"),
            ("key;value", "key,value", 2, "no column key"),
            ("budget;100", "budget;", 3, "the budget is “”, which is no amount above 0"),
            ("budget;100", "budget;1.000,5", 3, "the budget is “1.000,5”, which is no amount above 0"),
            ("budget;100\n", "", 1, "META says no budget"),
            ("language;pl", "budget;7", 7, "the key budget stands here again"),
            ("num_projects;2", "num_projects;3", 4, "num_projects is 3, but the file has 2"),
            ("num_votes;3", "num_votes;many", 5, "num_votes is many, but the file has 3"),
            ("approval", "ordinal", 6, "vote_type is “ordinal”; only approval ballots are counted"),
            ("cost;", "price;", 9, "no column cost"),
            ("1;60", "1;0", 10, "the cost is “0”, which is no amount above 0"),
            ("1;60", "1;-60", 10, "the cost is “-60”, which is no amount above 0"),
            ("1;60", "1;9e18", 10, "the cost “9e18” is too large or has too many decimals"),
            ("1;60", ";60", 10, "has no project_id"),
            ("1;60", "2;60", 11, "the project 2 stands here again"),
            ("A bench", "A bench;1", 10, "has 4 fields, its section 3 columns"),
            ("2;40,5", "2\n2;40,5", 11, "has no cost"),
            ("VOTES\n", "VOTES\n\n\n", 0, ""),
            ("VOTES", "PROJECTS", 12, "there is a section PROJECTS already"),
            ("PROJECTS", "VOTES", 8, "VOTES comes before PROJECTS"),
            ("b;\n", "\n\nb;3\n", 17, "approves “3”, which is no project here"),
            ("b;\n", "a;\n", 15, "the voter a stands here again"),
            ("b;\n", ";1\n", 15, "has no voter_id"),
            ("b;\n", "b\n", 15, "has no vote"),
        ] {
            if reason.is_empty() {
                assert!(read(GOOD.replacen(from, to, 1).as_bytes()).is_ok(), "{to}");
            } else {
                assert_eq!(wrong(from, to), (line, reason.to_owned()), "{to}");
            }
        }
        let cut = GOOD.split("VOTES").next().expect("the beginning");
        assert_eq!(read(cut.as_bytes()).map_err(|broken| broken.reason), Err(Reason::Missing("VOTES")));
        assert_eq!(read(b"").map_err(|broken| (broken.line, broken.reason)), Err((1, Reason::Missing("META"))));
        let latin = GOOD.replace("bench", "b@nch").into_bytes();
        let latin: Vec<u8> = latin.into_iter().map(|byte| if byte == b'@' { 0xE9 } else { byte }).collect();
        assert_eq!(read(&latin).map_err(|broken| (broken.line, broken.reason)), Err((10, Reason::NotUtf8)));
    }
}
