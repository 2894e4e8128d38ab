//! The bytes of files that people sent: sealed in the media folder, named by their hash.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use data_encoding::{BASE64_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

use super::Store;

/// The media folder.
#[derive(Clone, Debug)]
pub struct Vault {
    folder: PathBuf,
    store: Store,
}

impl Vault {
    /// The vault in `folder`, which is made when the first file comes, under the key of `store`.
    #[must_use]
    pub const fn new(folder: PathBuf, store: Store) -> Self {
        Self { folder, store }
    }

    /// Keeps bytes: a temporary file, synced, then renamed. Gives their hash (hexadecimal) and size.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub async fn put(&self, bytes: Vec<u8>) -> std::io::Result<(String, i64)> {
        let hash = HEXLOWER.encode(&Sha256::digest(&bytes));
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let sealed = self
            .store
            .seal()
            .close("media", "bytes", size, &BASE64_NOPAD.encode(&bytes))
            .map_err(std::io::Error::other)?;
        let (folder, name) = (self.folder.clone(), hash.clone());
        let written = tokio::task::spawn_blocking(move || write(&folder, &name, sealed.as_bytes())).await;
        written.map_err(std::io::Error::other)??;
        Ok((hash, size))
    }

    /// Removes the bytes of this hash, if they are there.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub async fn remove(&self, sha256: &str) -> std::io::Result<()> {
        match tokio::fs::remove_file(self.folder.join(sha256)).await {
            Err(wrong) if wrong.kind() != std::io::ErrorKind::NotFound => Err(wrong),
            _ => Ok(()),
        }
    }

    /// The bytes of this hash and size.
    ///
    /// # Errors
    /// When the file isn't there or was changed.
    pub async fn get(&self, sha256: &str, size: i64) -> std::io::Result<Vec<u8>> {
        let sealed = tokio::fs::read_to_string(self.folder.join(sha256)).await?;
        let text = self.store.seal().open("media", "bytes", size, &sealed).map_err(std::io::Error::other)?;
        BASE64_NOPAD.decode(text.as_bytes()).map_err(std::io::Error::other)
    }
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let temporary = folder.join(format!("{name}.part"));
    let mut file = std::fs::File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(temporary, folder.join(name))?;
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::seal::Seal;

    #[tokio::test]
    async fn what_is_kept_comes_back_and_lies_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("mulin.db").display());
        let store = Store::open(&url, Seal::new([1; 32])).await.unwrap();
        let vault = Vault::new(folder.path().join("media"), store);
        let (hash, size) = vault.put(b"stair light".to_vec()).await.unwrap();
        assert_eq!(vault.get(&hash, size).await.unwrap(), b"stair light");
        let lies = std::fs::read(folder.path().join("media").join(&hash)).unwrap();
        assert!(!lies.windows(5).any(|part| part == b"stair"));
        assert!(vault.get(&hash, size + 1).await.is_err() && vault.get("none", 1).await.is_err());
    }
}
