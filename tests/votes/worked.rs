//! The worked numbers of the rules, and elections in which a rounded number would elect somebody else.

use mulin::domain::vote::ballots::{Ballots, Election, Project};
use mulin::domain::vote::completion::Completion;
use mulin::domain::vote::lot::Lot;
use mulin::domain::vote::{Endowment, Rule, count, explain};

fn election(budget: u64, costs: &[(&str, u64)], ballots: &[(usize, &[u32])]) -> Election {
    let projects = costs.iter().map(|&(id, cost)| Project { id: id.to_owned(), cost }).collect();
    let mut cast = Ballots::default();
    for &(times, choices) in ballots {
        for _ in 0..times {
            cast.cast(choices.to_vec());
        }
    }
    Election { budget, projects, ballots: cast }
}

fn winners(election: &Election, rule: Rule) -> String {
    let outcome = count(election, rule, &Lot::ById);
    outcome.winners.iter().map(|&winner| election.projects[winner].id.as_str()).collect::<Vec<_>>().join(" ")
}

const fn shares(completion: Completion, step: u64) -> Rule {
    Rule::EqualShares { completion, step }
}

/// Ten voters; six want A and B, four want C and D.
fn ten() -> Election {
    let costs = [("A", 6_000_000), ("B", 4_000_000), ("C", 3_000_000), ("D", 1_000_000)];
    election(10_000_000, &costs, &[(6, &[0, 1]), (4, &[2, 3])])
}

#[test]
fn ten_voters_and_four_projects() {
    assert_eq!(winners(&ten(), Rule::Greedy), "B A");
    assert_eq!(winners(&ten(), shares(Completion::None, 100)), "B D C");
}

#[test]
fn a_fifth_project_is_reached_by_raising_the_shares() {
    let mut ten = ten();
    ten.projects.push(Project { id: "E".to_owned(), cost: 1_500_000 });
    let two = [(2, [0, 1, 4].as_slice()), (4, &[0, 1]), (4, &[2, 3])];
    let costs: Vec<_> = ten.projects.iter().map(|project| (project.id.as_str(), project.cost)).collect();
    let ten = election(ten.budget, &costs, &two);
    assert_eq!(winners(&ten, shares(Completion::Add1, 100)), "B D C E");
}

#[test]
fn shares_that_are_no_whole_number_pay_for_the_whole_budget() {
    for (voters, budget) in [(6, 1_000), (9, 1_000), (11, 100_000), (12, 100)] {
        let all = election(budget, &[("A", budget)], &[(voters, &[0])]);
        for &completion in Completion::ALL {
            assert_eq!(winners(&all, shares(completion, 1)), "A", "{voters} {budget} {completion:?}");
        }
        let dearer = election(budget, &[("A", budget + 1)], &[(voters, &[0])]);
        assert_eq!(winners(&dearer, shares(Completion::None, 1)), "");
    }
}

#[test]
fn what_is_left_to_the_last_fen_pays_exactly() {
    // A third is left to each of three after A; that is what B costs, not a fen more.
    let exact = election(1_000, &[("A", 700), ("B", 300)], &[(3, &[0, 1])]);
    assert_eq!(winners(&exact, shares(Completion::None, 1)), "B A");
    let more = election(1_000, &[("A", 700), ("B", 301)], &[(3, &[0, 1])]);
    assert_eq!(winners(&more, shares(Completion::None, 1)), "B");
}

#[test]
fn a_tie_goes_to_the_cheaper_then_to_more_votes_then_to_the_lot() {
    let cheaper = election(1_000, &[("A", 20), ("B", 10)], &[(5, &[0, 1])]);
    assert_eq!(winners(&cheaper, shares(Completion::None, 1)), "B A");
    let lot = election(1_000, &[("B", 10), ("A", 10)], &[(5, &[0, 1])]);
    assert_eq!(winners(&lot, shares(Completion::None, 1)), "A B");
    let drawn = |seed: &[u8]| count(&lot, shares(Completion::None, 1), &Lot::Seeded(seed)).winners;
    // SHA-256 of eA and eB begins with b6 and ab, that of seedA and seedB with 93 and ef.
    assert_eq!((drawn(b"e"), drawn(b"seed")), (vec![0, 1], vec![1, 0]));
    assert_eq!(winners(&lot, Rule::Greedy), "A B");
}

#[test]
fn empty_ballots_have_their_share_and_nobody_at_all_elects_nothing() {
    let with_empty = election(100, &[("A", 60)], &[(5, &[0]), (5, &[])]);
    assert_eq!(winners(&with_empty, shares(Completion::None, 1)), "");
    assert_eq!(winners(&with_empty, shares(Completion::Add1, 1)), "A");
    let nobody = election(100, &[("A", 60)], &[]);
    for rule in [Rule::Greedy, shares(Completion::Add1U, 1), shares(Completion::Add1Overspend, 1)] {
        assert_eq!(winners(&nobody, rule), "");
        assert_eq!(explain::losses(&nobody, (rule, &Lot::ById), &count(&nobody, rule, &Lot::ById)).len(), 1);
    }
}

#[test]
fn a_project_dearer_than_all_the_money_ends_the_raising_only_where_exhaustion_does_not() {
    let dear = election(100, &[("A", 60), ("B", 150)], &[(1, &[0]), (9, &[1])]);
    let add1 = count(&dear, shares(Completion::Add1, 1), &Lot::ById);
    // With 17 each, nine pay 150 before one can pay 60.
    assert_eq!((add1.winners, add1.endowment), (vec![], Some(Endowment { total: 160, voters: 10 })));
    assert_eq!(winners(&dear, shares(Completion::Add1U, 1)), "A");
}

#[test]
fn losers_are_told_what_they_lacked() {
    let ten = ten();
    let told = |rule| explain::losses(&ten, (rule, &Lot::ById), &count(&ten, rule, &Lot::ById));
    let [c, d] = told(Rule::Greedy).try_into().expect("two lost");
    let (c_pot, d_pot) = (c.pot.expect("no money left"), d.pot.expect("no money left"));
    assert_eq!((c_pot.had, c_pot.money, c_pot.votes), (0, 3_000_000, Some(2)));
    assert_eq!((d_pot.had, d_pot.money, d_pot.votes), (0, 1_000_000, Some(2)));
    let [a] = told(shares(Completion::None, 100)).try_into().expect("one lost");
    let a_shares = a.shares.expect("shares that don't do");
    assert_eq!((a_shares.had, a_shares.money, a_shares.votes), (2_000_000, 4_000_000, Some(4)));
    assert_eq!(a.pot, None);
}
