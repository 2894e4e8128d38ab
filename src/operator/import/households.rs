//! The dwellings of an import file, as TOML's `[[household]]` or as CSV, held against what is stored.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::{Fault, ImportError};
use crate::domain::catalogue::plain_part;
use crate::domain::household::{Door, Household, read_area};
use crate::domain::id::{HouseholdId, OwnerGroupId, PersonId, PlaceId};
use crate::domain::place::{Place, PlaceKind, Places};
use crate::domain::time::Moment;
use crate::store::households::{self, NewGroup};
use crate::store::{Store, StoreError, Tx, invites};
use crate::worker::fresh::Ids;

/// The longest code of an owner group.
const OWNERS: usize = 20;

/// The columns of a CSV file, and whether each must be there.
const COLUMNS: [(&str, bool); 6] =
    [("compound", true), ("building", false), ("unit", false), ("room", true), ("area", true), ("owners", false)];

/// A dwelling as its file names it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    compound: String,
    #[serde(default)]
    building: String,
    #[serde(default)]
    unit: String,
    room: String,
    area: String,
    #[serde(default)]
    owners: String,
}

/// A row with its line.
pub(super) type Lined = (usize, Row);

/// A dwelling that was read: its door, area and the code of its owner group, empty where it has one of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dwelling {
    door: Door,
    area: i64,
    owners: String,
}

/// What an import changes of dwellings, or would.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Dwellings that are new.
    pub new: usize,
    /// Dwellings that have another area or other owners than before.
    pub changed: usize,
    /// Dwellings that are as they were.
    pub same: usize,
    /// People whose tie to a dwelling ends, since it has other owners now.
    pub unbound: usize,
}

/// The rows of a TOML file's list.
pub(super) fn of_toml(rows: &[Spanned<Row>], line_at: impl Fn(usize) -> usize) -> Vec<Lined> {
    rows.iter().map(|row| (line_at(row.span().start), row.get_ref().clone())).collect()
}

/// The rows of a CSV text: `compound,building,unit,room,area,owners` in any order; building, unit and owners may be
/// missing.
///
/// # Errors
/// Every line that can't be read.
pub(super) fn of_csv(text: &str) -> Result<Vec<Lined>, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let line_of = |position: Option<&csv::Position>| {
        position.map_or(1, |position| usize::try_from(position.line()).unwrap_or(usize::MAX))
    };
    let fault = |line: usize, wrong: &csv::Error| {
        // The crate's words begin with the position, which the fault has already.
        let what = match wrong.kind() {
            csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("has {len} fields, the first line {expected_len}")
            }
            _ => wrong.to_string(),
        };
        Fault { line, what }
    };
    let headers = reader.headers().map_err(|wrong| vec![fault(line_of(wrong.position()), &wrong)])?.clone();
    let mut rows = Vec::new();
    let mut faults: Vec<Fault> = wrong_columns(&headers).map(|what| Fault { line: 1, what }).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    for record in reader.into_records() {
        let (line, read) = match record {
            Ok(record) => (line_of(record.position()), record.deserialize(Some(&headers))),
            Err(wrong) => (line_of(wrong.position()), Err(wrong)),
        };
        match read {
            Ok(row) => rows.push((line, row)),
            Err(wrong) => faults.push(fault(line, &wrong)),
        }
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

/// What is wrong with the columns that the first line names.
fn wrong_columns(headers: &csv::StringRecord) -> impl Iterator<Item = String> + '_ {
    let missing = COLUMNS.iter().filter(|(name, needed)| *needed && !headers.iter().any(|header| header == *name));
    let unknown = headers.iter().filter(|header| !COLUMNS.iter().any(|(name, _)| name == header));
    let missing = missing.map(|(name, _)| format!("the first line must name the column {name}"));
    missing.chain(unknown.map(|header| format!("the first line names “{header}”, which is no column of households")))
}

