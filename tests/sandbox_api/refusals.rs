//! What Telegram refuses, and the words it does it in.

use std::sync::Arc;

use mulin::sandbox::{Limits, Standing};
use serde_json::{Value, json};

use crate::{BOT, FORUM, GROUP, House, LIN, STRANGER, TOKEN, WANG, buttons};

#[tokio::test]
async fn unknown_tokens_methods_and_paths() {
    let house = House::new().await;
    let status = async |path: &str| {
        let answer = house.http.get(house.address(path)).send().await.expect("an answer");
        let status = answer.status().as_u16();
        let body: Value = answer.json().await.expect("JSON");
        assert_eq!(body["error_code"], status);
        (status, body["description"].as_str().expect("a text").to_owned())
    };
    assert_eq!(status("/bot1000000:wrong/getMe").await, (401, "Unauthorized".to_owned()));
    assert_eq!(status(&format!("/bot{TOKEN}/getMee")).await, (404, "Not Found".to_owned()));
    assert_eq!(status("/nowhere").await, (404, "Not Found".to_owned()));
}

#[tokio::test]
async fn messages_that_cannot_be_sent() {
    let house = House::new().await;
    let long = "好".repeat(4_097);
    let many: Vec<Value> = (0..101).map(|n| json!([{ "text": "好", "callback_data": n.to_string() }])).collect();
    let cases = [
        (json!({ "text": "好" }), "Bad Request: chat_id is empty"),
        (json!({ "chat_id": 99, "text": "好" }), "Bad Request: chat not found"),
        (json!({ "chat_id": "@nobody", "text": "好" }), "Bad Request: chat not found"),
        (json!({ "chat_id": STRANGER, "text": "好" }), "Bad Request: chat not found"),
        (json!({ "chat_id": LIN, "text": "好" }), "Forbidden: bot can't initiate conversation with a user"),
        (json!({ "chat_id": WANG }), "Bad Request: message text is empty"),
        (json!({ "chat_id": WANG, "text": " \n" }), "Bad Request: message text is empty"),
        (json!({ "chat_id": WANG, "text": long }), "Bad Request: message is too long"),
        (
            json!({ "chat_id": WANG, "text": "<b>好", "parse_mode": "HTML" }),
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            json!({ "chat_id": WANG, "text": "好", "entities": [{ "type": "bold", "offset": 0, "length": 2 }] }),
            "Bad Request: ENTITY_BOUNDS_INVALID",
        ),
        (
            json!({ "chat_id": WANG, "text": "好", "reply_markup": buttons(&"按".repeat(22)) }),
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            json!({ "chat_id": WANG, "text": "好", "reply_markup": { "inline_keyboard": [[{ "text": "好" }]] } }),
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            json!({ "chat_id": WANG, "text": "好", "reply_markup": { "inline_keyboard": [[{ "callback_data": "a" }]] } }),
            "Bad Request: can't parse inline keyboard button: can't find field \"text\"",
        ),
        (
            json!({ "chat_id": WANG, "text": "好", "reply_markup": { "inline_keyboard": many } }),
            "Bad Request: reply markup is too long",
        ),
        (json!({ "chat_id": WANG, "text": "好", "reply_markup": 5 }), "Bad Request: object expected as reply markup"),
        (
            json!({ "chat_id": WANG, "text": "好", "reply_parameters": { "message_id": 77 } }),
            "Bad Request: message to be replied not found",
        ),
        (json!({ "chat_id": FORUM, "text": "好", "message_thread_id": 77 }), "Bad Request: message thread not found"),
        (json!({ "chat_id": WANG, "text": "好", "parse_mode": "XML" }), "Bad Request: unsupported parse_mode"),
        (json!({ "chat_id": WANG, "text": "好", "colour": 1 }), "Bad Request: unknown parameter \"colour\""),
    ];
    for (params, text) in cases {
        assert_eq!(house.refused("sendMessage", params.clone()).await, text, "{params}");
    }
    assert!(house.world().messages(WANG).is_empty());
}

#[tokio::test]
async fn lengths_are_counted_in_utf16_units_and_bytes() {
    let house = House::new().await;
    house.send(WANG, &"😀".repeat(2_048)).await;
    assert_eq!(
        house.refused("sendMessage", json!({ "chat_id": WANG, "text": "😀".repeat(2_049) })).await,
        "Bad Request: message is too long"
    );
    let fits = json!({ "chat_id": WANG, "text": "好", "reply_markup": buttons(&format!("{}x", "按".repeat(21))) });
    house.call("sendMessage", fits).await;
}

#[tokio::test]
async fn edits_that_cannot_be_made() {
    let house = House::new().await;
    let world = house.world();
    let own = house.call("sendMessage", json!({ "chat_id": WANG, "text": "一", "reply_markup": buttons("a") })).await;
    let own = own["message_id"].clone();
    let theirs = world.say(WANG, WANG, "我的").expect("she is there").message_id();
    let same = json!({ "chat_id": WANG, "message_id": own, "text": "一", "reply_markup": buttons("a") });
    let cases = [
        (
            same,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same \
             as a current content and reply markup of the message",
        ),
        (json!({ "chat_id": WANG, "message_id": 99, "text": "二" }), "Bad Request: message to edit not found"),
        (json!({ "chat_id": WANG, "message_id": theirs, "text": "二" }), "Bad Request: message can't be edited"),
        (json!({ "chat_id": WANG, "message_id": own, "text": "" }), "Bad Request: message text is empty"),
        (json!({ "chat_id": WANG, "text": "二" }), "Bad Request: message identifier is not specified"),
        (json!({ "chat_id": WANG, "message_id": own, "text": "二".repeat(4_097) }), "Bad Request: MESSAGE_TOO_LONG"),
    ];
    for (params, text) in cases {
        assert_eq!(house.refused("editMessageText", params.clone()).await, text, "{params}");
    }
    let caption = json!({ "chat_id": WANG, "message_id": own, "caption": "二" });
    assert_eq!(
        house.refused("editMessageCaption", caption).await,
        "Bad Request: there is no caption in the message to edit"
    );
    let edited = house.call("editMessageText", json!({ "chat_id": WANG, "message_id": own, "text": "二" })).await;
    assert_eq!((&edited["text"], edited.get("reply_markup")), (&json!("二"), None));
}

