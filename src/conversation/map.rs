//! `/map`: the project battle map as a picture, with its sum in words under it.
//!
//! It is public: everyone gets it in their private chat; in a group staff may put it up.

use super::screen::Say;
use super::talk::{self, Talk};
use super::{first_contact, works};
use crate::domain::battle_map::{BattleMap, Line};
use crate::domain::place::Places;
use crate::pictures::{Picture, battle_map};
use crate::text;
use crate::text::Text;

/// Compounds that a picture on a phone has room for; the rest stand together.
const ROOM: usize = 30;
/// Compounds that are told in words beside it.
const LINES: usize = 10;

/// Shows the map where it was asked for.
///
/// # Errors
/// See [`talk::Stop`].
pub fn show(talk: &mut Talk<'_>) -> talk::Step {
    let (map, places) = (talk.battle_map()?, &talk.estate.places);
    match picture(map, places) {
        Some(picture) => {
            talk.say(picture);
            if talk.in_private() {
                // A table needs no closer look.
                let head = if talk.facts.chat.rich { text!("map-lines-table") } else { text!("map-lines") };
                works::beside_map(talk, line_by_line(map, places, head));
            }
        }
        None => talk.answer(text!("map-none")),
    }
    Ok(())
}

/// The map as it is sent; nothing where no work is under way and none was due this month.
fn picture(map: &BattleMap, places: &Places) -> Option<Say> {
    (!map.lines.is_empty()).then(|| Say::Picture {
        picture: Box::new(Picture::Sheet(battle_map::battle_map(map, places, ROOM))),
        caption: battle_map::in_words(map),
    })
}

/// The map's lines in words below `text`, for whom the picture is too small; those that a message has room for.
fn line_by_line(map: &BattleMap, places: &Places, mut text: Text) -> Text {
    let page = map.page(LINES);
    let line = |place: Text, line: &Line| {
        let open = line.open();
        let some = |count: i64, text: Text| if count > 0 { text } else { Text::default() };
        let near = some(open.yellow, text!("map-line-near", count = open.yellow));
        let late = some(open.red, text!("map-line-late", count = open.red));
        let share = battle_map::share(line.struck_off);
        let month = some(line.struck_off.of, text!("map-line-month", month = share));
        text!("map-line", place = place, open = open.all(), near = near, late = late, month = month)
    };
    for (compound, counts) in page.lines {
        let name = places.get(*compound).map(first_contact::name).unwrap_or_default();
        text = text.line(line(name, counts));
    }
    match page.rest {
        Some((count, rest)) => text.line(line(text!("map-rest", count = count), &rest)),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{COMPOUND, House, MONDAY, in_keys};
    use super::*;
    use crate::domain::chat::{Binding, ChatKind, ChatUse};
    use crate::domain::id::ChatId;
    use crate::domain::micro_task::listing::TaskCount;
    use crate::domain::micro_task::{Colour, Stage};
    use crate::domain::role::{Grant, Role};

    fn house() -> House {
        let mut house = House::new();
        let count = TaskCount { compound: COMPOUND, stage: Stage::UnderWay, colour: Colour::Red, count: 2 };
        house.map = BattleMap::of([count], [], MONDAY);
        house
    }

    fn pictures(house: &House) -> usize {
        house.says.iter().filter(|said| matches!(said, Say::Picture { .. })).count()
    }

    #[test]
    fn a_resident_gets_the_map_with_words_that_say_the_same() {
        let mut house = house();
        house.commands("/map");
        let [Say::Picture { picture, caption }, Say::Screen(ways)] = house.says.as_slice() else {
            panic!("{:?}", house.says)
        };
        assert!(matches!(&**picture, Picture::Sheet(sheet) if sheet.rows.len() == 1));
        assert!(in_keys(caption).contains("map-caption"), "{}", in_keys(caption));
        assert!(in_keys(&ways.text).contains("map-line"), "{}", in_keys(&ways.text));
        assert_eq!(ways.choices().collect::<Vec<_>>(), ["list", "filter", "menu"]);
    }

    #[test]
    fn without_works_there_is_a_sentence_and_no_empty_picture() {
        let mut house = House::new();
        house.commands("/map");
        assert_eq!(pictures(&house), 0);
        assert!(house.reads().contains("map-none"), "{}", house.reads());
    }

    #[test]
    fn in_a_group_staff_put_it_up_and_others_are_shown_the_way_to_their_chat() {
        let mut house = house();
        house.chat = ChatKind::Group;
        house.binding = Some(Binding { chat: ChatId(1), place: COMPOUND, used: ChatUse::Staff });
        house.commands("/map");
        assert_eq!(pictures(&house), 0);
        house.grants.push(Grant { role: Role::Clerk, scope: COMPOUND, name: "小陈".to_owned() });
        house.commands("/map");
        assert_eq!(pictures(&house), 1);
    }
}
