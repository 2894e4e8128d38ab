//! A peer for the benchmark: the same three-step dialogue with teloxide's dispatcher and its SQLite storage.

use serde::{Deserialize, Serialize};
use teloxide::dispatching::dialogue::{self, SqliteStorage, serializer::Json};
use teloxide::prelude::*;
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

#[derive(Clone, Default, Serialize, Deserialize)]
enum State {
    #[default]
    Menu,
    What,
    Category(String),
}

type MyDialogue = Dialogue<State, SqliteStorage<Json>>;
type Done = Result<(), Box<dyn std::error::Error + Send + Sync>>;

fn buttons(labels: &[&str]) -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new([labels.iter().map(|label| InlineKeyboardButton::callback(*label, *label))])
}

async fn said(bot: Bot, dialogue: MyDialogue, message: Message) -> Done {
    let text = message.text().unwrap_or_default();
    let state = dialogue.get_or_default().await?;
    let (next, answer, labels): (State, &str, &[&str]) = match (text, state) {
        ("/report", _) => (State::What, "请说说是什么事,也可以直接发照片。", &["取消"]),
        ("/cancel", _) => (State::Menu, "您要办什么?", &["报修", "我的事"]),
        (words, State::What) => (State::Category(words.to_owned()), "是“照明”的事吗?", &["是", "不是"]),
        (_, state) => (state, "您要办什么?", &["报修", "我的事"]),
    };
    dialogue.update(next).await?;
    bot.send_message(message.chat.id, answer).reply_markup(buttons(labels)).await?;
    Ok(())
}

#[tokio::main]
async fn main() {
    let bot = Bot::from_env();
    let path = std::env::var("DB_FILE").unwrap();
    let storage = SqliteStorage::open(&path, Json).await.unwrap();
    let handler = dialogue::enter::<Update, SqliteStorage<Json>, State, _>()
        .branch(Update::filter_message().endpoint(said));
    Dispatcher::builder(bot, handler).dependencies(dptree::deps![storage]).build().dispatch().await;
}
