//! Balances: what folding a book's entries gives.

use std::collections::BTreeMap;

use super::account::{Account, Line, Slot};
use crate::domain::id::ProjectNumber;

/// What stands on each account of a book, in fen; accounts at zero are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balances(BTreeMap<Account, i64>);

/// A project's account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProjectAccount {
    /// Fen set aside for it in all.
    pub allocated: i64,
    /// Fen of them that were paid.
    pub spent: i64,
}

impl Balances {
    /// Of accounts as they were kept.
    #[must_use]
    pub fn of(kept: impl IntoIterator<Item = (Account, i64)>) -> Self {
        Self(kept.into_iter().filter(|(_, fen)| *fen != 0).collect())
    }

    /// Folds an entry's lines in. None where an account would hold more than can be counted.
    #[must_use]
    pub fn after(&self, lines: &[Line]) -> Option<Self> {
        let mut after = self.0.clone();
        for line in lines {
            let sum = after.get(&line.account).copied().unwrap_or(0).checked_add(line.fen)?;
            if sum == 0 {
                after.remove(&line.account);
            } else {
                after.insert(line.account, sum);
            }
        }
        Some(Self(after))
    }

    /// Every account that isn't at zero.
    pub fn iter(&self) -> impl Iterator<Item = (Account, i64)> + '_ {
        self.0.iter().map(|(account, fen)| (*account, *fen))
    }

    /// What stands on an account.
    #[must_use]
    pub fn on(&self, account: Account) -> i64 {
        self.0.get(&account).copied().unwrap_or(0)
    }

    /// What is there and promised to nobody.
    #[must_use]
    pub fn free(&self) -> i64 {
        self.on(Account::plain(Slot::Free))
    }

    fn sum(&self, of: impl Fn(Slot) -> bool) -> i64 {
        self.iter().filter(|(account, _)| of(account.slot)).map(|(_, fen)| fen).sum()
    }

    /// What the body holds: free or set aside.
    #[must_use]
    pub fn held(&self) -> i64 {
        self.sum(|slot| matches!(slot, Slot::Free | Slot::Project))
    }

    /// What came in from a source.
    #[must_use]
    pub fn came_from(&self, source: Slot) -> i64 {
        -self.on(Account::plain(source))
    }

    /// What came in.
    #[must_use]
    pub fn came_in(&self) -> i64 {
        -self.sum(Slot::is_source)
    }

    /// What was paid.
    #[must_use]
    pub fn spent(&self) -> i64 {
        self.sum(|slot| slot == Slot::Spent)
    }

    /// A project's account here.
    #[must_use]
    pub fn project(&self, number: ProjectNumber) -> ProjectAccount {
        let spent = self.on(Account::of(Slot::Spent, number));
        ProjectAccount { allocated: self.on(Account::of(Slot::Project, number)) + spent, spent }
    }

    /// Every project that was given money, with its account.
    #[must_use]
    pub fn projects(&self) -> BTreeMap<ProjectNumber, ProjectAccount> {
        let numbers = self.0.keys().filter_map(|account| account.project);
        numbers.map(|number| (number, self.project(number))).collect()
    }

    /// Whether more went out of an account than was on it.
    #[must_use]
    pub fn is_overdrawn(&self) -> bool {
        self.iter().any(|(account, fen)| if account.slot.is_source() { fen > 0 } else { fen < 0 })
    }
}
