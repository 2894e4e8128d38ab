//! Taking what was said into the draft: words up to their limit, files that can be kept, parts of an album.

use super::draft::{Draft, MAX_WORDS};
use super::{draft, draft_mut, place, privacy};
use crate::conversation::input::What;
use crate::conversation::talk::Talk;
use crate::conversation::turn::Change;
use crate::domain::id::MediaId;
use crate::domain::media::{MAX_FILE_BYTES, Media, MediaKind};
use crate::text;
use crate::text::Text;

/// Begins a new draft with what was said.
///
/// # Errors
/// The sentence about what couldn't be taken.
pub(super) fn first(talk: &mut Talk<'_>) -> Result<(), Text> {
    talk.session.draft = Some(Draft::new(talk.now));
    match &talk.input.what {
        What::Text(words) => words_or_note(talk, words),
        What::Command { .. } if !talk.words().is_empty() => {
            let words = talk.words();
            words_or_note(talk, words)
        }
        What::Media(_) => media(talk).map(drop),
        What::Location { lat, lon } => {
            if talk.estate.places.nearest_compound(*lat, *lon).is_none() {
                return Err(place::far_away());
            }
            draft_mut(talk).located = Some((*lat, *lon));
            Ok(())
        }
        What::Unusable => Err(text!("report-unusable")),
        _ => Ok(()),
    }
}

/// Takes the file that was said, and its caption. Gives the sentence that it is kept.
///
/// # Errors
/// The sentence about why it can't be.
pub(super) fn media(talk: &mut Talk<'_>) -> Result<Text, Text> {
    let What::Media(media) = &talk.input.what else { return Err(text!("report-unusable")) };
    let kept = file(talk, media);
    let words = words_or_note(talk, &media.caption);
    kept?;
    words?;
    Ok(text!("report-file-kept"))
}

/// Adds words to the description. Gives the sentence that they are there, or that not all of them are.
///
/// A line that is only a phone number is how to reach the reporter, never part of what they say.
pub(super) fn more_words(talk: &mut Talk<'_>, words: &str) -> Text {
    if let Some(contact) = privacy::only_contact(words) {
        return privacy::keep(talk, contact);
    }
    words_or_note(talk, words).err().unwrap_or_else(|| text!("report-words-added"))
}

/// Takes a later part of the album that came last. False when it is none.
pub(super) fn album_goes_on(talk: &mut Talk<'_>) -> bool {
    let What::Media(media) = &talk.input.what else { return false };
    let same = media.album.is_some() && talk.session.draft.as_ref().is_some_and(|draft| draft.album == media.album);
    if same && file(talk, media).is_ok() {
        more_words(talk, &media.caption);
    }
    same
}

fn words_or_note(talk: &mut Talk<'_>, words: &str) -> Result<(), Text> {
    let (message, catalogue) = (talk.input.message, &talk.estate.catalogue);
    if draft_mut(talk).add_words(message, words, catalogue) {
        Ok(())
    } else {
        Err(text!("report-too-long", most = MAX_WORDS))
    }
}

fn file(talk: &mut Talk<'_>, media: &Media) -> Result<(), Text> {
    let most = talk.estate.quotas.photos;
    let have = i64::try_from(draft(talk).media.len()).unwrap_or(i64::MAX);
    if media.kind == MediaKind::Other {
        return Err(text!("report-file-kind"));
    }
    if media.size.is_some_and(|size| size > MAX_FILE_BYTES) {
        return Err(text!("report-file-large"));
    }
    if most > 0 && have >= most {
        return Err(text!("report-files-enough", most = most));
    }
    let id = MediaId(talk.fresh_id());
    talk.change(Change::Media { id, media: media.clone() });
    let draft = draft_mut(talk);
    draft.media.push(id);
    draft.voice |= media.kind == MediaKind::Voice;
    draft.album.clone_from(&media.album);
    Ok(())
}
