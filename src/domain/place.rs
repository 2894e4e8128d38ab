//! Places: the tree subdistrict → community → compound → building → unit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::id::PlaceId;
use super::language::Language;

/// What a place is; the order is from the top of the tree down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceKind {
    /// 街道.
    Subdistrict,
    /// 社区.
    Community,
    /// 小区.
    Compound,
    /// 楼栋.
    Building,
    /// 单元.
    Unit,
}

/// Phone numbers of a place; one that is missing is inherited from the place above.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Phones {
    /// The community's or subdistrict's office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The property company's desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property: Option<String>,
    /// Lift rescue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lift: Option<String>,
    /// Gas emergency line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gas: Option<String>,
}

/// What the owners' assembly (业主大会) of a compound has settled about its decisions, as the operator confirmed it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Assembly {
    /// The channel by which decisions count in law: the authority's system, or paper; none: they only ask (意见征询).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// By which rule the silent may follow the majority; none: they never do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silence: Option<SilenceRule>,
}

/// The rule by which who is reached and says nothing joins the majority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SilenceRule {
    /// SHA-256 of the rules of procedure that say so; hexadecimal.
    pub rules: String,
    /// What voters are warned of.
    pub warning: String,
}

/// A place as imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Own id.
    pub id: PlaceId,
    /// `[a-z0-9]{2,20}`, used in links; never changed once printed.
    pub code: String,
    /// What it is.
    pub kind: PlaceKind,
    /// The place above, none for the subdistrict.
    pub parent: Option<PlaceId>,
    /// Chinese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Other names people type.
    pub aliases: Vec<String>,
    /// Latitude and longitude in 10⁻⁶ degree.
    pub at: Option<(i64, i64)>,
    /// Phones as given for this very place.
    pub phones: Phones,
    /// The property company's name, where one is appointed.
    pub company: Option<String>,
    /// What its owners' assembly has settled, for compounds.
    pub assembly: Assembly,
}

impl Place {
    /// Its name in `language`.
    #[must_use]
    pub fn name_in(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.name,
            Language::English if self.name_en.is_empty() => &self.name,
            Language::English => &self.name_en,
        }
    }
}

/// Metres beyond which a shared location is near no compound of ours.
const NEAREST_WITHIN_M: i64 = 3_000;

/// All places of the deployment: a few thousand at most, held whole.
#[derive(Clone, Debug, Default)]
pub struct Places {
    by_id: BTreeMap<PlaceId, Place>,
}

impl Places {
    /// The tree of these places.
    #[must_use]
    pub fn new(places: impl IntoIterator<Item = Place>) -> Self {
        Self { by_id: places.into_iter().map(|place| (place.id, place)).collect() }
    }

