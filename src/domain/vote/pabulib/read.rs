//! Reads a file, line by line.

use std::collections::{HashMap, HashSet};

use csv::StringRecord;

use super::{Amount, File, Key, Reason};
use crate::domain::vote::ballots::Project;

/// How many decimals amounts have at least.
const DECIMALS: u32 = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Meta,
    Projects,
    Votes,
}

impl Section {
    const ALL: [Self; 3] = [Self::Meta, Self::Projects, Self::Votes];

    const fn name(self) -> &'static str {
        match self {
            Self::Meta => "META",
            Self::Projects => "PROJECTS",
            Self::Votes => "VOTES",
        }
    }

    /// The section that a line opens.
    fn opened_by(line: &StringRecord) -> Option<Self> {
        let mut fields = line.iter().map(str::trim);
        let first = fields.next()?;
        let named = Self::ALL.into_iter().find(|section| section.name().eq_ignore_ascii_case(first))?;
        fields.all(str::is_empty).then_some(named)
    }

    /// The columns that it can't do without.
    const fn needs(self) -> [&'static str; 2] {
        match self {
            Self::Meta => ["key", "value"],
            Self::Projects => ["project_id", "cost"],
            Self::Votes => ["voter_id", "vote"],
        }
    }
}

/// The columns of a section: how many, and where those stand that are read.
#[derive(Clone, Copy, Debug)]
struct Columns {
    section: Section,
    count: usize,
    needed: [usize; 2],
    name: Option<usize>,
    nonce: Option<usize>,
}

impl Columns {
    fn of(section: Section, line: &StringRecord) -> Result<Self, Reason> {
        let find = |name: &str| line.iter().position(|column| column.trim().eq_ignore_ascii_case(name));
        let [first, second] = section.needs();
        let needed = [find(first).ok_or(Reason::NoColumn(first))?, find(second).ok_or(Reason::NoColumn(second))?];
        Ok(Self { section, count: line.len(), needed, name: find("name"), nonce: find("nonce") })
    }

    /// The two needed fields of a line. `META` may hold more: descriptions with semicolons are common.
    fn fields(self, line: &StringRecord) -> Result<[&str; 2], Reason> {
        let extra = || line.iter().skip(self.count).any(|field| !field.trim().is_empty());
        if self.section != Section::Meta && line.len() > self.count && extra() {
            return Err(Reason::TooManyFields { has: line.len(), columns: self.count });
        }
        let [first, second] = self.needed;
        let [_, second_name] = self.section.needs();
        let first = line.get(first).map_or("", str::trim);
        let second = line.get(second).map(str::trim);
        Ok([first, second.ok_or(Reason::Absent(second_name))?])
    }
}

/// Where the reader is.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// Above all sections.
    Nowhere,
    /// A section was named; its columns come next.
    Opened(Section),
    /// Among a section's lines.
    Within(Columns),
}

/// An election while it is read. Bytes say where something stood.
#[derive(Debug, Default)]
struct Reading {
    seen: Vec<Section>,
    file: File,
    told: Vec<(Key, String, usize)>,
    costs: Vec<(String, usize)>,
    projects: HashMap<String, u32>,
    voters: HashSet<String>,
}

/// Reads an election; what is wrong comes with the byte from which the line is to be found.
pub(super) fn election(text: &str) -> Result<File, (usize, Reason)> {
    let mut lines =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut reading, mut place, mut line) = (Reading::default(), Place::Nowhere, StringRecord::new());
    loop {
        let at = usize::try_from(lines.position().byte()).unwrap_or(text.len());
        match lines.read_record(&mut line) {
            Ok(true) => place = reading.line(&line, place, at).map_err(|reason| (at, reason))?,
            Ok(false) => return reading.finish(text.len()),
            Err(wrong) => return Err((at, Reason::NotCsv(wrong.to_string()))),
        }
    }
}

impl Reading {
    /// Takes in a line, and says where the next one stands.
    fn line(&mut self, line: &StringRecord, place: Place, at: usize) -> Result<Place, Reason> {
        if line.iter().all(|field| field.trim().is_empty()) {
            return Ok(place);
        }
        if let Place::Opened(section) = place {
            return Ok(Place::Within(Columns::of(section, line)?));
        }
        if let Some(section) = Section::opened_by(line) {
            return self.open(section);
        }
        let Place::Within(columns) = place else { return Err(Reason::NoSection) };
        let fields = columns.fields(line)?;
        match columns.section {
            Section::Meta => self.meta(fields, at)?,
            Section::Projects => self.project(fields, columns.name.and_then(|name| line.get(name)), at)?,
            Section::Votes => {
                self.vote(fields)?;
                let nonce = columns.nonce.and_then(|nonce| line.get(nonce));
                self.file.nonces.extend(nonce.map(|nonce| nonce.trim().to_owned()));
            }
        }
        Ok(place)
    }

