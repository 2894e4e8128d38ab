//! A ballot is filled in: choices are toggled with a running count, looked over, and confirmed; the answer is a receipt.
//!
//! Projects stand in an order of the voter's own, drawn from the value that was published before the vote, so that no
//! place on the list is better than another. In care mode there is one project a screen, yes or no.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Step, cast, elsewhere, page, paper, words};
use crate::conversation::screen::{Button, Message, Screen};
use crate::conversation::session::Flow;
use crate::conversation::talk::{self, Talk};
use crate::domain::chat::Pace;
use crate::domain::id::{MediaId, ProjectNumber, VoteId};
use crate::domain::refusal::Refusal;
use crate::domain::vote::poll::{Ask, Ballot, Candidate, Choice, Poll, Told};
use crate::domain::vote::receipt::hash;
use crate::text;
use crate::text::{Arg, Text, format};

/// Projects on a screen: with the ways on they are eight buttons.
const PAGE: usize = 5;
/// So many choices are advised: they leave the rule something to choose from.
const ADVISED: usize = 3;

/// A ballot on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filling {
    /// Which vote.
    pub vote: VoteId,
    /// For which household or owner group.
    pub voter: i64,
    /// Projects chosen so far.
    pub chosen: BTreeSet<ProjectNumber>,
    /// The owners' word.
    pub choice: Option<Choice>,
    /// The first project on the screen.
    pub at: usize,
}

impl Filling {
    /// The ballot that it makes so far.
    pub(super) fn ballot(&self, ask: &Ask) -> Option<Ballot> {
        match ask {
            Ask::Fund { .. } => Some(Ballot::Fund(self.chosen.clone())),
            Ask::Owners { .. } => self.choice.map(Ballot::Owners),
        }
    }
}

/// Begins a ballot: for the only home of the person that may vote here, or asks for which.
///
/// # Errors
/// [`Refusal::TooLate`] when it takes none any more, [`Refusal::NotAllowed`] for who has no say; see also [`talk::Stop`].
pub(super) fn begin(talk: &mut Talk<'_>, vote: VoteId) -> talk::Step {
    talk::together([talk.poll(vote).map(drop), talk.homes().map(drop)])?;
    let told = talk.poll(vote)?;
    if !told.poll.takes(talk.input.at) {
        return Err(Refusal::TooLate.into());
    }
    let mine = page::voters(talk.homes()?, &told.poll);
    let on = talk.on_roll(vote, &mine.iter().map(|(voter, _)| *voter).collect())?;
    let may: Vec<_> = mine.into_iter().filter(|(voter, _)| on.contains_key(voter)).collect();
    match may.as_slice() {
        [] => Err(Refusal::NotAllowed.into()),
        [(voter, _)] => first(talk, Filling::new(vote, *voter)),
        several => {
            let mut screen = Screen::new(text!("vote-which-home"));
            for (voter, home) in several {
                screen = screen.row([Button::choice(Text::raw(home.household.door.written()), voter.to_string())]);
            }
            talk.show(Flow::Vote(Step::Home(vote)), screen.row([Button::choice(text!("back"), "back")]));
            Ok(())
        }
    }
}

impl Filling {
    const fn new(vote: VoteId, voter: i64) -> Self {
        Self { vote, voter, chosen: BTreeSet::new(), choice: None, at: 0 }
    }
}

/// For which home was chosen.
pub(super) fn home_chosen(talk: &mut Talk<'_>, vote: VoteId) -> talk::Step {
    match talk.chosen.as_deref() {
        Some("back") => page::show(talk, vote, None),
        Some(voter) => match voter.parse() {
            Ok(voter) => first(talk, Filling::new(vote, voter)),
            Err(_) => begin(talk, vote),
        },
        None => elsewhere(talk),
    }
}

/// An empty ballot, with a word on why it is empty where one lies in the box already.
fn first(talk: &mut Talk<'_>, filling: Filling) -> talk::Step {
    let on = talk.on_roll(filling.vote, &[filling.voter].into())?;
    let voted = on.get(&filling.voter).is_some_and(|(_, voted)| *voted);
    let note = voted.then(|| text!("vote-change-anew"));
    filled(talk, filling, note)
}

