//! A picture as it waits in the outbox: what is to be drawn, and nothing drawn yet.

use serde::{Deserialize, Serialize};

use super::{DrawError, Pair, Sheet, pair, png, table};

/// What is to be drawn. `P` stands for a photo, `W` is what words are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Picture<P, W> {
    /// A table of counts.
    Sheet(Sheet<W>),
    /// Two photos.
    Pair(Pair<P, W>),
}

impl<P: Copy, W> Picture<P, W> {
    /// The same in other words.
    pub fn say<V>(&self, say: impl Fn(&W) -> V) -> Picture<P, V> {
        match self {
            Self::Sheet(sheet) => Picture::Sheet(sheet.say(say)),
            Self::Pair(Pair { title, before, after }) => Picture::Pair(Pair {
                title: say(title),
                before: (before.0, say(&before.1)),
                after: (after.0, say(&after.1)),
            }),
        }
    }

    /// The photos it is made of, in their order.
    #[must_use]
    pub fn photos(&self) -> Vec<P> {
        match self {
            Self::Sheet(_) => Vec::new(),
            Self::Pair(pair) => vec![pair.before.0, pair.after.0],
        }
    }
}

impl<P> Picture<P, String> {
    /// The picture as PNG, with the bytes of its photos in their order.
    ///
    /// # Errors
    /// [`DrawError::Photo`] when a photo's bytes are missing or can't be read.
    pub fn draw(self, photos: Vec<Vec<u8>>) -> Result<Vec<u8>, DrawError> {
        match self {
            Self::Sheet(sheet) => png(&table(&sheet)),
            Self::Pair(Pair { title, before, after }) => {
                let [left, right] = <[Vec<u8>; 2]>::try_from(photos).map_err(|_| DrawError::Photo)?;
                pair(&Pair { title, before: (left, before.1), after: (right, after.1) })
            }
        }
    }
}
