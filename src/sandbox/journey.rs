//! How the page moves the clock: never past what the bot is to do on the way. A week that is jumped over in one step is
//! a week in which no meeting was called and no reminder came.

use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;

use super::world::World;
use crate::domain::time::{Clock, Moment};

/// How often is looked whether the bot has done what is due, and how many looks it gets at one stop.
const LOOK: Duration = Duration::from_millis(25);
const LOOKS: usize = 200;

/// Whoever knows for what the bot waits.
pub trait Waiting: std::fmt::Debug + Send + Sync {
    /// The earliest moment at which the bot has something to do; none where it waits for nothing.
    fn next(&self) -> BoxFuture<'_, Option<Moment>>;
}

impl World {
    /// Says who knows for what the bot waits; without them the clock goes in one step.
    pub fn waits(&self, waiting: Arc<dyn Waiting>) {
        let _ = self.waiting.set(waiting);
    }

    /// Moves the clock forward to `until`, with a stop wherever the bot has something to do, until that is done.
    pub(super) async fn travel(&self, until: Moment) {
        let _alone = self.travelling.lock().await;
        let mut looks = LOOKS;
        while let Some(bot) = self.waiting.get()
            && let Some(due) = bot.next().await.filter(|due| *due <= until)
        {
            if due > self.clock.now() {
                self.advance_to(due);
                looks = LOOKS;
            } else if looks > 0 {
                looks -= 1;
                let _ = tokio::time::timeout(LOOK, std::future::pending::<()>()).await;
            } else {
                // It can't do it now and tries again by itself.
                break;
            }
        }
        self.advance_to(until);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::Mutex;

    use super::*;
    use crate::outside::MovableClock;
    use crate::sandbox::Options;

    /// A bot that does at once what is due, and notes when it did.
    #[derive(Debug)]
    struct Bot {
        clock: Arc<MovableClock>,
        due: Mutex<VecDeque<Moment>>,
        done: Mutex<Vec<Moment>>,
    }

    impl Waiting for Bot {
        fn next(&self) -> BoxFuture<'_, Option<Moment>> {
            let (now, mut due) = (self.clock.now(), self.due.lock().unwrap());
            while due.front().is_some_and(|due| *due <= now) {
                due.pop_front();
                self.done.lock().unwrap().push(now);
            }
            let next = due.front().copied();
            Box::pin(async move { next })
        }
    }

    #[tokio::test]
    async fn the_clock_stops_wherever_something_is_due() {
        let start = Moment(1_795_422_000_000);
        let clock = Arc::new(MovableClock::new(start, 0));
        let options = Options::new(([127, 0, 0, 1], 0).into(), Arc::clone(&clock), "1:x");
        let world = World::new(&options).unwrap();
        let due = [1, 5, 24, 30].map(|hours| start.plus_hours(hours));
        let bot = Arc::new(Bot { clock: Arc::clone(&clock), due: Mutex::new(due.into()), done: Mutex::default() });
        world.waits(Arc::clone(&bot) as Arc<dyn Waiting>);
        world.travel(start.plus_hours(24)).await;
        assert_eq!(*bot.done.lock().unwrap(), [due[0], due[1], due[2]]);
        world.travel(start.plus_hours(26)).await;
        assert_eq!((clock.now(), bot.done.lock().unwrap().len()), (start.plus_hours(26), 3));
    }
}