/// The projects in the voter's own order.
fn order(poll: &Poll, voter: i64) -> Vec<(usize, Candidate)> {
    let Ask::Fund { options, .. } = &poll.params.ask else { return Vec::new() };
    let mut order: Vec<(usize, Candidate)> = options.iter().copied().enumerate().collect();
    order.sort_by_cached_key(|(_, option)| hash(format!("{} {voter} {}", poll.commitment, option.project).as_bytes()));
    order
}

/// The ballot as it is so far.
fn filled(talk: &mut Talk<'_>, filling: Filling, note: Option<Text>) -> talk::Step {
    let told = talk.poll(filling.vote)?;
    let (text, screen) = match &told.poll.params.ask {
        Ask::Owners { .. } => owners(told),
        Ask::Fund { options, .. } if talk.care() && filling.at >= options.len() => return review(talk, filling, note),
        Ask::Fund { .. } if talk.care() => one_by_one(told, &filling),
        Ask::Fund { .. } => toggles(told, &filling),
    };
    let screen = Screen { text: note.map_or(text.clone(), |note| note.paragraph(text)), ..screen };
    talk.show(Flow::Vote(Step::Fill(filling)), screen);
    Ok(())
}

fn owners(told: &Told) -> (Text, Screen) {
    let mut screen = Screen::default();
    for choice in Choice::ALL {
        screen = screen.row([Button::choice(choice_name(*choice), choice.code())]);
    }
    (Text::raw(told.words.question.as_str()), screen.row([Button::choice(text!("cancel"), "cancel")]))
}

pub(super) fn choice_name(choice: Choice) -> Text {
    Text::key(&format!("vote-choice-{}", choice.code()))
}

fn name(told: &Told, index: usize) -> &str {
    told.words.options.get(index).map_or("", String::as_str)
}

fn toggles(told: &Told, filling: &Filling) -> (Text, Screen) {
    let all = order(&told.poll, filling.voter);
    let mut text = text!("vote-fill", count = filling.chosen.len(), all = all.len());
    if advises(&told.poll) {
        text = text.line(text!("vote-fill-advice", advised = ADVISED));
    }
    text = text.line(text!("vote-fill-order"));
    let (mut list, mut screen) = (Text::default(), Screen::default());
    for (index, option) in all.iter().skip(filling.at).take(PAGE) {
        let name = name(told, *index);
        list = list.line(words::option(option.project, name, option.cost));
        screen = screen.row([words::toggle(option.project, name, filling.chosen.contains(&option.project))]);
    }
    let earlier = (filling.at > 0).then(|| Button::choice(text!("previous"), "previous"));
    let later = (filling.at + PAGE < all.len()).then(|| Button::choice(text!("more"), "more"));
    let look = pictures(told, filling, PAGE).map(|_| Button::choice(text!("vote-pictures"), "pictures"));
    let done = Button::choice(text!("vote-look-over"), "done");
    let screen =
        screen.row(earlier.into_iter().chain(later).chain(look)).row([done, Button::choice(text!("cancel"), "cancel")]);
    (text.paragraph(list), screen)
}

/// Whether there is enough to choose from to advise so many.
fn advises(poll: &Poll) -> bool {
    matches!(&poll.params.ask, Ask::Fund { options, .. } if options.len() > ADVISED)
}

fn one_by_one(told: &Told, filling: &Filling) -> (Text, Screen) {
    let all = order(&told.poll, filling.voter);
    let ways = [Button::choice(text!("back"), "previous"), Button::choice(text!("cancel"), "cancel")];
    let Some((index, option)) = all.get(filling.at) else { return Default::default() };
    let (name, yuan) = (name(told, *index), format::yuan(option.cost));
    let text = text!("vote-one", nth = filling.at + 1, all = all.len(), name = name, yuan = yuan);
    let yes = Button::choice(text!("vote-one-yes"), format!("y:{}", option.project));
    let no = Button::choice(text!("vote-one-no"), format!("n:{}", option.project));
    let look = pictures(told, filling, 1).map(|_| Button::choice(text!("vote-pictures"), "pictures"));
    (text, Screen::default().row([yes]).row([no]).row(look).row(ways))
}

/// The pictures of the projects on the screen, with what they show; none where there are none.
fn pictures(told: &Told, filling: &Filling, page: usize) -> Option<(Vec<MediaId>, Text)> {
    let (mut shown, mut list) = (Vec::new(), Text::default());
    for (index, option) in order(&told.poll, filling.voter).into_iter().skip(filling.at).take(page) {
        if let Some(Some(picture)) = told.words.pictures.get(index) {
            shown.push(*picture);
            list = list.line(words::option(option.project, name(told, index), option.cost));
        }
    }
    (!shown.is_empty()).then_some((shown, list))
}

