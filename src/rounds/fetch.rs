//! Fetches the bytes of files that people sent: through the process, sealed, named by their hash.
//!
//! A file's timer is due from the moment its row is written and goes when its bytes lie safely in the folder, so a
//! crash fetches again and loses none. Pictures lose what a camera writes into them (place, device) before they are kept.

use std::sync::Arc;

use img_parts::{DynImage, ImageEXIF};

use crate::domain::clocks::Timer;
use crate::domain::id::MediaId;
use crate::domain::time::Clock;
use crate::store::vault::Vault;
use crate::store::{Store, StoreError, media, timers};
use crate::telegram::client::Client;

/// Files fetched in a step.
const CHUNK: i64 = 8;
/// Minutes until a file that could not be fetched is tried again.
const AGAIN_MINUTES: i64 = 10;

/// Why a file could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder.
    #[error("MULIN_MEDIA: {0}")]
    Folder(#[from] std::io::Error),
}

/// Fetches files into the media folder.
#[derive(Debug)]
pub struct Fetcher {
    store: Store,
    client: Client,
    clock: Arc<dyn Clock>,
    vault: Vault,
}

impl Fetcher {
    /// A fetcher into `vault`.
    #[must_use]
    pub const fn new(store: Store, client: Client, clock: Arc<dyn Clock>, vault: Vault) -> Self {
        Self { store, client, clock, vault }
    }

    /// Fetches the next files; gives how many it dealt with.
    ///
    /// # Errors
    /// When database or folder can't be used.
    pub async fn step(&self) -> Result<usize, FetchError> {
        let now = self.clock.now();
        let due = timers::due(self.store.pool(), now, &[Timer::Fetch], CHUNK).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let ids: Vec<MediaId> = due.iter().map(|timer| MediaId(timer.object)).collect();
        let mut tx = self.store.begin().await.map_err(StoreError::from)?;
        let files = media::find(&mut tx, self.store.seal(), &ids).await?;
        tx.rollback().await.map_err(StoreError::from)?;
        for file in &files {
            let kept = match self.client.download(&file.file).await {
                Ok(bytes) => Some(self.vault.put(strip(bytes)).await?),
                Err(wrong) => {
                    tracing::warn!(media = file.id.0, %wrong, "a file could not be fetched; it is tried again");
                    None
                }
            };
            let mut tx = self.store.begin().await.map_err(StoreError::from)?;
            if let Some((hash, size)) = kept {
                media::fetched(&mut tx, file.id, &hash, size).await?;
                timers::clear(&mut tx, Timer::Fetch, file.id.0).await?;
            } else {
                let due = now.plus_minutes(AGAIN_MINUTES);
                timers::set(&mut tx, Timer::Fetch, file.id.0, due).await?;
            }
            tx.commit().await.map_err(StoreError::from)?;
        }
        Ok(files.len())
    }
}

/// A picture without what its camera wrote into it; anything else as it is.
fn strip(bytes: Vec<u8>) -> Vec<u8> {
    match DynImage::from_bytes(bytes.clone().into()) {
        Ok(Some(mut image)) => {
            image.set_exif(None);
            image.encoder().bytes().to_vec()
        }
        _ => bytes,
    }
}
