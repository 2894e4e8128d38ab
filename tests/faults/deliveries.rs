//! T3: each update delivered up to five times, across restarts: no effect twice. T10: what can't be read holds nobody up.

use crate::on_both;
use crate::{DIALOGUE, receipts, residents};

on_both! {
    async fn a_second_delivery_changes_nothing(mut house) {
        let people = residents(&house.world, 8);
        let mut delivered = 0;
        for (step, words) in DIALOGUE.iter().enumerate() {
            let updates: Vec<i64> =
                people.iter().filter_map(|person| house.world.say(*person, *person, words).expect("said").update_id()).collect();
            house.settle().await;
            for _ in 0..step % 5 {
                delivered += house.world.redeliver(&updates);
                house.settle().await;
            }
            if step % 4 == 3 {
                house.restart().await;
            }
        }
        println!("T3: {} updates, {delivered} deliveries more, {} receipts", people.len() * DIALOGUE.len(), people.len());
        assert!(delivered > 0);
        assert!(receipts(&house.world, &people).iter().all(|count| *count == 1), "{:?}", receipts(&house.world, &people));
    }
}

on_both! {
    async fn a_malformed_update_holds_nobody_up(house) {
        let people = residents(&house.world, 3);
        for words in DIALOGUE {
            house.world.raw_update(serde_json::json!({"message": {"chat": "nowhere", "date": {}}}));
            for person in &people {
                house.world.say(*person, *person, words).expect("said");
            }
            house.settle().await;
        }
        let mut tx = house.store.begin().await.expect("a transaction");
        let (pending, quarantined) = mulin::store::inbox::count(house.store.pool()).await.expect("counted");
        println!("T10: {quarantined} of {} malformed updates quarantined", DIALOGUE.len());
        assert_eq!((pending, usize::try_from(quarantined).expect("few")), (0, DIALOGUE.len()));
        assert!(receipts(&house.world, &people).iter().all(|count| *count == 1));
        sqlx::query("DELETE FROM inbox WHERE state = 2").execute(&mut *tx).await.expect("looked at and put away");
        tx.commit().await.expect("committed");
    }
}