/// Something was tapped on the ballot. Once it is too late, nobody fills it in for nothing.
pub(super) fn turn(talk: &mut Talk<'_>, mut filling: Filling) -> talk::Step {
    let told = talk.poll(filling.vote)?;
    if !told.poll.takes(talk.input.at) {
        return too_late(talk, told);
    }
    let Some(choice) = talk.chosen.clone() else {
        // On the long list numbers of projects may be typed as well.
        return match paper::read(talk.words(), &told.poll.params.ask) {
            Some(Ballot::Fund(chosen)) if !talk.care() => filled(talk, Filling { chosen, ..filling }, None),
            _ => filled(talk, filling, Some(text!("vote-please-tap"))),
        };
    };
    let step = if talk.care() { 1 } else { PAGE };
    match choice.as_str() {
        "cancel" => return page::show(talk, filling.vote, Some(text!("vote-not-cast"))),
        "done" => return review(talk, filling, None),
        "pictures" => {
            if let (Some((media, text)), Some(me)) = (pictures(told, &filling, step), talk.myself()) {
                talk.tell(Message { media, pace: Pace::Interactive, ..Message::notice(me, text, None) });
            }
        }
        "more" => filling.at += step,
        "previous" if filling.at == 0 => return page::show(talk, filling.vote, Some(text!("vote-not-cast"))),
        "previous" => filling.at = filling.at.saturating_sub(step),
        other => match (other.split_once(':'), Choice::of_code(other)) {
            (_, Some(word)) => {
                filling.choice = Some(word);
                return review(talk, filling, None);
            }
            (Some((how, number)), _) => {
                let number = ProjectNumber(number.parse().unwrap_or_default());
                let was = filling.chosen.remove(&number);
                if how == "y" || how == "p" && !was {
                    filling.chosen.insert(number);
                }
                filling.at += usize::from(how != "p");
            }
            _ => {}
        },
    }
    filled(talk, filling, None)
}

/// The ballot is looked over.
fn review(talk: &mut Talk<'_>, filling: Filling, note: Option<Text>) -> talk::Step {
    let told = talk.poll(filling.vote)?;
    let mut text = match (&told.poll.params.ask, filling.choice) {
        (Ask::Owners { .. }, choice) => {
            let choice = choice.map(choice_name).unwrap_or_default();
            text!("vote-review-owners", choice = choice).line(text!("vote-list-sealed"))
        }
        (Ask::Fund { options, .. }, _) => {
            let mut text = text!("vote-review", count = filling.chosen.len());
            for (option, name) in options.iter().zip(&told.words.options) {
                if filling.chosen.contains(&option.project) {
                    text = text.line(words::option(option.project, name, option.cost));
                }
            }
            let few = filling.chosen.len() < ADVISED && advises(&told.poll);
            if few { text.paragraph(text!("vote-advice", advised = ADVISED)) } else { text }
        }
    };
    text = text.paragraph(text!("vote-review-secret"));
    let screen = Screen::new(note.map_or(text.clone(), |note| note.paragraph(text)))
        .row([Button::choice(text!("vote-cast"), "cast")])
        .row([Button::choice(text!("back"), "back"), Button::choice(text!("cancel"), "cancel")]);
    talk.show(Flow::Vote(Step::Review(filling)), screen);
    Ok(())
}

/// Something was tapped at the review.
pub(super) fn reviewed(talk: &mut Talk<'_>, filling: Filling) -> talk::Step {
    match talk.chosen.as_deref() {
        Some("cast") => cast::cast(talk, &filling),
        Some("back") => filled(talk, Filling { at: 0, ..filling }, None),
        Some(_) => page::show(talk, filling.vote, Some(text!("vote-not-cast"))),
        None => review(talk, filling, Some(text!("vote-please-tap"))),
    }
}

/// The page, with the sentence that it is too late.
pub(super) fn too_late(talk: &mut Talk<'_>, told: &Told) -> talk::Step {
    let at = told.poll.closes_at.unwrap_or(talk.now);
    page::show(talk, told.poll.id, Some(text!("vote-too-late", at = Arg::On(at))))
}
