//! Any history of a book keeps the rules, and any change of it is found.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::audit::{Fault, Written, faults};
use super::life::{are_sound, fold};
use super::quarter::{Turnover, missing, post};
use super::*;
use crate::domain::id::PayoutId;
use crate::domain::place::{Phones, Place, PlaceKind, Places};
use crate::domain::refusal::Refusal;

const NOW: Moment = Moment(1_795_422_000_000);
const TOWN: PlaceId = PlaceId(1);
const HERE: PlaceId = PlaceId(3);
const ELSEWHERE: PlaceId = PlaceId(4);
const ASKS: PersonId = PersonId(7);
const PAYS: PersonId = PersonId(8);

fn places() -> Places {
    let place = |(id, kind, parent): (PlaceId, PlaceKind, Option<PlaceId>)| Place {
        id,
        code: format!("p{id}"),
        kind,
        parent,
        name: String::new(),
        name_en: String::new(),
        aliases: Vec::new(),
        at: None,
        phones: Phones::default(),
        company: None,
        assembly: crate::domain::place::Assembly::default(),
    };
    let tree = [
        (TOWN, PlaceKind::Subdistrict, None),
        (HERE, PlaceKind::Compound, Some(TOWN)),
        (ELSEWHERE, PlaceKind::Compound, Some(TOWN)),
    ];
    Places::new(tree.map(place))
}

fn book(kind: Kind, place: PlaceId) -> Book {
    Book::begin(BookId(1), (kind, place), "街道财政所".to_owned(), NOW)
}

fn project(number: i64, granted: i64) -> Backing {
    Backing { number: ProjectNumber(number), compound: HERE, certified: true, granted, allocated: 0 }
}

/// Writes what was decided, as the store does.
fn write(book: &mut Book, written: &mut Vec<Written>, posting: Posting) {
    let Posting { kind, counters, lines } = posting;
    let (nr, salt, words) = (book.nr + 1, vec![u8::try_from(book.nr % 251).unwrap()], format!("第 {} 笔", book.nr));
    let paid = kind == EntryKind::Disbursement;
    let entry = Entry {
        nr,
        at: NOW.plus_days(nr),
        kind,
        counters,
        lines,
        made_by: PAYS,
        asked_by: paid.then_some(ASKS),
        receipts: if paid { vec![MediaId(nr)] } else { Vec::new() },
        words_hash: Some(chain::of_words(&salt, &words)),
    };
    book.balances = book.balances.after(&entry.lines).expect("counted");
    (book.nr, book.head) = (nr, chain::next(&book.head, &entry));
    written.push(Written { entry, hash: book.head, words: Some((salt, words)) });
}

#[derive(Clone, Debug)]
enum Doing {
    Receive(usize, i64),
    Allocate(i64, i64),
    Pay(Option<i64>, i64, usize),
    Counter(usize),
}

fn doings() -> impl Strategy<Value = Doing> {
    prop_oneof![
        4 => (0..Slot::ALL.len(), -10i64..1_000).prop_map(|(slot, fen)| Doing::Receive(slot, fen)),
        3 => (1i64..4, -10i64..600).prop_map(|(number, fen)| Doing::Allocate(number, fen)),
        3 => (prop::option::of(1i64..4), -10i64..500, 0usize..3).prop_map(|(n, fen, r)| Doing::Pay(n, fen, r)),
        2 => (0usize..30).prop_map(Doing::Counter),
    ]
}

fn does(book: &Book, written: &[Written], doing: &Doing) -> Result<Posting, Refusal> {
    let places = places();
    match *doing {
        Doing::Receive(slot, fen) => decide(book, Action::Receive { source: Slot::ALL[slot], fen }, &places),
        Doing::Allocate(number, fen) => {
            let allocated = book.balances.project(ProjectNumber(number)).allocated;
            decide(book, Action::Allocate { project: &Backing { allocated, ..project(number, 900) }, fen }, &places)
        }
        Doing::Pay(number, fen, receipts) => {
            let project = number.map(|number| project(number, 900));
            decide(book, Action::Pay { project: project.as_ref(), fen, receipts }, &places)
        }
        Doing::Counter(at) => {
            let Some(of) = written.get(at) else { return Err(Refusal::Unknown) };
            let countered = written.iter().any(|other| other.entry.counters == Some(of.entry.nr));
            decide(book, Action::Counter { entry: &of.entry, countered }, &places)
        }
    }
}

fn lived(kind: Kind, doings: &[Doing]) -> (Book, Vec<Written>) {
    let (mut book, mut written) = (book(kind, TOWN), Vec::new());
    for doing in doings {
        if let Ok(posting) = does(&book, &written, doing) {
            write(&mut book, &mut written, posting);
        }
    }
    (book, written)
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop::sample::select(Kind::ALL)
}