#[tokio::test]
async fn who_shut_the_bot_out() {
    let house = House::new().await;
    let world = house.world();
    world.block(WANG).expect("she is there");
    let text = |chat: i64| json!({ "chat_id": chat, "text": "好" });
    assert_eq!(house.refused("sendMessage", text(WANG)).await, "Forbidden: bot was blocked by the user");
    world.start(WANG, "").expect("she is there");
    house.send(WANG, "欢迎回来").await;
    world.set_standing(FORUM, BOT, Standing::Kicked, WANG).expect("the group is there");
    assert_eq!(house.refused("sendMessage", text(FORUM)).await, "Forbidden: bot was kicked from the supergroup chat");
    world.migrate(GROUP, -300).expect("the group is there");
    let answer = house.ask("sendMessage", text(GROUP)).await;
    assert_eq!(answer["description"], "Bad Request: group chat was upgraded to a supergroup chat");
    assert_eq!(answer["parameters"]["migrate_to_chat_id"], -300);
    house.send(-300, "好").await;
}

#[tokio::test]
async fn a_press_can_be_answered_once_and_for_150_seconds() {
    let house = House::new().await;
    let world = house.world();
    let sent = house.call("sendMessage", json!({ "chat_id": WANG, "text": "一", "reply_markup": buttons("a") })).await;
    let message = sent["message_id"].as_i64().expect("an id");
    let too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    let press = async || {
        world.press_label(WANG, WANG, "好").expect("the button is there");
        let updates = house.updates(-1).await;
        assert_eq!(updates[0]["callback_query"]["data"], "a");
        assert_eq!(updates[0]["callback_query"]["message"]["message_id"], message);
        json!({ "callback_query_id": updates[0]["callback_query"]["id"] })
    };
    let query = press().await;
    house.call("answerCallbackQuery", query.clone()).await;
    assert_eq!(house.refused("answerCallbackQuery", query).await, too_old);
    let mut query = press().await;
    query["text"] = "长".repeat(201).into();
    assert_eq!(house.refused("answerCallbackQuery", query.clone()).await, "Bad Request: MESSAGE_TOO_LONG");
    query["text"] = "好".into();
    house.clock.advance(151_000);
    assert_eq!(house.refused("answerCallbackQuery", query).await, too_old);
}

#[tokio::test]
async fn other_refusals() {
    let house = House::new().await;
    let sent = house.send(WANG, "一").await;
    let react =
        |emoji: &str| json!({ "chat_id": WANG, "message_id": sent, "reaction": [{ "type": "emoji", "emoji": emoji }] });
    house.call("setMessageReaction", react("👍")).await;
    let cases = [
        ("setMessageReaction", react("🧊"), "Bad Request: REACTION_INVALID"),
        (
            "sendPhoto",
            json!({ "chat_id": WANG, "photo": "nothing" }),
            "Bad Request: wrong file identifier/HTTP URL specified",
        ),
        ("sendPhoto", json!({ "chat_id": WANG }), "Bad Request: there is no photo in the request"),
        ("getFile", json!({ "file_id": "nothing" }), "Bad Request: invalid file_id"),
        (
            "copyMessage",
            json!({ "chat_id": WANG, "from_chat_id": WANG, "message_id": 99 }),
            "Bad Request: message to copy not found",
        ),
        ("deleteMessage", json!({ "chat_id": WANG, "message_id": 99 }), "Bad Request: message to delete not found"),
        ("createForumTopic", json!({ "chat_id": GROUP, "name": "甲" }), "Bad Request: the chat is not a forum"),
        (
            "setMyCommands",
            json!({ "commands": [{ "command": "Start!", "description": "x" }] }),
            "Bad Request: BOT_COMMAND_INVALID",
        ),
        ("getChatMember", json!({ "chat_id": GROUP, "user_id": 99 }), "Bad Request: user not found"),
        (
            "sendChatAction",
            json!({ "chat_id": WANG, "action": "dance" }),
            "Bad Request: wrong parameter action in request",
        ),
    ];
    for (method, params, text) in cases {
        assert_eq!(house.refused(method, params.clone()).await, text, "{method} {params}");
    }
}

#[tokio::test]
async fn without_strictness_an_unknown_parameter_is_passed_over() {
    let house = House::with(|options| options.strict = false).await;
    house.call("sendMessage", json!({ "chat_id": WANG, "text": "好", "colour": 1 })).await;
}

#[tokio::test]
async fn the_fourth_message_of_a_second_is_too_many() {
    let house = House::with(|options| options.limits = Limits::TELEGRAM).await;
    for _ in 0..3 {
        house.send(WANG, "好").await;
    }
    let text = json!({ "chat_id": WANG, "text": "好" });
    let answer = house.ask("sendMessage", text).await;
    assert_eq!(answer["error_code"], 429);
    assert_eq!(answer["description"], "Too Many Requests: retry after 3");
    assert_eq!(answer["parameters"]["retry_after"], 3);
    Arc::clone(&house.clock).advance(3_000);
    house.send(WANG, "好").await;
}
