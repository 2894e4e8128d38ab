//! Files that people sent: a row each; the bytes lie sealed in the media folder.

use super::seal::Seal;
use super::sql::{read_in, write_many};
use super::{StoreError, Tx};
use crate::domain::id::MediaId;
use crate::domain::media::{Media, MediaKind};
use crate::domain::time::Moment;
use crate::row;

/// A stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id.
    pub id: MediaId,
    /// What it is.
    pub kind: MediaKind,
    /// Telegram's id for sending it again.
    pub file: String,
    /// What became of its bytes.
    pub copy: Copied,
    /// The hash of its bytes, hexadecimal, once fetched; also its name in the media folder.
    pub sha256: String,
    /// Their number.
    pub size: i64,
}

/// What became of a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// They are still to be fetched.
    NotYet,
    /// They lie in the media folder.
    Kept,
    /// They are to be removed, and this row with them.
    Forgotten,
    /// They can't be had: Telegram gives them no more, or they hold what can't be taken out.
    Lost,
}

/// Writes a file's row.
///
/// # Errors
/// What the database says.
pub async fn add(tx: &mut Tx<'_>, seal: &Seal, id: MediaId, media: &Media, now: Moment) -> Result<(), StoreError> {
    let text = "INSERT INTO media (id, kind, file_sealed, size, sha256, fetched, created_at) \
                VALUES ($1, $2, $3, $4, '', 0, $5) ON CONFLICT (id) DO NOTHING";
    sqlx::query(text)
        .bind(id.0)
        .bind(media.kind.code())
        .bind(seal.close("media", "file", id.0, &media.file)?)
        .bind(media.size.unwrap_or(0))
        .bind(now.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The rows of these files, in the order asked for.
///
/// # Errors
/// What the database says, or a broken seal.
pub async fn find(tx: &mut Tx<'_>, seal: &Seal, ids: &[MediaId]) -> Result<Vec<Stored>, StoreError> {
    let text = ("id, kind, file_sealed, fetched, sha256, size", "FROM media WHERE id IN");
    let rows: Vec<(i64, String, String, i64, String, i64)> = read_in(tx, text, ids.iter().map(|id| id.0), "").await?;
    let mut found = Vec::with_capacity(rows.len());
    for (id, kind, file, fetched, sha256, size) in rows {
        found.push(Stored {
            id: MediaId(id),
            kind: MediaKind::of_code(&kind).unwrap_or(MediaKind::Other),
            file: seal.open("media", "file", id, &file)?,
            copy: match fetched {
                0 => Copied::NotYet,
                1 => Copied::Kept,
                3 => Copied::Forgotten,
                _ => Copied::Lost,
            },
            sha256,
            size,
        });
    }
    found.sort_by_key(|stored| ids.iter().position(|id| *id == stored.id));
    Ok(found)
}

/// Notes that a file's bytes lie in the media folder; false when it was forgotten meanwhile.
///
/// # Errors
/// What the database says.
pub async fn fetched(tx: &mut Tx<'_>, id: MediaId, sha256: &str, size: i64) -> Result<bool, StoreError> {
    let text = "UPDATE media SET fetched = CASE WHEN fetched = 3 THEN 3 ELSE 1 END, sha256 = $1, size = $2 \
                WHERE id = $3 RETURNING fetched";
    let fetched: i64 = sqlx::query_scalar(text).bind(sha256).bind(size).bind(id.0).fetch_one(&mut **tx).await?;
    Ok(fetched == 1)
}

/// Notes that a file's bytes can't be had.
///
/// # Errors
/// What the database says.
pub async fn lost(tx: &mut Tx<'_>, id: MediaId) -> Result<(), StoreError> {
    sqlx::query("UPDATE media SET fetched = 2 WHERE id = $1").bind(id.0).execute(&mut **tx).await?;
    Ok(())
}

/// Notes that files are to be removed; whoever fetches files does it.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &mut Tx<'_>, ids: &[MediaId]) -> Result<(), StoreError> {
    let rows = ids.iter().map(|id| row![id.0]).collect();
    let after = ") UPDATE media SET fetched = 3 FROM v WHERE media.id = v.id";
    write_many(tx, "WITH v(id) AS (", after, rows).await?;
    Ok(())
}

/// Removes the row of a file that is forgotten; gives whether another row has the same bytes.
///
/// # Errors
/// What the database says.
pub async fn remove(tx: &mut Tx<'_>, file: &Stored) -> Result<bool, StoreError> {
    sqlx::query("DELETE FROM media WHERE id = $1").bind(file.id.0).execute(&mut **tx).await?;
    let same = sqlx::query_scalar("SELECT COUNT(*) FROM media WHERE sha256 = $1 AND sha256 <> ''").bind(&file.sha256);
    let same: i64 = same.fetch_one(&mut **tx).await?;
    Ok(same > 0)
}
