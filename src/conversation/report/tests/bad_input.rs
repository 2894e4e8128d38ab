//! What can't be used gets a sentence, and nothing that was said is lost.

use super::{House, at_review, photo, text};
use crate::conversation::input::What;
use crate::conversation::report::draft::MAX_WORDS;
use crate::domain::media::{MAX_FILE_BYTES, Media, MediaKind};

fn file(kind: MediaKind, size: i64) -> What {
    let What::Media(media) = photo("file", None, "") else { unreachable!() };
    What::Media(Media { kind, size: Some(size), ..media })
}

#[track_caller]
fn answered(what: What, sentence: &str) {
    let mut house = at_review();
    let before = house.draft().clone();
    house.taps("edit:3");
    house.does(what);
    assert!(house.sees().starts_with(sentence), "{}", house.sees());
    assert_eq!(house.draft().words(), before.words());
    assert_eq!(house.draft().media, before.media);
}

#[test]
fn each_gets_its_sentence() {
    answered(What::Unusable, "report-unusable");
    answered(file(MediaKind::Other, 10), "report-file-kind");
    answered(file(MediaKind::Video, MAX_FILE_BYTES + 1), "report-file-large");
    answered(What::Location { lat: 0, lon: 0 }, "report-where-far");
}

#[test]
fn a_long_text_is_kept_up_to_the_limit_and_that_is_said() {
    let mut house = House::new();
    house.begins(text(&"灯".repeat(25_000)));
    assert_eq!(house.draft().words().chars().count(), MAX_WORDS);
    assert!(house.sees().starts_with("report-too-long(20000)"), "{}", house.sees());
}

#[test]
fn an_eleventh_photo_is_one_too_many() {
    let mut house = at_review();
    house.taps("edit:3");
    for _ in 0..10 {
        house.does(photo("one more", None, ""));
    }
    house.does(photo("too many", None, ""));
    assert!(house.sees().starts_with("report-files-enough(10)"), "{}", house.sees());
    assert_eq!(house.draft().media.len(), 10);
}

#[test]
fn a_typed_number_at_the_place_is_a_place_and_no_button() {
    let mut house = at_review();
    house.taps("edit:2");
    house.says("2");
    assert!(house.sees().contains("report-spot(永丰里, 3, 2, none, 2)"), "{}", house.sees());
}

#[test]
fn words_at_a_question_of_buttons_go_on_describing() {
    let mut house = House::new();
    house.begins(text("3栋楼道灯坏了"));
    house.says("已经三天了");
    assert!(house.sees().starts_with("report-words-added\n\nreport-step(1, 3,"), "{}", house.sees());
    assert_eq!(house.draft().words(), "3栋楼道灯坏了\n已经三天了");
}

#[test]
fn a_shared_location_comes_back_as_is_it_here() {
    let mut house = House::new();
    house.begins(What::Location { lat: 24_800_100, lon: 118_580_100 });
    house.says("楼道灯坏了");
    house.says("1");
    assert!(house.sees().contains("report-where-here(永丰里)"), "{}", house.sees());
    house.says("是");
    assert_eq!(house.draft().place_words.as_deref(), Some("24.800100, 118.580100"));
}
