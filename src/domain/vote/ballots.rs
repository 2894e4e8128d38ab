//! What is counted: projects, a budget, and approval ballots that carry no name.

/// A project on the ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id, as voters and files name it.
    pub id: String,
    /// What it costs, in the smallest unit (fen, or a file's own); more than 0 and at most [`MOST_MONEY`].
    pub cost: u64,
}

/// The largest amount that is counted: sums and products of it stay within 128 bits.
pub const MOST_MONEY: u64 = 1 << 57;

/// Everything that a count depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Election {
    /// The money there is, in the smallest unit; at most [`MOST_MONEY`].
    pub budget: u64,
    /// The projects; ballots name them by their index.
    pub projects: Vec<Project>,
    /// The ballots.
    pub ballots: Ballots,
}

impl Election {
    /// How many ballots approve each project.
    #[must_use]
    pub fn votes(&self) -> Vec<u64> {
        let mut votes = vec![0; self.projects.len()];
        for &choice in self.ballots.iter().flatten() {
            if let Some(votes) = votes.get_mut(choice as usize) {
                *votes += 1;
            }
        }
        votes
    }

    /// What these projects cost together; the largest number where it is more.
    pub(super) fn cost_of(&self, projects: &[usize]) -> u64 {
        let costs = projects.iter().filter_map(|&project| self.projects.get(project)).map(|project| project.cost);
        costs.fold(0, u64::saturating_add)
    }
}

/// Ballots in the order in which they were cast; each is the set of approved projects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballots {
    /// All choices, ballot after ballot, sorted within each.
    choices: Vec<u32>,
    /// Where each ballot's choices end.
    ends: Vec<usize>,
}

impl Ballots {
    /// Adds a ballot. What it names twice counts once; one that names nothing is a ballot too.
    pub fn cast(&mut self, mut choices: Vec<u32>) {
        choices.sort_unstable();
        choices.dedup();
        self.choices.append(&mut choices);
        self.ends.push(self.choices.len());
    }

    /// How many ballots there are, empty ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether nobody cast a ballot.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The ballots, each with its choices in rising order.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| self.choices.get(start..end).unwrap_or_default())
    }

    /// The different ballots that approve something, and how often each was cast: voters who want the same have the
    /// same money left at every moment, so they are counted as one.
    pub(super) fn merged(&self) -> Vec<(&[u32], u32)> {
        let mut sorted: Vec<&[u32]> = self.iter().filter(|choices| !choices.is_empty()).collect();
        sorted.sort_unstable();
        let same = sorted.chunk_by(|a, b| a == b);
        same.filter_map(|same| Some((*same.first()?, u32::try_from(same.len()).ok()?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Ballots;

    #[test]
    fn equal_ballots_merge_and_duplicates_collapse() {
        let mut ballots = Ballots::default();
        for choices in [vec![2, 0], vec![], vec![0, 2, 2], vec![1]] {
            ballots.cast(choices);
        }
        assert_eq!(ballots.len(), 4);
        assert_eq!(ballots.merged(), [([0, 2].as_slice(), 2), ([1].as_slice(), 1)]);
    }
}
