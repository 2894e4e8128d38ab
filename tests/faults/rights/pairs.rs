//! Two roles in one hand: what either gives in its own scope, and no more; who is of a party stays of it whatever else
//! they are.

use mulin::domain::id::PersonId;
use mulin::domain::rights::{Right, on_ticket};
use mulin::domain::role::{Grant, Role};
use mulin::domain::ticket::{Actor, Party};
use mulin::store::places;

use super::{Held, REPORTER, SCOPES, TRIES, Trier, Walked, begins_on, hire, may, rung, walk};
use crate::on_both;
use crate::staff::{filed, ticket};
use crate::support::House;

/// Each pair of roles, the first held in 永丰里, the second in this scope; numbered from `base`.
fn pairs(base: i64, second: &'static str) -> Vec<Trier> {
    let apart = |(at, one): (usize, &Role)| {
        let one = *one;
        Role::ALL[at + 1..].iter().map(move |other| vec![(one, "yongfengli"), (*other, second)])
    };
    (base..).zip(Role::ALL.iter().enumerate().flat_map(apart)).collect()
}

/// Every party a complaint may be about, and none.
fn parties() -> impl Iterator<Item = Option<Party>> {
    Party::ALL.iter().copied().map(Some).chain([None])
}

/// Two of every role in every scope, asked of the rule itself: how many cells, how many allowed, what went otherwise.
async fn of_the_rule(house: &House) -> Walked {
    let persons = hire(house, &[]).await;
    let reporter = persons[&REPORTER];
    let number = filed(house, (reporter, reporter), &[&[]]).await[0];
    let mut ticket = ticket(house, number).await.ticket;
    let mut tx = house.store.begin().await.expect("a transaction");
    let known = places::load(&mut tx).await.expect("places").0;
    let held: Vec<Held> = Role::ALL.iter().flat_map(|role| SCOPES.map(|(scope, _)| (*role, scope))).collect();
    let granted = |(role, scope): Held| {
        let scope = known.by_code(scope).expect("a place").id;
        Grant { role, scope, name: String::new() }
    };
    let mut walked = Walked::default();
    for against in parties() {
        (ticket.against, ticket.level) = (against, begins_on(against));
        for (one, other) in held.iter().flat_map(|one| held.iter().map(move |other| (*one, *other))) {
            let grants = [granted(one), granted(other)];
            for right in Right::ALL.iter().filter(|right| !matches!(right, Right::Invite | Right::Bind)) {
                let as_whom = on_ticket(*right, PersonId(1), &grants, &ticket, &known);
                // What they do is written down as done in a role and on a rung that give it.
                let truly = as_whom.is_none_or(|actor| match actor {
                    Actor::Staff { role, level, .. } => [one, other].into_iter().any(|(held, scope)| {
                        held == role && rung(scope) == level && may(&[(held, scope)], *right, against)
                    }),
                    _ => false,
                });
                let agreed = may(&[one, other], *right, against);
                walked.cells += 1;
                walked.allowed += usize::from(agreed);
                if as_whom.is_some() != agreed || !truly {
                    walked.wrong.push(format!("{right:?} by {one:?}, {other:?} against {against:?}: {as_whom:?}"));
                }
            }
        }
    }
    walked
}

on_both! {
    async fn two_roles_give_what_either_gives_and_no_more(house) {
        of_the_rule(&house).await.told("pairs of roles in pairs of scopes");
        let triers: Vec<Trier> =
            pairs(63_000, "yongfengli").into_iter().chain(pairs(64_000, "baolong")).chain(pairs(65_000, "qinghua")).collect();
        let persons = hire(&house, &triers).await;
        let (reads, takes) = (TRIES[0], TRIES[1]);
        let mut walked = walk(&house, (&triers, &persons), &[reads, takes], None).await;
        let both = &triers[2 * pairs(0, "").len()..];
        for party in Party::ALL {
            walked.add(walk(&house, (both, &persons), &[reads], Some(*party)).await);
        }
        walked.told("the house (pairs × ways)");
    }
}
