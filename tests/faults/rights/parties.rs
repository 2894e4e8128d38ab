//! A complaint about the company, the committee or the staff: it goes past them to the next level, and none of them sees
//! it, by number, by button or in their list.

use mulin::domain::rights::Right;
use mulin::domain::ticket::Party;

use super::{REPORTER, TRIES, Try, Walked, Way, hire, may, told, triers, walk};
use crate::on_both;
use crate::staff::{calls, filed_against};

on_both! {
    async fn a_complaint_goes_past_those_whom_it_is_about(house) {
        let triers = triers();
        let persons = hire(&house, &triers).await;
        let people = (persons[&REPORTER], persons[&triers[0].0]);
        let mut walked = Walked::default();
        let mut filed = Vec::new();
        for party in Party::ALL {
            filed.push((*party, filed_against(&house, people, Some(*party), &[&[]]).await[0]));
        }
        let from = calls(&house);
        for (user, _) in &triers {
            house.world.say(*user, *user, "/queue").expect("said");
        }
        house.settle().await;
        let lists = told(&house, from, &[]);
        for (user, held) in &triers {
            for (party, number) in &filed {
                let listed = lists[user].iter().any(|line| line.contains(&number.to_string()));
                let may = may(held, Right::Read, Some(*party));
                walked.cells += 1;
                walked.allowed += usize::from(may);
                if listed != may {
                    walked.wrong.push(format!("the list of {held:?} about {party:?}: {:?}", lists[user]));
                }
            }
        }
        let reads_and_takes = |(way, right, life, _): &&Try| {
            let reads = matches!(way, Way::Say("/ticket #") | Way::Press("desk.ticket:#"));
            life.is_empty() && (reads || *right == Right::Take)
        };
        let tried: Vec<Try> = TRIES.iter().filter(reads_and_takes).copied().collect();
        for party in Party::ALL {
            walked.add(walk(&house, (&triers, &persons), &tried, Some(*party)).await);
        }
        walked.told("complaints about a party (people × ways)");
    }
}
