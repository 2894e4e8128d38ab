//! Who sends too much is read more slowly, told so once a minute, and loses nothing.

use crate::on_both;
use crate::support::{House, LIN, WANG};

/// What the bot answered to a person that holds these words.
fn answers(house: &House, person: i64, part: &str) -> usize {
    house
        .world
        .messages(person)
        .iter()
        .filter(|said| said["text"].as_str().is_some_and(|text| text.contains(part)))
        .count()
}

on_both! {
    async fn a_flood_is_slowed_warned_of_once_a_minute_and_never_dropped(house) {
        house.settle_in(WANG, "永丰里").await;
        house.settle_in(LIN, "永丰里").await;
        house.wait_ms(60_000).await;
        for _ in 0..30 {
            house.world.say(WANG, WANG, "/privacy").expect("said");
        }
        house.world.say(LIN, LIN, "/privacy").expect("said");
        house.settle().await;
        assert_eq!(answers(&house, WANG, "一分钟里发了 20 条以上"), 1, "{}", house.shows(WANG));
        assert_eq!(answers(&house, LIN, "一分钟里发了"), 0);
        let (pending, _) = mulin::store::inbox::count(house.store.pool()).await.expect("counted");
        assert_eq!(pending, 0, "every message had its turn");

        house.world.say(WANG, WANG, "电梯困人了").expect("said");
        house.settle().await;
        assert!(answers(&house, WANG, "119") > 0, "danger words are under no quota");

        house.wait_ms(60_000).await;
        house.says(WANG, "/privacy").await;
        assert_eq!(answers(&house, WANG, "一分钟里发了 20 条以上"), 1, "a new minute begins anew");
    }
}
