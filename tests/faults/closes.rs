//! The close of a vote under faults. T8: a clock that is a day off closes none early. An outage at the close gives a day
//! back.

use std::sync::Arc;

use mulin::domain::time::{Clock as _, Moment};
use mulin::outside::MovableClock;

use crate::on_both;
use crate::support::votes::{SETTLED, WORKED, bound, count, opened, prepared, published, residents_group, votes};
use crate::support::{House, MONDAY, WANG};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// A vote of seven days is open.
async fn open(house: &House) -> Moment {
    published(house, &WORKED).await;
    bound(house, WANG, "WANG-2345").await;
    prepared(house, &["东门长椅", "楼道声控灯"]).await;
    opened(house).await;
    MONDAY.plus_days(7)
}

async fn still_open(house: &House) -> bool {
    count(house, "SELECT COUNT(*) FROM polls WHERE phase = 'open'").await == 1
}

on_both! {
    async fn a_clock_that_is_a_day_off_closes_no_vote_early(mut house) {
        let closes = open(&house).await;
        let telegrams = Arc::clone(&house.clock);
        while telegrams.now() < closes.plus_ms(-DAY / 2) {
            house.wait_ms(DAY / 2).await;
        }
        let wrong = Arc::new(MovableClock::new(Moment(telegrams.now().0 + DAY), 0));
        house.restart_at(&wrong).await;
        for _ in 0..3 {
            for clock in [&telegrams, &wrong] {
                clock.advance(DAY / 8);
            }
            house.settle().await;
            assert!(still_open(&house).await, "by Telegram's clock it isn't over");
        }
        let right = Arc::new(MovableClock::new(telegrams.now(), 0));
        house.restart_at(&right).await;
        house.settle().await;
        assert!(still_open(&house).await);
        house.restart_at(&telegrams).await;
        house.wait_ms(closes.0 - telegrams.now().0 + SETTLED).await;
        assert!(!still_open(&house).await, "and then it closes");
        println!("T8: a clock a day ahead, 4 looks, 0 votes closed early");
    }
}

on_both! {
    async fn who_could_not_reach_us_at_the_close_has_a_day_from_when_we_are_back(house) {
        let closes = open(&house).await;
        house.sees(residents_group());
        house.clock.advance_to(closes.plus_hours(5));
        house.settle().await;
        assert!(still_open(&house).await);
        assert!(house.sees(residents_group()).contains("投票延到"), "{}", house.shows(residents_group()));
        votes(&house, WANG, None, &["楼道声控灯"]).await;
        house.clock.advance_to(closes.plus_hours(29));
        house.settle().await;
        house.wait_ms(SETTLED).await;
        assert!(!still_open(&house).await);
        assert!(house.sees(residents_group()).contains("楼道声控灯 · 1 票"), "{}", house.shows(residents_group()));
    }
}
