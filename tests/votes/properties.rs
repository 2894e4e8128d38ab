//! What holds for any election.

use mulin::domain::vote::ballots::{Ballots, Election, Project};
use mulin::domain::vote::completion::Completion;
use mulin::domain::vote::lot::Lot;
use mulin::domain::vote::pabulib::{self, File};
use mulin::domain::vote::{Outcome, Rule, count, explain};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::naive;

/// Every rule; a small step makes many attempts.
fn rules(step: u64) -> Vec<(Option<Completion>, Rule)> {
    let shares = Completion::ALL.iter().map(|&completion| (Some(completion), Rule::EqualShares { completion, step }));
    shares.chain([(None, Rule::Greedy)]).collect()
}

fn election(budget: u64, costs: &[u64], ballots: &[Vec<u32>]) -> Election {
    let projects = costs.iter().enumerate().map(|(index, &cost)| Project { id: format!("P{index}"), cost }).collect();
    let mut cast = Ballots::default();
    for choices in ballots {
        cast.cast(choices.clone());
    }
    Election { budget, projects, ballots: cast }
}

fn ids(election: &Election, outcome: &Outcome) -> Vec<String> {
    outcome.winners.iter().map(|&winner| election.projects[winner].id.clone()).collect()
}

prop_compose! {
    /// Small numbers, so that ties and purses that are empty to the last fen are common.
    fn elections()(
        budget in 1_u64..60,
        costs in vec(1_u64..30, 1..7),
        ballots in vec(vec(0_u32..7, 0..5), 0..9),
    ) -> Election {
        let most = u32::try_from(costs.len()).expect("few");
        let known: Vec<Vec<u32>> = ballots.into_iter().map(|choices| choices.into_iter().filter(|&choice| choice < most).collect()).collect();
        election(budget, &costs, &known)
    }
}

prop_compose! {
    /// Larger ones, whose shares are no whole numbers and where many want the same.
    fn crowds()(
        budget in 100_u64..100_000,
        costs in vec(1_u64..20_000, 1..12),
        ballots in vec((vec(0_u32..12, 0..6), 1_usize..20), 1..20),
    ) -> Election {
        let most = u32::try_from(costs.len()).expect("few");
        let many = ballots.into_iter().flat_map(|(choices, times)| std::iter::repeat_n(choices, times));
        let known: Vec<Vec<u32>> = many.map(|choices| choices.into_iter().filter(|&choice| choice < most).collect()).collect();
        election(budget, &costs, &known)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn every_rule_elects_what_the_plainest_program_elects(election in elections(), step in 1_u64..4) {
        for (completion, rule) in rules(step) {
            let outcome = count(&election, rule, &Lot::ById);
            prop_assert_eq!(outcome.winners, naive::winners(&election, completion, step), "{:?}", rule);
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_overspent_nothing_without_votes_is_funded_and_the_rest_is_spent_where_promised(election in crowds()) {
        let votes = election.votes();
        for (completion, rule) in rules(100) {
            let outcome = count(&election, rule, &Lot::ById);
            let cost: u64 = outcome.winners.iter().map(|&winner| election.projects[winner].cost).sum();
            prop_assert_eq!(cost, outcome.spent);
            prop_assert!(cost <= election.budget);
            prop_assert!(outcome.winners.iter().all(|&winner| votes[winner] > 0));
            if matches!(completion, None | Some(Completion::Utilitarian | Completion::Add1U)) {
                let fits = (0..votes.len()).find(|index| {
                    votes[*index] > 0 && !outcome.winners.contains(index) && cost + election.projects[*index].cost <= election.budget
                });
                prop_assert_eq!(fits, None, "{:?}", rule);
            }
        }
    }

    #[test]
    fn neither_the_order_of_ballots_nor_that_of_projects_matters(election in crowds(), turn in 0_usize..200) {
        let mut ballots: Vec<Vec<u32>> = election.ballots.iter().map(<[u32]>::to_vec).collect();
        let there = ballots.len();
        ballots.rotate_left(turn % there);
        let most = u32::try_from(election.projects.len()).expect("few");
        let mut turned = Election { budget: election.budget, projects: election.projects.clone(), ballots: Ballots::default() };
        turned.projects.reverse();
        for choices in ballots {
            // Named twice, and the other way round.
            let choices: Vec<u32> = choices.iter().chain(&choices).map(|choice| most - 1 - choice).collect();
            turned.ballots.cast(choices);
        }
        for (_, rule) in rules(100) {
            for lot in [Lot::ById, Lot::Seeded(b"root and value")] {
                let (one, other) = (count(&election, rule, &lot), count(&turned, rule, &lot));
                prop_assert_eq!(ids(&election, &one), ids(&turned, &other));
            }
        }
    }

    #[test]
    fn what_a_file_keeps_is_counted_alike(election in crowds()) {
        let names = election.projects.iter().map(|project| format!("“{}”; a \"work\"\nand more", project.id)).collect();
        let file = File { meta: vec![("description".into(), "one; two".into())], decimals: 2, names, nonces: Vec::new(), election };
        let again = pabulib::read(pabulib::write(&file, &[0]).as_bytes());
        prop_assert_eq!(again, Ok(file));
    }

    #[test]
    fn every_loser_with_votes_is_told_what_it_lacked(election in crowds()) {
        let votes = election.votes();
        for (completion, rule) in rules(100) {
            let outcome = count(&election, rule, &Lot::ById);
            let lost = explain::losses(&election, (rule, &Lot::ById), &outcome);
            prop_assert_eq!(lost.len() + outcome.winners.len(), votes.len());
            for lost in lost {
                let cost = election.projects[lost.project].cost;
                let lacks = || lost.shares.iter().chain(&lost.pot);
                prop_assert_eq!(lacks().next().is_some(), votes[lost.project] > 0);
                prop_assert!(lacks().all(|lack| lack.money > 0 && lack.had + lack.money == cost));
                prop_assert_eq!(lost.shares.is_some(), completion.is_some() && lost.votes > 0);
                if let Some(more) = lost.pot.and_then(|lack| lack.votes) {
                    prop_assert!(funded_with(&election, lost.project, more));
                    prop_assert!(!funded_with(&election, lost.project, more - 1));
                }
            }
        }
    }
}

/// Whether the greedy rule funds a project that so many more approve.
fn funded_with(election: &Election, project: usize, more: u64) -> bool {
    let mut more_of_them = election.clone();
    for _ in 0..more {
        more_of_them.ballots.cast(vec![u32::try_from(project).expect("few")]);
    }
    count(&more_of_them, Rule::Greedy, &Lot::ById).winners.contains(&project)
}
