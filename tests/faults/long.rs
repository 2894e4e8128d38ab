//! Lists that are longer than anybody reads.

use mulin::domain::ticket::Action;
use mulin::store::tickets;

use crate::on_both;
use crate::staff::{clerks, filed, place};
use crate::support::{CHEN, House, MONDAY};

/// Open lamps of one building, and lamps that were mended.
async fn lamps(house: &House, open: usize, mended: usize) {
    let people = clerks(house, 2).await.into_values().collect::<Vec<_>>();
    let (reporter, lead) = (people[0], people[1]);
    let done = [Action::Take, Action::Resolve(None)];
    let lives: Vec<&[Action]> =
        std::iter::repeat_n(&[][..], open).chain(std::iter::repeat_n(&done[..], mended)).collect();
    filed(house, (reporter, lead), &lives).await;
}

on_both! {
    async fn a_long_queue_is_counted_no_further_than_it_is_read(house) {
        lamps(&house, 103, 0).await;
        house.says(CHEN, "/queue").await;
        let first = house.last(CHEN)["text"].to_string();
        assert!(first.contains("待办超过 99 件") && first.contains("第 1 页"), "{first}");
        for _ in 0..16 {
            house.taps(CHEN, "下一页").await;
        }
        let near = house.shows(CHEN);
        assert!(near.contains("待办超过 102 件") && near.contains("第 17 页"), "{near}");
        house.taps(CHEN, "下一页").await;
        let end = house.shows(CHEN);
        assert!(end.contains("待办 103 件") && end.contains("第 18/18 页") && !end.contains("[下一页]"), "{end}");
    }
}

on_both! {
    async fn alike_are_those_that_may_be_of_the_same_building(house) {
        lamps(&house, 20, 3).await;
        let (compound, since) = (place(&house, "yongfengli").await, MONDAY.plus_days(-30));
        let (mut tx, seal) = (house.store.begin().await.expect("a transaction"), house.store.seal());
        for (building, alike) in [(Some("3"), 12), (None, 12), (Some("4"), 0)] {
            let at = (compound, "lighting", building);
            let found = tickets::similar(&mut tx, seal, at, since).await.expect("read");
            assert_eq!(found.len(), alike, "{building:?}");
        }
        let usual = tickets::usual(&mut tx, (compound, "lighting"), since).await.expect("read");
        assert_eq!(usual, Some((0, 3)));
        assert_eq!(tickets::usual(&mut tx, (compound, "lift"), since).await.expect("read"), None);
        drop(tx);
    }
}
