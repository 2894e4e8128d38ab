//! Faults strike as told, and the record says so.

use std::time::Duration;

use mulin::sandbox::{Fault, Rule};
use serde_json::{Value, json};

use crate::{House, TOKEN, WANG};

impl House {
    /// Calls `sendMessage` and gives whatever comes of it.
    async fn try_send(&self) -> Result<Value, reqwest::Error> {
        let address = self.address(&format!("/bot{TOKEN}/sendMessage"));
        let request = self.http.post(address).json(&json!({ "chat_id": WANG, "text": "好" }));
        request.timeout(Duration::from_millis(300)).send().await?.json().await
    }

    fn sent(&self) -> usize {
        self.world().messages(WANG).len()
    }
}

#[tokio::test]
async fn refusals_strike_as_often_as_told_and_do_nothing() {
    let house = House::new().await;
    house.world().faults(
        vec![Rule::next(1, "sendMessage", Fault::Blocked), Rule::next(1, "sendMessage", Fault::Server { code: 502 })],
        0,
    );
    assert_eq!(house.try_send().await.expect("an answer")["description"], "Forbidden: bot was blocked by the user");
    assert_eq!(house.try_send().await.expect("an answer")["description"], "Bad Gateway");
    assert_eq!(house.sent(), 0);
    assert_eq!(house.try_send().await.expect("an answer")["ok"], true);
    let codes: Vec<_> = house.world().record().iter().map(|call| (call.number, call.code)).collect();
    assert_eq!(codes, [(1, 403), (2, 502), (3, 200)]);
}

#[tokio::test]
async fn a_429_holds_the_chat_until_its_time() {
    let house = House::new().await;
    house.world().fault(Rule::next(1, "sendMessage", Fault::TooMany { retry_after: 5 }));
    let retry_after = async || house.try_send().await.expect("an answer")["parameters"]["retry_after"].as_i64();
    assert_eq!(retry_after().await, Some(5));
    house.clock.advance(2_000);
    assert_eq!(retry_after().await, Some(3));
    house.clock.advance(3_000);
    assert_eq!(retry_after().await, None);
    assert_eq!(house.sent(), 1);
}

#[tokio::test]
async fn what_breaks_after_the_call_is_done_all_the_same() {
    let house = House::new().await;
    for (fault, sent) in [(Fault::Reset, 0), (Fault::Hang, 1), (Fault::Cut, 2), (Fault::CutJson, 3)] {
        house.world().fault(Rule::next(1, "sendMessage", fault));
        house.try_send().await.expect_err("no whole answer");
        assert_eq!(house.sent(), sent, "{fault:?}");
    }
    let faults: Vec<_> = house.world().record().iter().map(|call| call.fault.clone().unwrap_or_default()).collect();
    assert_eq!(faults, ["Reset", "Hang", "Cut", "CutJson"]);
}
