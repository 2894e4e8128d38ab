//! Sealed at rest: AES-256-GCM over what people wrote, bound to its table, column and row.
//!
//! A sealed value reads `KEY.BASE64`, where KEY is the key's fingerprint, and the associated data is
//! `table/column/id`: a value that was moved elsewhere doesn't open. The key file is never part of a backup.

use std::path::Path;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use data_encoding::{BASE64_NOPAD, HEXLOWER};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::outside;

/// Bytes of a nonce.
const NONCE: usize = 12;

/// A sealed value can't be opened: another key, another row, or damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value of {table}.{column} doesn't open")]
pub struct Broken {
    /// Its table.
    pub table: &'static str,
    /// Its column.
    pub column: &'static str,
}

/// The system has no dice, so nothing can be sealed: with a nonce that was used before, whoever holds two values of it
/// would read both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no random numbers to seal with")]
pub struct NoDice;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file can't be read or made.
    #[error("MULIN_KEY_FILE: {0}")]
    File(#[from] std::io::Error),
    /// There is no such file, and this is no command that may begin a new one.
    #[error("MULIN_KEY_FILE: {0} isn't there; without the key that sealed this database nothing in it can be read")]
    Missing(String),
    /// The file holds no key.
    #[error("MULIN_KEY_FILE: must hold 64 hexadecimal digits")]
    NoKey,
    /// The system has no dice.
    #[error("MULIN_KEY_FILE: no random numbers to make a key from")]
    NoDice,
}

/// The key, ready for use.
pub struct Seal {
    cipher: Aes256Gcm,
    mac: Hmac<Sha256>,
    fingerprint: String,
    dice: Dice,
}

/// What fills bytes by chance.
type Dice = fn(&mut [u8]) -> Result<(), getrandom::Error>;

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seal").field("fingerprint", &self.fingerprint).finish_non_exhaustive()
    }
}

/// The HMAC of a 256-bit key.
pub(super) fn keyed(key: [u8; 32]) -> Hmac<Sha256> {
    let mut long = [0u8; 64];
    long[..32].copy_from_slice(&key);
    Hmac::new(&long.into())
}

impl Seal {
    /// The seal of a 256-bit key.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        let derived =
            |purpose: &[u8]| -> [u8; 32] { Sha256::new_with_prefix(purpose).chain_update(key).finalize().into() };
        let fingerprint = HEXLOWER.encode(derived(b"mulin fingerprint").get(..4).unwrap_or_default());
        let mac = keyed(derived(b"mulin codes"));
        Self { cipher: Aes256Gcm::new(&key.into()), mac, fingerprint, dice: outside::dice }
    }

    /// The seal of a key file.
    ///
    /// # Errors
    /// When the file isn't there, can't be read, or holds no key.
    pub fn from_file(path: &Path) -> Result<Self, KeyError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::of_text(&text),
            Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => {
                Err(KeyError::Missing(path.display().to_string()))
            }
            Err(other) => Err(other.into()),
        }
    }

    /// The seal of a key file; one that isn't there is made, readable by its owner only.
    ///
    /// # Errors
    /// When the file can't be read or made, or holds no key.
    pub fn from_file_or_new(path: &Path) -> Result<Self, KeyError> {
        match Self::from_file(path) {
            Err(KeyError::Missing(_)) => Self::of_text(&make_key_file(path)?),
            other => other,
        }
    }

    fn of_text(text: &str) -> Result<Self, KeyError> {
        let bytes = HEXLOWER.decode(text.trim().to_ascii_lowercase().as_bytes()).map_err(|_| KeyError::NoKey)?;
        Ok(Self::new(bytes.try_into().map_err(|_| KeyError::NoKey)?))
    }

    /// What tells this key from others without telling the key.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Closes `plain` for row `id` of a column. An empty text stays empty.
    ///
    /// # Errors
    /// [`NoDice`] when the system has none to make a nonce from.
    pub fn close(&self, table: &'static str, column: &'static str, id: i64, plain: &str) -> Result<String, NoDice> {
        if plain.is_empty() {
            return Ok(String::new());
        }
        let mut nonce = [0u8; NONCE];
        let aad = format!("{table}/{column}/{id}");
        let payload = Payload { msg: plain.as_bytes(), aad: aad.as_bytes() };
        (self.dice)(&mut nonce).map_err(|_| NoDice)?;
        let sealed = self.cipher.encrypt(&Nonce::from(nonce), payload).map_err(|_| NoDice)?;
        let bytes = [&nonce[..], &sealed].concat();
        Ok(format!("{}.{}", self.fingerprint, BASE64_NOPAD.encode(&bytes)))
    }

    /// Opens what [`Seal::close`] closed.
    ///
    /// # Errors
    /// [`Broken`] for another key, another place, or damage.
    pub fn open(&self, table: &'static str, column: &'static str, id: i64, sealed: &str) -> Result<String, Broken> {
        if sealed.is_empty() {
            return Ok(String::new());
        }
        let broken = Broken { table, column };
        let (key, body) = sealed.split_once('.').ok_or(broken)?;
        if key != self.fingerprint {
            return Err(broken);
        }
        let bytes = BASE64_NOPAD.decode(body.as_bytes()).map_err(|_| broken)?;
        let (nonce, body) = bytes.split_first_chunk::<NONCE>().ok_or(broken)?;
        let aad = format!("{table}/{column}/{id}");
        let payload = Payload { msg: body, aad: aad.as_bytes() };
        let plain = self.cipher.decrypt(&Nonce::from(*nonce), payload).map_err(|_| broken)?;
        String::from_utf8(plain).map_err(|_| broken)
    }

    /// What is stored of a code or token: enough to know it again, not to tell it.
    #[must_use]
    pub fn code(&self, code: &str) -> String {
        let mut mac = self.mac.clone();
        mac.update(code.as_bytes());
        HEXLOWER.encode(&mac.finalize().into_bytes())
    }
}

fn make_key_file(path: &Path) -> Result<String, KeyError> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut key = [0u8; 32];
    outside::dice(&mut key).map_err(|_| KeyError::NoDice)?;
    let text = HEXLOWER.encode(&key);
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    tracing::warn!("a new key was made; keep a copy of it apart from the data");
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{KeyError, NoDice, Seal};

    #[test]
    fn a_sealed_text_opens_in_its_own_row_only() {
        let seal = Seal::new([7; 32]);
        let sealed = seal.close("bodies", "words", 5, "楼道灯坏了").unwrap();
        assert!(!sealed.contains("楼道"));
        assert_eq!(seal.open("bodies", "words", 5, &sealed).as_deref(), Ok("楼道灯坏了"));
        assert!(seal.open("bodies", "words", 6, &sealed).is_err());
        assert!(Seal::new([8; 32]).open("bodies", "words", 5, &sealed).is_err());
    }

    #[test]
    fn without_dice_nothing_is_sealed() {
        let seal = Seal { dice: |_| Err(getrandom::Error::UNSUPPORTED), ..Seal::new([7; 32]) };
        assert_eq!(seal.close("bodies", "words", 5, "楼道灯坏了"), Err(NoDice));
    }

    #[test]
    fn a_key_is_made_only_where_one_may_begin() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        assert!(matches!(Seal::from_file(&path), Err(KeyError::Missing(_))) && !path.exists());
        let made = Seal::from_file_or_new(&path).unwrap();
        assert_eq!(Seal::from_file(&path).unwrap().fingerprint(), made.fingerprint());
    }
}