    /// Whether no place was imported yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Every place, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        self.by_id.values()
    }

    /// The place with this id.
    #[must_use]
    pub fn get(&self, id: PlaceId) -> Option<&Place> {
        self.by_id.get(&id)
    }

    /// The place with this code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Place> {
        self.iter().find(|place| place.code == code)
    }

    /// The compound with this code.
    #[must_use]
    pub fn compound_by_code(&self, code: &str) -> Option<&Place> {
        self.by_code(code).filter(|place| place.kind == PlaceKind::Compound)
    }

    /// Every compound, by name.
    #[must_use]
    pub fn compounds(&self) -> Vec<&Place> {
        let mut found: Vec<_> = self.iter().filter(|place| place.kind == PlaceKind::Compound).collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    /// `id` and the places above it, nearest first.
    pub fn upwards(&self, id: PlaceId) -> impl Iterator<Item = &Place> {
        std::iter::successors(self.get(id), |place| place.parent.and_then(|up| self.get(up)))
    }

    /// Whether `id` is `scope` or lies below it.
    #[must_use]
    pub fn within(&self, id: PlaceId, scope: PlaceId) -> bool {
        self.upwards(id).any(|place| place.id == scope)
    }

    /// The place of `kind` at or above `id`.
    #[must_use]
    pub fn at_level(&self, id: PlaceId, kind: PlaceKind) -> Option<&Place> {
        self.upwards(id).find(|place| place.kind == kind)
    }

    /// The phones that hold at `id`: its own, each missing one from the nearest place above that has it.
    #[must_use]
    pub fn phones(&self, id: PlaceId) -> Phones {
        self.upwards(id).fold(Phones::default(), |have, place| Phones {
            office: have.office.or_else(|| place.phones.office.clone()),
            property: have.property.or_else(|| place.phones.property.clone()),
            lift: have.lift.or_else(|| place.phones.lift.clone()),
            gas: have.gas.or_else(|| place.phones.gas.clone()),
        })
    }

    /// The phone of the subdistrict's own office, above the place or, for who has none, of the first.
    #[must_use]
    pub fn subdistrict_office(&self, id: Option<PlaceId>) -> Option<&str> {
        let above = id.and_then(|id| self.upwards(id).last());
        let top = above.or_else(|| self.iter().find(|place| place.parent.is_none()));
        top.and_then(|place| place.phones.office.as_deref())
    }

    /// Compounds whose name, alias or code holds `typed`, best match first (whole name, then beginning, then part).
    #[must_use]
    pub fn find_compounds(&self, typed: &str) -> Vec<&Place> {
        let wanted = typed.trim().to_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(u8, &Place)> = self
            .compounds()
            .into_iter()
            .filter_map(|place| {
                let names = [&place.name, &place.name_en, &place.code].into_iter().chain(&place.aliases);
                names.filter_map(|name| match_rank(&name.to_lowercase(), &wanted)).min().map(|rank| (rank, place))
            })
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// The compound nearest to a shared location (10⁻⁶ degree), if one is within 3 km.
    #[must_use]
    pub fn nearest_compound(&self, lat: i64, lon: i64) -> Option<&Place> {
        self.compounds()
            .into_iter()
            .filter_map(|place| place.at.map(|at| (metres_squared(at, (lat, lon)), place)))
            .filter(|(far, _)| *far <= NEAREST_WITHIN_M * NEAREST_WITHIN_M)
            .min_by_key(|(far, _)| *far)
            .map(|(_, place)| place)
    }
}

/// A point (10⁻⁶ degree) as people paste it into a map: `25.040000, 102.710000`.
#[must_use]
pub fn degrees((lat, lon): (i64, i64)) -> String {
    let written = |micro: i64| {
        let sign = if micro < 0 { "-" } else { "" };
        format!("{sign}{}.{:06}", micro.abs() / 1_000_000, micro.abs() % 1_000_000)
    };
    format!("{}, {}", written(lat), written(lon))
}

/// Whether words are a point as [`degrees`] writes it, which tells a person nothing.
#[must_use]
pub fn is_degrees(words: &str) -> bool {
    let number = |part: &str| part.contains('.') && part.parse::<f64>().is_ok();
    words.split_once(", ").is_some_and(|(lat, lon)| number(lat) && number(lon))
}

fn match_rank(name: &str, wanted: &str) -> Option<u8> {
    if name.is_empty() {
        None
    } else if name == wanted {
        Some(0)
    } else if name.starts_with(wanted) {
        Some(1)
    } else if name.contains(wanted) || (wanted.chars().count() > name.chars().count() && wanted.contains(name)) {
        Some(2)
    } else {
        None
    }
}

/// Squared metres between two points, flat-earth, good enough within a subdistrict at 25° north (cos ≈ 0.906).
fn metres_squared(a: (i64, i64), b: (i64, i64)) -> i64 {
    let north = (a.0 - b.0).saturating_mul(111) / 1_000;
    let east = (a.1 - b.1).saturating_mul(101) / 1_000;
    north.saturating_mul(north).saturating_add(east.saturating_mul(east))
}