    fn open(&mut self, section: Section) -> Result<Place, Reason> {
        if self.seen.contains(&section) {
            return Err(Reason::SectionTwice(section.name()));
        }
        if section == Section::Votes && !self.seen.contains(&Section::Projects) {
            return Err(Reason::VotesFirst);
        }
        self.seen.push(section);
        Ok(Place::Opened(section))
    }

    fn meta(&mut self, [key, value]: [&str; 2], at: usize) -> Result<(), Reason> {
        match Key::ALL.into_iter().find(|known| known.name().eq_ignore_ascii_case(key)) {
            Some(known) if self.told(known).is_some() => {
                Err(Reason::Twice { what: "the key", id: known.name().to_owned() })
            }
            Some(Key::VoteType) if !["approval", "choose-1"].contains(&value) => {
                Err(Reason::NotApproval(value.to_owned()))
            }
            Some(known) => {
                self.told.push((known, value.to_owned(), at));
                Ok(())
            }
            None => {
                self.file.meta.push((key.to_owned(), value.to_owned()));
                Ok(())
            }
        }
    }

    fn project(&mut self, [id, cost]: [&str; 2], name: Option<&str>, at: usize) -> Result<(), Reason> {
        if is_absent(id) {
            return Err(Reason::Absent("project_id"));
        }
        let index = u32::try_from(self.costs.len()).unwrap_or(u32::MAX);
        if self.projects.insert(id.to_owned(), index).is_some() {
            return Err(Reason::Twice { what: "the project", id: id.to_owned() });
        }
        self.file.election.projects.push(Project { id: id.to_owned(), cost: 0 });
        self.file.names.push(name.map(str::trim).filter(|name| !is_absent(name)).unwrap_or_default().to_owned());
        self.costs.push((cost.to_owned(), at));
        Ok(())
    }

    fn vote(&mut self, [voter, vote]: [&str; 2]) -> Result<(), Reason> {
        if is_absent(voter) {
            return Err(Reason::Absent("voter_id"));
        }
        if !self.voters.insert(voter.to_owned()) {
            return Err(Reason::Twice { what: "the voter", id: voter.to_owned() });
        }
        let vote = if is_absent(vote) { "" } else { vote };
        let named = vote.split(',').map(str::trim).filter(|id| !id.is_empty());
        let known = |id: &str| self.projects.get(id).copied().ok_or_else(|| Reason::Unknown(id.to_owned()));
        let choices = named.map(known).collect::<Result<_, _>>()?;
        self.file.election.ballots.cast(choices);
        Ok(())
    }

    fn told(&self, key: Key) -> Option<&(Key, String, usize)> {
        self.told.iter().find(|(told, _, _)| *told == key)
    }

    /// All was read: puts amounts on one scale and compares what the file has with what it says.
    fn finish(mut self, end: usize) -> Result<File, (usize, Reason)> {
        if let Some(missing) = Section::ALL.into_iter().find(|section| !self.seen.contains(section)) {
            return Err((end, Reason::Missing(missing.name())));
        }
        let Some((_, budget, budget_at)) = self.told(Key::Budget).cloned() else {
            return Err((0, Reason::NoKey(Key::Budget.name())));
        };
        let amount = |what, says: &str, at| {
            Amount::read(says).ok_or_else(|| (at, Reason::NoAmount { what, says: says.to_owned() }))
        };
        let total = amount("the budget", &budget, budget_at)?;
        let costs = self.costs.iter().map(|(says, at)| amount("the cost", says, *at)).collect::<Result<Vec<_>, _>>()?;
        let decimals = costs.iter().chain([&total]).map(|amount| amount.decimals).fold(DECIMALS, u32::max);
        let units = |amount: Amount, what, says: &str, at| {
            amount.units(decimals).ok_or_else(|| (at, Reason::OutOfRange { what, says: says.to_owned() }))
        };
        self.file.decimals = decimals;
        self.file.election.budget = units(total, "the budget", &budget, budget_at)?;
        for (project, (cost, (says, at))) in
            self.file.election.projects.iter_mut().zip(costs.into_iter().zip(&self.costs))
        {
            project.cost = units(cost, "the cost", says, *at)?;
        }
        self.compare(Key::NumProjects, self.file.election.projects.len())?;
        self.compare(Key::NumVotes, self.file.election.ballots.len())?;
        Ok(self.file)
    }

    /// A file that has less than it says was cut off.
    fn compare(&self, key: Key, has: usize) -> Result<(), (usize, Reason)> {
        match self.told(key) {
            Some((_, says, at)) if says.parse() != Ok(has) => {
                Err((*at, Reason::Count { key: key.name(), says: says.clone(), has }))
            }
            _ => Ok(()),
        }
    }
}

/// Whether a field says that there is nothing.
fn is_absent(field: &str) -> bool {
    field.is_empty() || field.eq_ignore_ascii_case("none")
}
