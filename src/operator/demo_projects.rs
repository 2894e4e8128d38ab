//! The sandbox's fund projects: each lives by the rules as far as it has come, day by day until now.

use crate::domain::catalogue::Catalogue;
use crate::domain::desk::Holder;
use crate::domain::fund::project::dossier::{Record, Wording};
use crate::domain::fund::project::{Action, Actor, Class, Kind, Project, Proposal, Reason, Vetting, life};
use crate::domain::id::{PersonId, PlaceId, ProjectId, ProjectNumber};
use crate::domain::rights::{self, Right};
use crate::domain::time::Moment;
use crate::sandbox::demo_projects::{End, HOLDER, IDEAS, Idea, PAY, SCOPE};
use crate::store::{Store, StoreError, Tx, desk, places, projects};
use crate::worker::fresh::Ids;

/// The slot of ids made here, apart from a running bot's.
const SLOT: u8 = 12;

/// Something done on the way, by whom, and its words.
type Done = (Action, Actor, Option<&'static str>);

/// Adds the demo's projects to a database that has none.
///
/// # Errors
/// What the database says.
pub async fn seed(store: &Store, now: Moment) -> Result<(), StoreError> {
    let ids = Ids::new(SLOT);
    let mut tx = store.begin().await?;
    let (known, _) = places::load(&mut tx).await?;
    let none = projects::record(&mut tx, store.seal(), ProjectNumber(0), 1).await?.is_empty();
    if let (Some(place), true) = (known.compound_by_code(SCOPE), none) {
        let scopes = known.upwards(place.id).map(|place| place.id).chain([place.id]).collect();
        let (holders, _) = desk::of_scopes(&mut tx, store.seal(), &scopes).await?;
        for idea in &IDEAS {
            lives(&mut tx, (store, &ids), (idea, place.id), &holders, now).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// One project, from its proposal as far as it has come.
async fn lives(
    tx: &mut Tx<'_>,
    (store, ids): (&Store, &Ids),
    (idea, compound): (&Idea, PlaceId),
    holders: &[Holder],
    now: Moment,
) -> Result<(), StoreError> {
    let refused = |_| StoreError::Foreign("a demo project that the rules refuse");
    let mut at = now.plus_days(-idea.ago);
    // Whose idea it was is nobody's persona.
    let author = PersonId(ids.next(at));
    let (ticket, affected, supporters) = (None, 0, Vec::new());
    let estimate = idea.yuan.map(|yuan| yuan * 100);
    let proposal = Proposal { compound, author: Some(author), ticket, affected, estimate, supporters };
    let event = life::propose(proposal).map_err(refused)?;
    let (id, number) = (ProjectId(ids.next(at)), projects::draw_numbers(tx, 1).await?);
    let mut project = Project::begin(id, number, &event, at).ok_or(StoreError::Foreign("a demo project"))?;
    let mut events = ids.stamped(at, 1);
    let mut records = vec![Record { event, actor: Actor::Resident(author), words: None, media: Vec::new() }];
    for (action, actor, words) in steps(idea, author, holders) {
        at = at.plus_days(1).min(now);
        for event in life::decide(&project, action, actor, &Catalogue::standard().periods, at).map_err(refused)? {
            project.apply(&event, actor.person(), at);
            records.push(Record { event, actor, words: words.map(str::to_owned), media: Vec::new() });
            events.push((ids.next(at), at));
        }
    }
    let held = project.is_vetted();
    let wording = Wording {
        title: idea.title.to_owned(),
        spot: idea.spot.to_owned(),
        building: None,
        holder: if held { HOLDER.to_owned() } else { String::new() },
        pay: if held { PAY.to_owned() } else { String::new() },
    };
    projects::propose(tx, store.seal(), (&project, &wording), &records, &events).await
}

/// What brings a project as far as it has come.
fn steps(idea: &Idea, author: PersonId, holders: &[Holder]) -> Vec<Done> {
    let with = |right: Right| holders.iter().find(|holder| rights::holds(holder.grant.role, right));
    let (Some(vets), Some(works)) = (with(Right::Vet), with(Right::WorkTask)) else { return Vec::new() };
    let staff = Actor::Staff { person: vets.person, role: vets.grant.role };
    let resident = Actor::Resident(author);
    match idea.end {
        End::Waiting => Vec::new(),
        End::Published(yuan, question, answer) => {
            let (class, kind, responsible) = (Class::Fund, Kind::Work, works.person);
            let vetting = Vetting { cost: yuan * 100, class, kind, responsible, lawful: true };
            vec![
                (Action::Vet(vetting), staff, None),
                (Action::Publish, staff, None),
                (Action::Ask, resident, Some(question)),
                (Action::Answer { question: 0 }, staff, Some(answer)),
            ]
        }
        End::Refused(reason, words, answer) => {
            let reason = Reason::of_code(reason).unwrap_or(Reason::Other);
            vec![
                (Action::Refuse(reason), staff, Some(words)),
                (Action::AnswerRefusal, resident, Some(answer)),
                (Action::UpholdRefusal, staff, None),
            ]
        }
    }
}