/// An entry with one thing of it changed.
fn tampered(entry: &Entry, what: usize) -> Entry {
    let mut other = entry.clone();
    match what {
        0 => other.at = other.at.plus_ms(1),
        1 => other.made_by = PersonId(99),
        2 => other.asked_by = Some(PersonId(99)),
        3 => other.lines[0].fen += 1,
        4 => other.lines[0].account = Account::of(Slot::Spent, ProjectNumber(77)),
        5 => other.receipts.push(MediaId(5)),
        6 => other.words_hash = None,
        7 => other.counters = Some(other.counters.unwrap_or(0) + 1),
        _ => other.kind = if other.kind == EntryKind::Income { EntryKind::Counter } else { EntryKind::Income },
    }
    other
}

proptest! {
    #[test]
    fn debits_are_credits_and_kinds_never_mix(kind in kinds(), doings in prop::collection::vec(doings(), 1..60)) {
        let (book, written) = lived(kind, &doings);
        prop_assert_eq!(faults(&book, &written), vec![]);
        for Written { entry, .. } in &written {
            prop_assert!(are_sound(&entry.lines, kind));
            prop_assert!(entry.lines.iter().all(|line| line.account.slot.is_of(kind)));
        }
        let balances = fold(written.iter().map(|written| written.entry.lines.as_slice())).expect("counted");
        prop_assert_eq!(&balances, &book.balances);
        prop_assert!(!balances.is_overdrawn());
        prop_assert_eq!(balances.held(), balances.came_in() - balances.spent());
        for account in balances.projects().values() {
            prop_assert!(account.spent <= account.allocated && account.allocated <= 900);
        }
    }

    #[test]
    fn any_change_of_one_entry_is_found(
        kind in kinds(), doings in prop::collection::vec(doings(), 20..60), at in any::<prop::sample::Index>(),
        what in 0usize..9,
    ) {
        let (book, mut written) = lived(kind, &doings);
        prop_assume!(!written.is_empty());
        let at = at.index(written.len());
        written[at].entry = tampered(&written[at].entry, what);
        let nr = written[at].entry.nr;
        prop_assert!(faults(&book, &written).contains(&Fault::Chain(nr)));
    }

    #[test]
    fn an_entry_left_out_or_exchanged_is_found(
        doings in prop::collection::vec(doings(), 20..60), at in any::<prop::sample::Index>(), swap in any::<bool>(),
    ) {
        let (book, mut written) = lived(Kind::Fund, &doings);
        prop_assume!(written.len() > 2);
        let at = at.index(written.len() - 1);
        if swap { written.swap(at, at + 1) } else { drop(written.remove(at)) }
        prop_assert!(!faults(&book, &written).is_empty());
    }

    #[test]
    fn erased_words_leave_the_chain_whole(doings in prop::collection::vec(doings(), 5..40), other in "[a-z]{1,5}") {
        let (book, mut written) = lived(Kind::Fund, &doings);
        prop_assume!(!written.is_empty());
        written[0].words = None;
        prop_assert_eq!(faults(&book, &written), vec![]);
        written[0].words = Some((vec![0], other));
        prop_assert_eq!(faults(&book, &written), vec![Fault::Words(1)]);
    }

    #[test]
    fn a_counter_entry_is_the_mirror_and_comes_once(doings in prop::collection::vec(doings(), 1..60)) {
        let (_, written) = lived(Kind::Fund, &doings);
        let mut undone = BTreeSet::new();
        for Written { entry, .. } in written.iter().filter(|written| written.entry.kind == EntryKind::Counter) {
            let nr = entry.counters.expect("of an entry");
            prop_assert!(undone.insert(nr), "twice");
            let of = &written.iter().find(|other| other.entry.nr == nr).expect("there").entry;
            prop_assert_eq!(life::mirror(&of.lines), entry.lines.clone());
        }
    }
}

