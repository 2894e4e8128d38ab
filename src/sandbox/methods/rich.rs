//! Rich messages: blocks instead of a text.

use serde_json::Value;

use super::Call;
use crate::sandbox::entities;
use crate::sandbox::messages::Body;
use crate::sandbox::refusal::{Answer, Refusal};

/// UTF-16 units of all texts of a rich message.
const TEXT_MAX: usize = 32_768;
/// Blocks of a rich message, those within blocks counted.
const BLOCKS_MAX: usize = 500;
/// Columns of a table.
const COLUMNS_MAX: usize = 20;

/// `sendRichMessage`.
pub(super) fn message(call: &mut Call<'_>) -> Answer {
    let chat = call.target()?;
    let blocks = call.params.get("rich_message").and_then(|rich| rich.get("blocks")).cloned().unwrap_or_default();
    let mut size = Size::default();
    size.add(&blocks);
    if size.blocks == 0 {
        return Err(Refusal::bad("message text is empty"));
    }
    if size.text > TEXT_MAX || size.blocks > BLOCKS_MAX || size.columns > COLUMNS_MAX {
        return Err(Refusal::bad("message is too long"));
    }
    let mut message = call.draft(chat, Body::Rich(blocks), String::new(), Vec::new())?;
    message.markup = call.markup()?;
    call.send(chat, message)
}

/// What a message's limits are about.
#[derive(Debug, Default)]
struct Size {
    text: usize,
    blocks: usize,
    columns: usize,
}

impl Size {
    fn add(&mut self, blocks: &Value) {
        for block in blocks.as_array().into_iter().flatten() {
            self.blocks += 1;
            for said in ["text", "summary", "caption"] {
                self.say(block.get(said));
            }
            for row in block.get("cells").and_then(Value::as_array).into_iter().flatten() {
                let cells = row.as_array().map_or(&[][..], Vec::as_slice);
                self.columns = self.columns.max(cells.len());
                for cell in cells {
                    self.say(cell.get("text"));
                }
            }
            self.add(block.get("blocks").unwrap_or(&Value::Null));
        }
    }

    fn say(&mut self, text: Option<&Value>) {
        self.text += text.and_then(Value::as_str).map_or(0, entities::utf16_len);
    }
}
