//! The lot: which of two projects comes first where votes and money don't tell. Anyone can draw it again.

use sha2::{Digest, Sha256};

use super::ballots::Project;

/// How ties are broken in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lot<'s> {
    /// By the bytes of the ids: for recounts from files.
    ById,
    /// By SHA-256(seed ‖ id). The seed is the ballots' root at the close ‖ a value whose hash was published before the
    /// vote opened, so that nobody could choose it.
    Seeded(&'s [u8]),
}

impl Lot<'_> {
    /// Each project's place in the lot, the first being 0.
    pub(super) fn places(&self, projects: &[Project]) -> Vec<usize> {
        let drawn = |id: &str| match self {
            Self::ById => Vec::new(),
            Self::Seeded(seed) => Sha256::new_with_prefix(seed).chain_update(id).finalize().to_vec(),
        };
        let mut order: Vec<_> =
            projects.iter().enumerate().map(|(index, project)| (drawn(&project.id), &project.id, index)).collect();
        order.sort_unstable();
        let mut places: Vec<_> = order.into_iter().enumerate().map(|(place, (_, _, index))| (index, place)).collect();
        places.sort_unstable();
        places.into_iter().map(|(_, place)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Lot, Project};

    fn projects(ids: &[&str]) -> Vec<Project> {
        ids.iter().map(|&id| Project { id: id.to_owned(), cost: 1 }).collect()
    }

    #[test]
    fn files_go_by_the_bytes_of_the_id() {
        assert_eq!(Lot::ById.places(&projects(&["b", "a", "10", "9"])), [3, 2, 0, 1]);
    }

    #[test]
    fn a_seed_draws_by_the_hash() {
        // As `printf seedA | sha256sum` says: 93f5…, and of seedB eef9…, of seedC c1cd….
        assert_eq!(Lot::Seeded(b"seed").places(&projects(&["A", "B", "C"])), [0, 2, 1]);
    }
}