#[test]
fn the_fund_pays_for_certified_projects_of_its_own_place_alone() {
    let places = places();
    let (mut fund, mut written) = (book(Kind::Fund, HERE), Vec::new());
    let posting = decide(&fund, Action::Receive { source: Slot::Firm, fen: 1_000 }, &places).expect("received");
    write(&mut fund, &mut written, posting);
    let ours = project(1, 500);
    let try_it = |project: &Backing, fen| decide(&fund, Action::Allocate { project, fen }, &places).map(|_| ());
    assert_eq!(try_it(&Backing { compound: ELSEWHERE, ..ours }, 100), Err(Refusal::BooksMix));
    assert_eq!(try_it(&Backing { certified: false, ..ours }, 100), Err(Refusal::NotFunded));
    assert_eq!(try_it(&ours, 501), Err(Refusal::OverGranted));
    assert_eq!(try_it(&project(1, 5_000), 1_001), Err(Refusal::BalanceShort));
    assert_eq!(try_it(&ours, 0), Err(Refusal::BadAmount));
    assert_eq!(try_it(&ours, i64::MAX), Err(Refusal::OverGranted));
    assert_eq!(try_it(&ours, 500), Ok(()));
    assert_eq!(try_it(&Backing { allocated: 400, ..ours }, 101), Err(Refusal::OverGranted), "another book gave, too");
    let pay = |project, receipts| decide(&fund, Action::Pay { project, fen: 1, receipts }, &places).map(|_| ());
    assert_eq!(pay(None, 1), Err(Refusal::NotFunded));
    assert_eq!(pay(Some(&ours), 0), Err(Refusal::NoReceipt));
    assert_eq!(pay(Some(&ours), 1), Err(Refusal::BalanceShort), "nothing is set aside yet");
    let mut revenue = book(Kind::Revenue, HERE);
    assert_eq!(
        decide(&revenue, Action::Receive { source: Slot::Firm, fen: 1 }, &places).map(|_| ()),
        Err(Refusal::BooksMix)
    );
    assert_eq!(
        decide(&revenue, Action::Allocate { project: &ours, fen: 1 }, &places).map(|_| ()),
        Err(Refusal::BooksMix)
    );
    let posting = decide(&revenue, Action::Receive { source: Slot::Adverts, fen: 9 }, &places).expect("received");
    write(&mut revenue, &mut Vec::new(), posting);
    let spent = decide(&revenue, Action::Pay { project: None, fen: 9, receipts: 1 }, &places).expect("paid");
    assert_eq!(spent.lines[0].account, Account::plain(Slot::Spent));
    assert_eq!(
        decide(&revenue, Action::Pay { project: Some(&ours), fen: 1, receipts: 1 }, &places).map(|_| ()),
        Err(Refusal::BooksMix)
    );
}

#[test]
fn who_asks_doesnt_pay_and_it_is_decided_on_once() {
    let waiting = Payout {
        id: PayoutId(1),
        book: BookId(1),
        project: None,
        fen: 1,
        state: payout::State::Waiting,
        asked_by: ASKS,
        asked_at: NOW,
        receipts: vec![MediaId(1)],
        words: String::new(),
    };
    assert_eq!(waiting.decided_by(ASKS), Err(Refusal::SecondPerson));
    assert_eq!(waiting.decided_by(PAYS), Ok(()));
    let paid = Payout { state: payout::State::Approved, ..waiting };
    assert_eq!(paid.decided_by(PAYS), Err(Refusal::Ended));
}

#[test]
fn a_quarter_that_is_over_is_missing_until_it_is_posted_for_thirty_days() {
    let quarter = |text: &str| text.parse::<Quarter>().expect("a quarter");
    let opened = quarter("2026Q1").begins();
    let mut posted = BTreeSet::from([quarter("2026Q2")]);
    let gaps = |posted: &BTreeSet<Quarter>| -> Vec<String> {
        missing(Kind::Revenue, opened, posted, NOW).iter().map(Quarter::to_string).collect()
    };
    assert_eq!(gaps(&posted), ["2026Q1", "2026Q3"]);
    assert_eq!(missing(Kind::Fund, opened, &posted, NOW), []);
    let turnover = Turnover { before: 5, came_in: 10, spent: 3 };
    let try_it = |kind, text: &str| post((kind, opened), &posted, (quarter(text), turnover), NOW);
    assert_eq!(try_it(Kind::Fund, "2026Q3"), Err(Refusal::BooksMix));
    assert_eq!(try_it(Kind::Assets, "2026Q2"), Err(Refusal::OnceOnly));
    assert_eq!(try_it(Kind::Assets, "2026Q4"), Err(Refusal::QuarterRuns));
    assert_eq!(try_it(Kind::Assets, "2025Q4"), Err(Refusal::QuarterRuns));
    let up = try_it(Kind::Assets, "2026Q3").expect("posted");
    assert!(up.until >= up.from.plus_days(quarter::POSTED_DAYS), "{up:?}");
    assert_eq!((up.turnover.after(), up.until.local().format("%m-%d %H:%M").to_string().as_str()), (12, "12-24 00:00"));
    posted.insert(up.quarter);
    assert_eq!(gaps(&posted), ["2026Q1"]);
    for wrong in ["", "2026", "2026Q5", "Q3", "2026Q0", "x"] {
        assert!(wrong.parse::<Quarter>().is_err(), "{wrong}");
    }
    assert_eq!(quarter("2026Q4").after().to_string(), "2027Q1");
}