/// The dwellings of these rows, checked; `made` are the places of the same file.
pub(super) fn read(rows: &[Lined], known: &Places, made: &[Place]) -> Result<Vec<Dwelling>, Vec<Fault>> {
    let compounds: BTreeMap<&str, PlaceId> = known
        .iter()
        .chain(made)
        .filter(|place| place.kind == PlaceKind::Compound)
        .map(|place| (place.code.as_str(), place.id))
        .collect();
    let (mut seen, mut found, mut faults) = (BTreeSet::new(), Vec::new(), Vec::new());
    for (line, row) in rows {
        let mut fault = |what: String| faults.push(Fault { line: *line, what });
        let compound = compounds.get(row.compound.trim()).copied();
        if compound.is_none() {
            fault(format!("compound: no compound has the code “{}”", row.compound));
        }
        let (building, unit, room) = (plain_part(&row.building), plain_part(&row.unit), plain_part(&row.room));
        if room.is_empty() {
            fault("room: is empty".to_owned());
        }
        for (name, part) in [("building", &building), ("unit", &unit), ("room", &room)] {
            if !part.chars().all(|letter| letter.is_alphanumeric() || letter == '-') {
                fault(format!("{name}: “{part}” must be of letters, digits and -"));
            }
        }
        let area = read_area(&row.area);
        if area.is_none() {
            fault(format!("area: “{}” is no area in m² like 89.50", row.area));
        }
        let owners = row.owners.trim();
        let legal = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_');
        if owners.len() > OWNERS || !owners.bytes().all(legal) {
            fault(format!("owners: “{owners}” must be at most {OWNERS} of a–z, 0–9, - and _"));
        }
        let (Some(compound), Some(area)) = (compound, area) else { continue };
        let door = Door { compound, building, unit, room };
        if !seen.insert(door.clone()) {
            fault(format!("{}: stands twice", door.written()));
        }
        found.push(Dwelling { door, area, owners: owners.to_owned() });
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

/// What is stored of the compounds that a file names.
struct Stored {
    households: BTreeMap<Door, Household>,
    groups: BTreeMap<(PlaceId, String), OwnerGroupId>,
    /// How many dwellings each group has.
    owned: BTreeMap<OwnerGroupId, usize>,
}

impl Stored {
    async fn of(tx: &mut Tx<'_>, store: &Store, dwellings: &[Dwelling]) -> Result<Self, StoreError> {
        let compounds: BTreeSet<PlaceId> = dwellings.iter().map(|dwelling| dwelling.door.compound).collect();
        let mut stored = Self { households: BTreeMap::new(), groups: BTreeMap::new(), owned: BTreeMap::new() };
        for compound in compounds {
            stored.households.extend(households::of_compound(tx, store.seal(), compound).await?);
            let named = households::named_groups(tx, compound).await?;
            stored.groups.extend(named.into_iter().map(|(code, id)| ((compound, code), id)));
        }
        for household in stored.households.values() {
            *stored.owned.entry(household.owners).or_default() += 1;
        }
        Ok(stored)
    }

    /// The owner group of a dwelling: the one of its code; without a code its own, which it keeps if it has one.
    fn owners(
        &mut self,
        dwelling: &Dwelling,
        fresh: &mut impl FnMut() -> i64,
        new: &mut Vec<NewGroup>,
    ) -> OwnerGroupId {
        let compound = dwelling.door.compound;
        let key = (compound, dwelling.owners.clone());
        let own = self.households.get(&dwelling.door).map(|household| household.owners);
        let named = |id: &OwnerGroupId| self.groups.values().any(|known| known == id);
        let kept = match self.groups.get(&key) {
            Some(known) if !dwelling.owners.is_empty() => Some(*known),
            _ if dwelling.owners.is_empty() => own.filter(|own| !named(own) && self.owned.get(own) == Some(&1)),
            _ => None,
        };
        kept.unwrap_or_else(|| {
            let id = OwnerGroupId(fresh());
            if !dwelling.owners.is_empty() {
                self.groups.insert(key, id);
            }
            new.push((id, compound, dwelling.owners.clone()));
            id
        })
    }
}

/// Takes dwellings over, or with `dry_run` only counts. One that the file doesn't name stays as it is: none vanishes.
pub(super) async fn take(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    dwellings: &[Dwelling],
    (dry_run, now): (bool, Moment),
) -> Result<Summary, ImportError> {
    let mut stored = Stored::of(tx, store, dwellings).await?;
    let (mut summary, mut groups, mut written) = (Summary::default(), Vec::new(), Vec::new());
    let mut fresh = || ids.next(now);
    let (mut differences, mut sold) = (Vec::new(), Vec::new());
    for dwelling in dwellings {
        let owners = stored.owners(dwelling, &mut fresh, &mut groups);
        let (door, area) = (dwelling.door.clone(), dwelling.area);
        match stored.households.get(&door) {
            None => {
                summary.new += 1;
                written.push(Household { id: HouseholdId(fresh()), door, area, owners });
            }
            Some(before) if (before.area, before.owners) == (area, owners) => summary.same += 1,
            Some(before) => {
                summary.changed += 1;
                differences.extend((before.area != area).then_some(("household_area", before.id, before.area, area)));
                let others = ("household_owners", before.id, before.owners.0, owners.0);
                differences.extend((before.owners != owners).then_some(others));
                if before.owners != owners {
                    sold.push(before.id);
                }
                written.push(Household { area, owners, ..before.clone() });
            }
        }
    }
    summary.unbound = households::end_of_owners(tx, &sold, (dry_run, now)).await?;
    if !dry_run && !written.is_empty() {
        households::save(tx, store.seal(), &groups, &written).await?;
        for (what, id, before, after) in differences {
            let object = format!("{id}:{before}:{after}");
            invites::audit(tx, (ids.next(now), PersonId(0)), (what, &object), now).await?;
        }
    }
    Ok(summary)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::place::Phones;

    fn places() -> Places {
        Places::new([Place {
            id: PlaceId(3),
            code: "yongfengli".to_owned(),
            kind: PlaceKind::Compound,
            parent: None,
            name: "永丰里".to_owned(),
            name_en: String::new(),
            aliases: Vec::new(),
            at: None,
            phones: Phones::default(),
            company: None,
            assembly: crate::domain::place::Assembly::default(),
        }])
    }

    fn faults(text: &str) -> Vec<String> {
        let read = of_csv(text).and_then(|rows| read(&rows, &places(), &[]));
        read.expect_err("must be faulty").iter().map(ToString::to_string).collect()
    }

    #[test]
    fn doors_are_evened_out() {
        let text = "\u{feff}compound,building,unit,room,area,owners\nyongfengli,3栋,二单元,0501,89.5,\n\
                    yongfengli,B,,5d,120,o-1\n";
        let read = read(&of_csv(text).expect("reads"), &places(), &[]).expect("is good");
        let doors: Vec<_> = read.iter().map(|one| (one.door.written(), one.area, one.owners.as_str())).collect();
        assert_eq!(doors, [("3#2-501".to_owned(), 8_950, ""), ("B#5D".to_owned(), 12_000, "o-1")]);
    }

    #[test]
    fn every_fault_has_its_line() {
        let text = "compound,building,unit,room,area,owners\nyongfengli,3,2,501,89.50,\nnowhere,3,2,502,89.50,\n\
                    yongfengli,3栋,2,501,90,\nyongfengli,3,2,,0,王家\nyongfengli,3\n";
        assert_eq!(faults(text), ["line 6: has 2 fields, the first line 6"],);
        let text = text.replace("yongfengli,3\n", "");
        assert_eq!(
            faults(&text),
            [
                "line 3: compound: no compound has the code “nowhere”",
                "line 4: 3#2-501: stands twice",
                "line 5: room: is empty",
                "line 5: area: “0” is no area in m² like 89.50",
                "line 5: owners: “王家” must be at most 20 of a–z, 0–9, - and _",
            ]
        );
        let columns = faults("compound,room,size\n");
        assert_eq!(columns[0], "line 1: the first line must name the column area");
        assert_eq!(columns[1], "line 1: the first line names “size”, which is no column of households");
    }
}
