//! `mulin import FILE`: places, days and households from TOML, households from CSV. Every fault is told with its line;
//! with one fault nothing is taken over.

mod households;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use crate::domain::id::PlaceId;
use crate::domain::place::{Assembly, Phones, Place, PlaceKind, Places};
use crate::domain::time::Moment;
use crate::store::{Store, StoreError, places};
use crate::worker::fresh::Ids;

pub use households::Summary as HouseholdSummary;

/// A fault of an import file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Fault {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong, and where it helps what would be right.
    pub what: String,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file has faults.
    #[error("the file has faults")]
    Faults(Vec<Fault>),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an import changes, or would.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Places that are new.
    pub new: usize,
    /// Places that differ from what is stored.
    pub changed: usize,
    /// Places that are as they were.
    pub same: usize,
    /// Days.
    pub days: usize,
    /// Dwellings.
    pub households: HouseholdSummary,
}

/// In which form a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `[[place]]`, `[[holiday]]`, `[[household]]`.
    Toml,
    /// Households, one a line, named by the first line.
    Csv,
}

impl Form {
    /// The form of a file by how its name ends.
    #[must_use]
    pub fn of(path: &std::path::Path) -> Self {
        let csv = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        if csv { Self::Csv } else { Self::Toml }
    }
}

/// What a file holds.
#[derive(Debug, Default, PartialEq, Eq)]
struct Content {
    places: Vec<Place>,
    days: Vec<places::Holiday>,
    households: Vec<households::Dwelling>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    place: Vec<Spanned<PlaceRow>>,
    #[serde(default)]
    holiday: Vec<Spanned<HolidayRow>>,
    #[serde(default)]
    household: Vec<Spanned<households::Row>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceRow {
    code: String,
    kind: PlaceKind,
    #[serde(default)]
    parent: Option<String>,
    name: String,
    #[serde(default)]
    name_en: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    lat: Option<Degrees>,
    #[serde(default)]
    lon: Option<Degrees>,
    #[serde(default)]
    phones: Phones,
    #[serde(default)]
    company: Option<String>,
    #[serde(default)]
    assembly: Assembly,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayRow {
    day: String,
    working: bool,
}

/// Characters of a SHA-256 in hexadecimal.
const HASH: usize = 64;
/// Most characters of a channel's name, and of a warning.
const MOST_CHANNEL: usize = 40;
const MOST_WARNING: usize = 500;

/// A coordinate: decimal degrees as text, or 10⁻⁶ degree as a whole number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Degrees {
    Micro(i64),
    Text(String),
}

impl Degrees {
    fn micro(&self) -> Option<i64> {
        let text = match self {
            Self::Micro(micro) => return Some(*micro),
            Self::Text(text) => text.trim(),
        };
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let part: String = part.chars().chain("000000".chars()).take(6).collect();
        Some(sign * (whole.parse::<i64>().ok()?.checked_mul(1_000_000)? + part.parse::<i64>().ok()?))
    }
}

/// What a TOML file holds, checked; codes of `known` places may be parents.
fn read(text: &str, known: &Places, mut fresh: impl FnMut() -> i64) -> Result<Content, Vec<Fault>> {
    let line_at = |at: usize| text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
    let file: File = toml::from_str(text).map_err(|wrong| {
        vec![Fault { line: wrong.span().map_or(1, |span| line_at(span.start)), what: wrong.message().to_owned() }]
    })?;
    let mut faults = Vec::new();
    let mut made: Vec<Place> = Vec::new();
    for spanned in &file.place {
        let (row, line) = (spanned.get_ref(), line_at(spanned.span().start));
        let id = known.by_code(&row.code).map_or_else(&mut fresh, |place| place.id.0);
        match place(row, id, known, &made) {
            Ok(place) => made.push(place),
            Err(whats) => faults.extend(whats.into_iter().map(|what| Fault { line, what })),
        }
    }
    let mut days = Vec::new();
    for spanned in &file.holiday {
        let (row, line) = (spanned.get_ref(), line_at(spanned.span().start));
        match row.day.parse::<NaiveDate>() {
            Ok(day) => days.push((day.to_string(), row.working)),
            Err(_) => faults.push(Fault { line, what: format!("day: “{}” is no date like 2026-10-01", row.day) }),
        }
    }
    let rows = households::of_toml(&file.household, line_at);
    let read = households::read(&rows, known, &made).unwrap_or_else(|more| {
        faults.extend(more);
        Vec::new()
    });
    if faults.is_empty() { Ok(Content { places: made, days, households: read }) } else { Err(faults) }
}

fn place(row: &PlaceRow, id: i64, known: &Places, made: &[Place]) -> Result<Place, Vec<String>> {
    let mut whats = Vec::new();
    let legal_code = (2..=20).contains(&row.code.len())
        && row.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if !legal_code {
        whats.push(format!("code: “{}” must be 2 to 20 of a–z and 0–9", row.code));
    }
    if made.iter().any(|earlier| earlier.code == row.code) {
        whats.push(format!("code: “{}” stands twice", row.code));
    }
    if row.name.trim().is_empty() {
        whats.push("name: is empty".to_owned());
    }
    let find = |code: &str| made.iter().find(|place| place.code == code).or_else(|| known.by_code(code));
    let parent = row.parent.as_deref().map(|code| (code, find(code)));
    match (&parent, row.kind) {
        (None, PlaceKind::Subdistrict) => {}
        (None, _) => whats.push("parent: is missing".to_owned()),
        (Some((code, None)), _) => whats.push(format!("parent: no place “{code}” above this line")),
        (Some((code, Some(parent))), kind) if parent.kind >= kind => {
            whats.push(format!("parent: “{code}” can't hold this kind of place"));
        }
        _ => {}
    }
    let at = match (row.lat.as_ref().map(Degrees::micro), row.lon.as_ref().map(Degrees::micro)) {
        (None, None) => None,
        (Some(Some(lat)), Some(Some(lon))) if lat.abs() <= 90_000_000 && lon.abs() <= 180_000_000 => Some((lat, lon)),
        _ => {
            whats.push("lat, lon: both, as \"24.81\" or in millionths of a degree".to_owned());
            None
        }
    };
    whats.extend(assembly(row));
    if !whats.is_empty() {
        return Err(whats);
    }
    Ok(Place {
        id: PlaceId(id),
        code: row.code.clone(),
        kind: row.kind,
        parent: parent.and_then(|(_, place)| place).map(|place| place.id),
        name: row.name.trim().to_owned(),
        name_en: row.name_en.trim().to_owned(),
        aliases: row.aliases.clone(),
        at,
        phones: row.phones.clone(),
        company: row.company.clone(),
        assembly: row.assembly.clone(),
    })
}

/// What is wrong with what an owners' assembly is said to have settled.
fn assembly(row: &PlaceRow) -> Vec<String> {
    let (assembly, mut whats) = (&row.assembly, Vec::new());
    if *assembly != Assembly::default() && row.kind != PlaceKind::Compound {
        whats.push("assembly: only compounds have one".to_owned());
    }
    let fits = |text: &str, most: usize| !text.trim().is_empty() && text.chars().count() <= most;
    if assembly.channel.as_deref().is_some_and(|channel| !fits(channel, MOST_CHANNEL)) {
        whats.push(format!("assembly.channel: 1 to {MOST_CHANNEL} characters"));
    }
    if let Some(silence) = &assembly.silence {
        let is_hash =
            silence.rules.len() == HASH && silence.rules.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_hash {
            whats.push(
                "assembly.silence.rules: the SHA-256 of the rules of procedure, as sha256sum prints it".to_owned(),
            );
        }
        if !fits(&silence.warning, MOST_WARNING) {
            whats.push(format!("assembly.silence.warning: 1 to {MOST_WARNING} characters"));
        }
    }
    whats
}

/// Imports a TOML file, or with `dry_run` only says what would change.
///
/// # Errors
/// The file's faults, or what the database says; then nothing is taken over.
pub async fn run(store: &Store, ids: &Ids, text: &str, how: (bool, Moment)) -> Result<Summary, ImportError> {
    run_form(store, ids, (Form::Toml, text), how).await
}

/// The same with a file of either form.
///
/// # Errors
/// As [`run`].
pub async fn run_form(
    store: &Store,
    ids: &Ids,
    (form, text): (Form, &str),
    (dry_run, now): (bool, Moment),
) -> Result<Summary, ImportError> {
    let mut tx = store.begin().await.map_err(StoreError::from)?;
    let (known, known_days) = places::load(&mut tx).await?;
    let content = match form {
        Form::Toml => read(text, &known, || ids.next(now)),
        Form::Csv => households::of_csv(text).and_then(|rows| {
            let households = households::read(&rows, &known, &[])?;
            Ok(Content { households, ..Content::default() })
        }),
    };
    let Content { places: new, days, households } = content.map_err(ImportError::Faults)?;
    let known_days: BTreeSet<_> = known_days.into_iter().collect();
    let mut summary =
        Summary { days: days.iter().filter(|day| !known_days.contains(*day)).count(), ..Summary::default() };
    for place in &new {
        match known.get(place.id) {
            None => summary.new += 1,
            Some(stored) if stored == place => summary.same += 1,
            Some(_) => summary.changed += 1,
        }
    }
    let is_new = summary != (Summary { same: summary.same, ..Summary::default() });
    summary.households = households::take(&mut tx, (store, ids), &households, (dry_run, now)).await?;
    if is_new && !dry_run {
        places::save(&mut tx, &new, &days).await?;
    }
    if dry_run {
        tx.rollback().await.map_err(StoreError::from)?;
    } else {
        tx.commit().await.map_err(StoreError::from)?;
    }
    Ok(summary)
}

#[cfg(test)]
mod tests {
    use super::{Fault, read};
    use crate::domain::place::Places;

