//! How many have voted in each building, as far as it tells of no single voter.

use std::collections::BTreeMap;

use crate::domain::vote::article278::Owners;

/// Fewest voters of whom a turnout of their own is told.
const FEWEST: u64 = 5;

/// The turnout of a building.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Building {
    /// `3`.
    pub name: String,
    /// Voters whose ballot lies in the box.
    pub cast: Owners,
    /// Everybody who may vote.
    pub all: Owners,
}

/// The turnout by building, the lowest number first, of voters each with building (empty where none is known), area in
/// 0.01 m², and whether they have voted. A building of fewer than five isn't told, nor is the smallest of the others where
/// what isn't told could else be reckoned from the sum to fewer than five.
#[must_use]
pub fn by_building(voters: impl IntoIterator<Item = (String, u64, bool)>) -> Vec<Building> {
    let mut buildings: BTreeMap<String, (Owners, Owners)> = BTreeMap::new();
    for (name, area, voted) in voters {
        let (cast, all) = buildings.entry(name).or_default();
        let one = Owners { heads: 1, area };
        *all = all.and(one);
        if voted {
            *cast = cast.and(one);
        }
    }
    let mut hidden = buildings.remove("").map_or(0, |(_, all)| all.heads);
    let mut told: Vec<Building> =
        buildings.into_iter().map(|(name, (cast, all))| Building { name, cast, all }).collect();
    told.sort_by(|one, other| (other.all.heads, &other.name).cmp(&(one.all.heads, &one.name)));
    while told.last().is_some_and(|smallest| smallest.all.heads < FEWEST || (1..FEWEST).contains(&hidden)) {
        hidden += told.pop().map_or(0, |smallest| smallest.all.heads);
    }
    told.sort_by_cached_key(|building| (building.name.parse::<u32>().unwrap_or(u32::MAX), building.name.clone()));
    told
}

#[cfg(test)]
mod tests {
    use super::{Building, by_building};
    use crate::domain::vote::article278::Owners;

    /// Buildings with so many voters, of whom so many have voted, 80 m² each.
    fn told(buildings: &[(&str, u64, u64)]) -> Vec<(String, u64, u64)> {
        let voters = buildings
            .iter()
            .flat_map(|(name, all, cast)| (0..*all).map(move |nth| ((*name).to_owned(), 8_000, nth < *cast)));
        let shown = |Building { name, cast, all }| {
            assert_eq!(cast.area, cast.heads * 8_000);
            assert_eq!(all, Owners { heads: all.heads, area: all.heads * 8_000 });
            (name, cast.heads, all.heads)
        };
        by_building(voters).into_iter().map(shown).collect()
    }

    #[test]
    fn five_are_told_by_number_of_the_building() {
        let all = told(&[("10", 5, 2), ("9", 6, 0)]);
        assert_eq!(all, [("9".to_owned(), 0, 6), ("10".to_owned(), 2, 5)]);
    }

    #[test]
    fn four_are_told_neither_by_name_nor_by_what_is_left_over() {
        assert_eq!(told(&[("1", 9, 3), ("2", 7, 1), ("3", 4, 4)]), [("1".to_owned(), 3, 9)]);
        assert_eq!(told(&[("1", 9, 3), ("2", 3, 1), ("3", 4, 4)]), [("1".to_owned(), 3, 9)]);
        assert_eq!(told(&[("1", 4, 3)]), []);
        assert_eq!(told(&[("", 1, 1), ("1", 9, 3), ("2", 7, 1)]), [("1".to_owned(), 3, 9)]);
        assert_eq!(told(&[("", 6, 1), ("1", 9, 3)]), [("1".to_owned(), 3, 9)]);
    }
}
