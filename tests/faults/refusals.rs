//! T4: one call in five answered with 429, others broken before or after they had their effect: nothing lost.

use mulin::sandbox::{Fault, Rule};

use crate::on_both;
use crate::{DIALOGUE, receipts, residents};

on_both! {
    async fn refused_and_broken_calls_lose_nothing(house) {
        let people = residents(&house.world, 6);
        let mut rules = vec![
            Rule::chance(200, Fault::TooMany { retry_after: 2 }),
            Rule::chance(50, Fault::Reset),
            Rule::chance(50, Fault::Cut),
            Rule::chance(50, Fault::CutJson),
        ];
        // The client rests ten seconds of the host's time after a 5xx, and a call that hangs takes its whole time limit.
        if crate::in_full() {
            rules.extend([Rule::chance(50, Fault::Server { code: 502 }), Rule::chance(20, Fault::Hang)]);
        }
        house.world.faults(rules, 7);
        for words in DIALOGUE {
            for person in &people {
                house.world.say(*person, *person, words).expect("said");
            }
            for _ in 0..6 {
                house.wait_ms(1_000).await;
            }
        }
        house.world.faults(Vec::new(), 7);
        for _ in 0..10 {
            house.wait_ms(5_000).await;
        }
        let refused = house.world.record().iter().filter(|call| call.code == 429).count();
        let broken = house.world.record().iter().filter(|call| call.fault.is_some() && call.code != 429).count();
        println!(
            "T4: {refused} calls of {} refused with 429, {broken} broken otherwise, 0 receipts lost",
            house.world.record().len()
        );
        assert!(refused > 0);
        assert!(receipts(&house.world, &people).iter().all(|count| *count >= 1), "{:?}", receipts(&house.world, &people));
    }
}