    fn faults(text: &str) -> Vec<Fault> {
        read(text, &Places::default(), || 1).map(|_| ()).expect_err("must be faulty")
    }

    #[test]
    fn every_fault_has_its_line() {
        let text = "[[place]]\ncode = \"QY\"\nkind = \"subdistrict\"\nname = \"青阳\"\n\n\
                    [[place]]\ncode = \"yong\"\nkind = \"compound\"\nname = \"\"\nparent = \"nowhere\"\n\n\
                    [[holiday]]\nday = \"tomorrow\"\nworking = false\n";
        let lines: Vec<usize> = faults(text).iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [1, 6, 6, 12]);
    }

    #[test]
    fn an_unknown_field_is_a_fault() {
        let text = "[[place]]\ncode = \"qy\"\nkind = \"subdistrict\"\nname = \"青阳\"\ncolour = 1\n";
        assert!(faults(text)[0].what.contains("colour"), "{:?}", faults(text));
    }

    #[test]
    fn coordinates_keep_their_millionths() {
        let text =
            "[[place]]\ncode = \"qy\"\nkind = \"subdistrict\"\nname = \"青阳\"\nlat = \"24.8\"\nlon = \"118.57213\"\n";
        let read = read(text, &Places::default(), || 1).expect("is good");
        assert_eq!(read.places[0].at, Some((24_800_000, 118_572_130)));
    }
}
