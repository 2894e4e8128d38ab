//! The project battle map as a table: in a chat it is drawn, on the board it is written.

use super::{Cell, Mark, Row, Sheet, Tone};
use crate::domain::battle_map::{self, BattleMap, Line};
use crate::domain::figures::Rate;
use crate::domain::id::PlaceId;
use crate::domain::language::{Bilingual, Language};
use crate::domain::micro_task::Colour;
use crate::domain::place::Places;
use crate::text;
use crate::text::Text;

/// The map with at most `room` compounds; the rest stand together in one row, and all in the last.
#[must_use]
pub fn battle_map(map: &BattleMap, places: &Places, room: usize) -> Sheet<Text> {
    let page = map.page(room);
    let row = |name: Text, line: &Line, is_sum: bool| Row { name, cells: cells(line), is_sum };
    let mut rows: Vec<_> =
        page.lines.iter().map(|(compound, line)| row(name(*compound, places), line, false)).collect();
    rows.extend(page.rest.as_ref().map(|(count, line)| row(text!("map-rest", count = *count), line, false)));
    if map.lines.len() > 1 {
        rows.push(row(text!("map-all"), &page.all, true));
    }
    let stages = battle_map::stages().map(|stage| Text::key(&format!("stage-{}", stage.code())));
    Sheet {
        title: text!("map-title"),
        about: text!("map-about", at = map.at, open = page.all.open().all()).lasting(),
        key: Colour::ALL.iter().map(|colour| (tone(*colour), Text::key(&format!("map-{}", colour.code())))).collect(),
        columns: [text!("map-compound")].into_iter().chain(stages).chain([text!("map-month")]).collect(),
        rows,
        notes: vec![text!("map-note")],
    }
}

/// What the map comes to, in a sentence: all that the picture says to whoever can't see it.
#[must_use]
pub fn in_words(map: &BattleMap) -> Text {
    let all = map.page(0).all;
    let open = all.open();
    text!(
        "map-caption",
        open = open.all(),
        green = open.green,
        yellow = open.yellow,
        red = open.red,
        month = share(all.struck_off)
    )
}

/// So many of so many, with the percentage where there are enough.
#[must_use]
pub fn share(share: Rate) -> Text {
    let Rate { part, of } = share;
    match share.percent() {
        Some(percent) => text!("map-share-percent", part = part, of = of, percent = percent),
        None => text!("map-share", part = part, of = of),
    }
}

/// A place by its name.
fn name(place: PlaceId, places: &Places) -> Text {
    let of = |language| places.get(place).map(|place| place.name_in(language).to_owned()).unwrap_or_default();
    Text::named(&Bilingual { zh: of(Language::Chinese), en: of(Language::English) })
}

fn cells(line: &Line) -> Vec<Cell<Text>> {
    let marks = |stage| {
        let cell = line.at(stage);
        let mark = |colour: &Colour| Mark { tone: tone(*colour), count: cell.of(*colour) };
        Cell::Marks(Colour::ALL.iter().map(mark).filter(|mark| mark.count > 0).collect())
    };
    let month = match line.struck_off.of {
        0 => Cell::Marks(Vec::new()),
        _ => Cell::Words(share(line.struck_off)),
    };
    battle_map::stages().map(marks).chain([month]).collect()
}

const fn tone(colour: Colour) -> Tone {
    match colour {
        Colour::Green => Tone::Good,
        Colour::Yellow => Tone::Near,
        Colour::Red => Tone::Late,
    }
}

#[cfg(test)]
mod tests {
    use super::super::looking::shot;
    use super::super::{png, table};
    use super::*;
    use crate::domain::battle_map::CloseOut;
    use crate::domain::micro_task::Stage;
    use crate::domain::micro_task::listing::TaskCount;
    use crate::domain::place::{Phones, Place, PlaceKind};
    use crate::domain::time::Moment;
    use crate::text::fluent::Texts;

    const NOW: Moment = Moment(1_795_422_000_000);

    fn places() -> Places {
        let names =
            [("永丰里", "Yongfengli"), ("宝龙世家", "Baolong Shijia"), ("阳光东环南片", "Yangguang East Ring South")];
        Places::new((0i64..).zip(names).map(|(at, (name, name_en))| Place {
            id: PlaceId(at),
            code: format!("c{at}"),
            kind: PlaceKind::Compound,
            parent: None,
            name: name.to_owned(),
            name_en: name_en.to_owned(),
            aliases: Vec::new(),
            at: None,
            phones: Phones::default(),
            company: None,
            assembly: crate::domain::place::Assembly::default(),
        }))
    }

    fn map() -> BattleMap {
        let count = |compound, stage, colour, count| TaskCount { compound: PlaceId(compound), stage, colour, count };
        let counts = [
            count(0, Stage::Proposed, Colour::Green, 2),
            count(0, Stage::UnderWay, Colour::Red, 1),
            count(0, Stage::UnderWay, Colour::Green, 4),
            count(1, Stage::Published, Colour::Yellow, 1),
            count(2, Stage::Acceptance, Colour::Green, 3),
        ];
        let close_out = |compound, part, of| CloseOut { compound: PlaceId(compound), struck_off: Rate { part, of } };
        BattleMap::of(counts, [close_out(0, 4, 5), close_out(2, 1, 2)], NOW)
    }

    #[test]
    fn the_map_says_in_both_languages_what_stands_where() {
        let texts = Texts::embedded().unwrap();
        for language in Language::ALL {
            let sheet = battle_map(&map(), &places(), 30).say(|words| texts.say(words, language, NOW));
            shot(&format!("demo-map-{}.png", language.tag()), &png(&table(&sheet)).unwrap());
            assert_eq!((sheet.columns.len(), sheet.rows.len(), sheet.key.len()), (8, 4, 3));
            assert!(sheet.rows.iter().all(|row| row.cells.len() == 7));
            assert!(sheet.rows.last().unwrap().is_sum);
        }
        let sheet = battle_map(&map(), &places(), 1).say(|words| texts.say(words, Language::Chinese, NOW));
        let names: Vec<_> = sheet.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["永丰里", "其余 2 个小区", "合计"]);
        assert_eq!(sheet.rows[0].cells[6], Cell::Words("4/5 (80%)".to_owned()));
        assert_eq!(sheet.rows[1].cells[6], Cell::Words("1/2".to_owned()), "of two no percentage");
        let both = vec![Mark { tone: Tone::Good, count: 4 }, Mark { tone: Tone::Late, count: 1 }];
        assert_eq!(sheet.rows[0].cells[4], Cell::Marks(both));
    }

    #[test]
    fn the_words_say_what_the_picture_says() {
        let texts = Texts::embedded().unwrap();
        let said = texts.say(&in_words(&map()), Language::Chinese, NOW);
        assert_eq!(said, "项目作战图:在办 11 件,按期 9,快到期 1,超期 1。本月销号 5/7 (71%)。");
    }
}
