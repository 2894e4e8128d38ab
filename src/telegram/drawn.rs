//! Pictures that are drawn when they are sent: the outbox keeps what is to be drawn, in the reader's words, and no
//! bytes; a call that is made again is drawn again.

use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::client::{CallError, Client};
use super::render::{self, Call};
use crate::domain::id::MediaId;
use crate::pictures::{DrawError, Picture};
use crate::store::media::{Copied, Stored};
use crate::store::vault::Vault;

/// UTF-16 units of the words under a picture.
const CAPTION: usize = 1024;
/// Where a call says what is to be drawn; taken out before it is made.
const PICTURE: &str = "picture";

/// The call that sends a picture with these words under it.
#[must_use]
pub fn call(picture: &Picture<MediaId, String>, caption: &str) -> Call {
    Call::new("sendPhoto", json!({ PICTURE: picture, "caption": render::cut(caption, CAPTION) }))
}

/// What a call is to draw, if it is to draw anything.
pub(super) fn picture(body: &Value) -> Option<Picture<MediaId, String>> {
    serde_json::from_value(body.get(PICTURE)?.clone()).ok()
}

/// Draws a picture of these photos and sends it with the rest of the call.
pub(super) async fn send(
    client: &Client,
    vault: &Vault,
    (picture, photos): (Picture<MediaId, String>, &[Stored]),
    body: &Value,
) -> Result<Value, CallError> {
    let mut bytes = Vec::with_capacity(photos.len());
    for wanted in picture.photos() {
        bytes.push(photo(vault, photos.iter().find(|photo| photo.id == wanted)).await?);
    }
    match drawn(picture, bytes).await {
        Ok(png) => client.send_photo(body, png).await,
        Err(wrong) => {
            tracing::error!(%wrong, "a picture can't be drawn");
            Err(CallError::Refused("the picture could not be drawn".to_owned()))
        }
    }
}

/// Pictures drawn at once: each takes some 10 MB while it is, and a digest goes to hundreds of groups.
static DRAWING: Semaphore = Semaphore::const_new(2);

/// Draws a picture beside what else goes on.
async fn drawn(picture: Picture<MediaId, String>, photos: Vec<Vec<u8>>) -> Result<Vec<u8>, DrawError> {
    // Nobody closes it; were it closed, nothing would hold drawing up.
    let _one_of_few = DRAWING.acquire().await.ok();
    tokio::task::spawn_blocking(move || picture.draw(photos)).await.unwrap_or(Err(DrawError::Size))
}

/// The bytes of a photo; one that isn't fetched yet is tried again later.
pub(super) async fn photo(vault: &Vault, file: Option<&Stored>) -> Result<Vec<u8>, CallError> {
    let refused = |why: &str| Err(CallError::Refused(why.to_owned()));
    let Some(file) = file else { return refused("the file is gone") };
    match file.copy {
        Copied::NotYet => return Err(CallError::NotReady),
        Copied::Lost | Copied::Forgotten => return refused("the file could not be fetched"),
        Copied::Kept => {}
    }
    match vault.get(&file.sha256, file.size).await {
        Ok(bytes) => Ok(bytes),
        Err(wrong) => {
            tracing::error!(%wrong, "our copy of a file can't be read");
            refused("our copy of the file can't be read")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pictures::Pair;

    #[test]
    fn what_is_to_be_drawn_waits_as_data() {
        let pair = Pair {
            title: "永丰里".to_owned(),
            before: (MediaId(7), "前".to_owned()),
            after: (MediaId(8), "后".to_owned()),
        };
        let sent = Picture::Pair(pair);
        let call = call(&sent, &"长".repeat(2_000));
        assert_eq!(picture(&call.body).as_ref(), Some(&sent));
        assert_eq!(sent.photos(), [MediaId(7), MediaId(8)]);
        assert!(call.body["caption"].as_str().is_some_and(|caption| caption.encode_utf16().count() <= CAPTION));
        assert_eq!(picture(&json!({"photo": "a"})), None);
    }
}
