//! The commands, each from settings to exit code. Words for the operator are English; they go to a terminal, not a chat.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use mulin::config::{Config, Wrong};
use mulin::conversation::facts::{Estate, Quotas};
use mulin::domain::catalogue::{self, Catalogue};
use mulin::domain::digest::{self, Week};
use mulin::domain::household;
use mulin::domain::id::VoteId;
use mulin::domain::language::Language;
use mulin::domain::role::Role;
use mulin::domain::time::Clock as _;
use mulin::operator;
use mulin::outside::SystemClock;
use mulin::store::seal::{KeyError, Seal};
use mulin::store::{Store, StoreError, places};
use mulin::text::fluent::{Texts, TextsError};
use mulin::worker::{estate_of, fresh::Ids};

pub(crate) mod sandbox;
pub(crate) mod serve;

/// The slot of commands that open the database beside a running bot.
const OPERATORS_SLOT: u8 = 15;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A setting.
    #[error(transparent)]
    Config(#[from] Wrong),
    /// The key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The locales' overrides.
    #[error("MULIN_LOCALES: {0}")]
    Texts(#[from] TextsError),
    /// A catalogue with faults.
    #[error("{0}")]
    Catalogue(String),
    /// An import file with faults.
    #[error(transparent)]
    Import(#[from] operator::import::ImportError),
    /// An invite that can't be made.
    #[error(transparent)]
    Invite(#[from] operator::invite::InviteError),
    /// A file that can't be counted, or a step.
    #[error("{}: {}", .0.display(), .1)]
    Tally(PathBuf, operator::tally::TallyError),
    /// A file that can't be looked into for a receipt.
    #[error("{}: {}", .0.display(), .1)]
    Verify(PathBuf, operator::verify::VerifyError),
    /// The receipt isn't in the file.
    #[error("no ballot with this receipt was counted: it was replaced by a later one, or it is of another vote")]
    NotCounted,
    /// A vote that can't be exported.
    #[error(transparent)]
    Vote(#[from] operator::export_votes::VoteError),
    /// Household codes that can't be made.
    #[error(transparent)]
    Codes(#[from] operator::codes::CodesError),
    /// What is to be taken back isn't there.
    #[error(transparent)]
    Revoke(#[from] operator::revoke::RevokeError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The rooms can't be joined.
    #[error(transparent)]
    Process(#[from] mulin::process::ProcessError),
    /// Bad usage.
    #[error("{0}")]
    Usage(String),
    /// Files, sockets, standard output.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// What was looked at isn't as it should be; its lines were printed.
    #[error("{0} broken")]
    Broken(usize),
}

impl Failure {
    /// What the operator reads, a line each.
    pub(crate) fn lines(&self) -> Vec<String> {
        match self {
            Self::Import(operator::import::ImportError::Faults(faults)) => {
                faults.iter().map(ToString::to_string).collect()
            }
            Self::Catalogue(lines) => lines.lines().map(str::to_owned).collect(),
            other => vec![other.to_string()],
        }
    }

    /// 2 for bad usage or configuration, 1 for anything else.
    pub(crate) const fn code(&self) -> u8 {
        match self {
            Self::Config(_)
            | Self::Key(_)
            | Self::Texts(_)
            | Self::Catalogue(_)
            | Self::Usage(_)
            | Self::Tally(..)
            | Self::Import(operator::import::ImportError::Faults(_))
            | Self::Invite(operator::invite::InviteError::NoPlace(_))
            | Self::Revoke(operator::revoke::RevokeError::NoPlace(_))
            | Self::Codes(operator::codes::CodesError::NoCompound(_))
            | Self::Store(StoreError::Address(_) | StoreError::WrongKey) => 2,
            Self::Process(process) if process.is_configuration() => 2,
            _ => 1,
        }
    }
}

/// Prints a line; a closed pipe is the reader's right.
pub(crate) fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{line}")
}

/// The database of the settings, which is there with its key.
pub(crate) async fn open(config: &Config) -> Result<Store, Failure> {
    let seal = Seal::from_file(&config.key_file)?;
    Ok(Store::open(&config.database_url, seal).await?)
}

/// The database of the settings; both it and its key may begin here. Beside a database that was sealed already no new
/// key is made: it would open nothing, and be taken for the lost one.
pub(crate) async fn open_or_begin(config: &Config) -> Result<Store, Failure> {
    let seal = match Seal::from_file(&config.key_file) {
        Err(missing @ KeyError::Missing(_)) if Store::is_sealed(&config.database_url).await? => {
            return Err(missing.into());
        }
        Err(KeyError::Missing(_)) => Seal::from_file_or_new(&config.key_file)?,
        other => other?,
    };
    Ok(Store::open(&config.database_url, seal).await?)
}

/// The database of the settings to look at. Where nothing has begun yet, neither it nor its key begins by a look: an empty
/// one stands in that goes with the command.
async fn open_or_imagine(config: &Config) -> Result<Store, Failure> {
    let nothing = !Store::is_there(&config.database_url)
        || !config.key_file.exists() && !Store::is_sealed(&config.database_url).await?;
    if nothing { Ok(Store::imagined().await?) } else { open(config).await }
}

/// The catalogue of the settings.
pub(crate) fn catalogue_of(path: &Path) -> Result<Catalogue, Failure> {
    if path.as_os_str().is_empty() {
        return Ok(Catalogue::standard().clone());
    }
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|wrong| Failure::Catalogue(format!("MULIN_CATALOGUE: {name}: {wrong}")))?;
    let told = |fault: &catalogue::Fault| format!("MULIN_CATALOGUE: {name}: line {}: {}", fault.line, fault.what);
    Catalogue::parse(&text).map_err(|faults| Failure::Catalogue(faults.iter().map(told).collect::<Vec<_>>().join("\n")))
}

/// The words of the settings.
pub(crate) fn texts_of(config: &Config) -> Result<Texts, Failure> {
    if config.locales.as_os_str().is_empty() {
        Ok(Texts::embedded()?)
    } else {
        Ok(Texts::with_overrides(&config.locales)?)
    }
}

/// A person's limits of the settings.
pub(crate) const fn quotas_of(config: &Config) -> Quotas {
    Quotas { messages: config.quota_messages, tickets: config.quota_tickets, photos: config.quota_photos }
}

async fn estate(config: &Config, store: &Store) -> Result<Estate, Failure> {
    let mut tx = store.read().await.map_err(StoreError::from)?;
    let (places, days) = places::load(&mut tx).await?;
    Ok(estate_of(&catalogue_of(&config.catalogue)?, quotas_of(config), "", places, days))
}

pub(crate) async fn import(config: &Config, file: &Path, dry_run: bool) -> Result<(), Failure> {
    let text = std::fs::read_to_string(file).map_err(|wrong| Failure::Usage(format!("{}: {wrong}", file.display())))?;
    let store = if dry_run { open_or_imagine(config).await? } else { open_or_begin(config).await? };
    let (form, ids) = (operator::import::Form::of(file), Ids::new(OPERATORS_SLOT));
    let summary = operator::import::run_form(&store, &ids, (form, &text), (dry_run, SystemClock.now())).await?;
    let verb = if dry_run { "would be" } else { "are" };
    let counted = |what: &str, new: usize, changed: usize, same: usize| {
        format!("{new} {what} {verb} new, {changed} changed, {same} as they were")
    };
    say(&format!("{}; {} days", counted("places", summary.new, summary.changed, summary.same), summary.days))?;
    let households = summary.households;
    if households != operator::import::HouseholdSummary::default() {
        let ends = format!(
            "{} ties of owners and family {} ended",
            households.unbound,
            if dry_run { "would be" } else { "are" }
        );
        let line = counted("households", households.new, households.changed, households.same);
        say(&if households.unbound > 0 { format!("{line}; {ends}: the dwelling has other owners") } else { line })?;
    }
    Ok(())
}

pub(crate) fn catalogue(
    config: &Config,
    file: Option<PathBuf>,
    print: bool,
    suggest: Option<&str>,
) -> Result<(), Failure> {
    let catalogue = catalogue_of(&file.unwrap_or_else(|| config.catalogue.clone()))?;
    if let Some(text) = suggest {
        let taken = catalogue.suggest(text);
        let line = serde_json::json!({
            "category": taken.category,
            "kind": taken.kind,
            "emergency": taken.emergency.is_some(),
            "place": taken.place,
        });
        say(&line.to_string())?;
    } else if print {
        say(catalogue.print())?;
    } else {
        say(&format!(
            "the catalogue is good: {} categories in {} groups",
            catalogue.categories.len(),
            catalogue.groups.len()
        ))?;
    }
    Ok(())
}

pub(crate) async fn invite(config: &Config, role: Role, scope: &str) -> Result<(), Failure> {
    let store = open(config).await?;
    let token = operator::invite::run(&store, &Ids::new(OPERATORS_SLOT), (role, scope), SystemClock.now()).await?;
    say(&format!("send your bot: /start {token}   (good once, for {} hours)", operator::invite::HOURS))?;
    say(&format!("or open https://t.me/ + its user name + ?start={token}"))?;
    Ok(())
}

pub(crate) async fn codes(config: &Config, asked: operator::codes::Asked<'_>) -> Result<(), Failure> {
    let store = open(config).await?;
    let made = operator::codes::run(&store, &Ids::new(OPERATORS_SLOT), asked, SystemClock.now()).await?;
    for (door, code) in &made.codes {
        say(&format!("{door}\t{}\t?start=h-{code}", household::grouped(code)))?;
    }
    if made.kept > 0 {
        let kept = format!("{} households keep the unused code they have; --renew replaces it", made.kept);
        writeln!(std::io::stderr(), "mulin: {kept}")?;
    }
    Ok(())
}

pub(crate) async fn revoke(config: &Config, taken: Option<operator::revoke::Taken>) -> Result<(), Failure> {
    let store = open(config).await?;
    let now = SystemClock.now();
    match taken {
        Some(taken) => {
            let id = Ids::new(OPERATORS_SLOT).next(now);
            operator::revoke::take(&store, &taken, (id, now)).await?;
            say("taken back; it counts no more")?;
        }
        None => {
            for line in operator::revoke::list(&store, now).await? {
                say(&line)?;
            }
        }
    }
    Ok(())
}

pub(crate) async fn digest(config: &Config, compound: &str, week: Option<Week>) -> Result<(), Failure> {
    let store = open(config).await?;
    let (estate, now) = (estate(config, &store).await?, SystemClock.now());
    let place = estate.places.compound_by_code(compound);
    let place = place.ok_or_else(|| Failure::Usage(format!("--compound: no compound has the code {compound}")))?;
    let week = week.unwrap_or_else(|| Week::last_due(now));
    let mut tx = store.read().await.map_err(StoreError::from)?;
    let data = mulin::worker::digest::data(&mut tx, (&store, &estate), (place.id, week), now).await?;
    let (items, _) = digest::for_group(&digest::items(&data, &estate.catalogue));
    let words = mulin::conversation::digest::words(&estate, (place, week), &items, now);
    say(&texts_of(config)?.say(&words, Language::default(), now))?;
    Ok(())
}

pub(crate) fn tally(file: &Path, asked: operator::tally::Asked<'_>, json: bool) -> Result<(), Failure> {
    let bytes = std::fs::read(file).map_err(|wrong| Failure::Usage(format!("{}: {wrong}", file.display())))?;
    let tally = operator::tally::run(&bytes, asked).map_err(|wrong| Failure::Tally(file.to_owned(), wrong))?;
    if json {
        return Ok(say(&tally.json().to_string())?);
    }
    for line in tally.lines() {
        say(&line)?;
    }
    Ok(())
}

pub(crate) async fn check(config: &Config) -> Result<(), Failure> {
    let store = open(config).await?;
    let estate = estate(config, &store).await?;
    let broken = operator::check::run(&store, &estate, SystemClock.now()).await?;
    for line in &broken {
        say(line)?;
    }
    if broken.is_empty() { Ok(say("all is well")?) } else { Err(Failure::Broken(broken.len())) }
}

pub(crate) async fn export(config: &Config, format: operator::export::Format) -> Result<(), Failure> {
    let store = open(config).await?;
    let estate = estate(config, &store).await?;
    let now = SystemClock.now();
    let done = (Ids::new(OPERATORS_SLOT).next(now), now);
    operator::export::tickets(&store, &estate, format, done, |line| say(line).map_err(Failure::from)).await?;
    Ok(())
}

pub(crate) async fn export_tasks(config: &Config, format: operator::export::Format) -> Result<(), Failure> {
    let store = open(config).await?;
    let estate = estate(config, &store).await?;
    let now = SystemClock.now();
    let done = (Ids::new(OPERATORS_SLOT).next(now), now);
    operator::export_tasks::tasks(&store, &estate, format, done, |line| say(line).map_err(Failure::from)).await?;
    Ok(())
}

pub(crate) async fn export_votes(config: &Config, format: operator::export::Format) -> Result<(), Failure> {
    let store = open(config).await?;
    let estate = estate(config, &store).await?;
    let now = SystemClock.now();
    let done = (Ids::new(OPERATORS_SLOT).next(now), now);
    operator::export_votes::votes(&store, &estate, format, done, |line| say(line).map_err(Failure::from)).await?;
    Ok(())
}

pub(crate) async fn export_vote(config: &Config, vote: i64, voters: bool) -> Result<(), Failure> {
    let store = open(config).await?;
    let (now, vote) = (SystemClock.now(), VoteId(vote));
    let done = (Ids::new(OPERATORS_SLOT).next(now), now);
    let file = if voters {
        operator::export_votes::voters(&store, vote, done).await?
    } else {
        operator::export_votes::vote(&store, vote, done).await?
    };
    say(file.trim_end())?;
    Ok(())
}

pub(crate) fn verify(file: &Path, receipt: &str) -> Result<(), Failure> {
    let bytes = std::fs::read(file).map_err(|wrong| Failure::Usage(format!("{}: {wrong}", file.display())))?;
    let found = operator::verify::run(&bytes, receipt).map_err(|wrong| Failure::Verify(file.to_owned(), wrong))?;
    say(&format!("{} ballots; their root is {}", found.ballots, found.root))?;
    if !found.counted {
        return Err(Failure::NotCounted);
    }
    say("this ballot was counted")?;
    Ok(())
}

pub(crate) async fn export_ledger(config: &Config, format: operator::export::Format) -> Result<(), Failure> {
    let store = open(config).await?;
    let estate = estate(config, &store).await?;
    let now = SystemClock.now();
    let done = (Ids::new(OPERATORS_SLOT).next(now), now);
    operator::export_ledger::ledger(&store, &estate, format, done, |line| say(line).map_err(Failure::from)).await?;
    Ok(())
}
