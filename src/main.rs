//! The command line: what an operator can do. Exit 0 on success, 2 on bad usage or configuration, 1 on failure.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use mulin::config::{Config, Wrong};
use mulin::domain::digest::Week;
use mulin::domain::household::Tie;
use mulin::domain::role::Role;
use mulin::domain::vote::completion::Completion;
use mulin::operator::tally::Asked;

mod commands;

use commands::Failure;

/// A turn is made of thousands of small texts, and the system's allocator took a sixth of the time of working one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The front door of a subdistrict, in a chat.
#[derive(Debug, Parser)]
#[command(
    name = "mulin",
    version,
    about = "The front door of a subdistrict, in a chat",
    arg_required_else_help = false
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Demo data, a stand-in Bot API and a chat page; needs no token. Example: `mulin sandbox --listen 127.0.0.1:8080`
    Sandbox(SandboxArgs),
    /// The bot itself. Example: `TELOXIDE_TOKEN=… mulin serve`
    Serve,
    /// Brings places, days and households in from TOML, households from CSV. Example: `mulin import homes.csv --dry-run`
    Import {
        /// The file.
        file: PathBuf,
        /// Only say what would change.
        #[arg(long)]
        dry_run: bool,
    },
    /// Checks the catalogue, prints it, or says what a text would be taken for. Example: `mulin catalogue --suggest 楼道灯不亮`
    Catalogue {
        /// The file; without one the catalogue in use.
        file: Option<PathBuf>,
        /// Print it.
        #[arg(long)]
        print: bool,
        /// Say as one JSON line what this text would be taken for.
        #[arg(long, value_name = "TEXT")]
        suggest: Option<String>,
    },
    /// Prints a one-time start link. Example: `mulin invite --role manager --scope qingyang`
    Invite {
        /// Role it grants.
        #[arg(long, value_parser = role)]
        role: Role,
        /// Code of the place in which it counts.
        #[arg(long)]
        scope: String,
    },
    /// Makes one-time codes by which residents bind, a line a household. Example: `mulin codes --compound yongfengli --building 3`
    Codes {
        /// The compound's code.
        #[arg(long)]
        compound: String,
        /// One building alone.
        #[arg(long)]
        building: Option<String>,
        /// What they tie to: owner, family or tenant.
        #[arg(long, value_parser = tie, default_value = "owner")]
        tie: Tie,
        /// Replace those that nobody has used yet.
        #[arg(long)]
        renew: bool,
    },
    /// Lists who holds which role and which invites are unused, or takes one back. Example: `mulin revoke --invite 7`
    Revoke {
        /// Row of an unused invite, as listed.
        #[arg(long, conflicts_with = "person")]
        invite: Option<i64>,
        /// Whose role, as listed.
        #[arg(long, requires = "role", requires = "scope")]
        person: Option<i64>,
        /// Which role.
        #[arg(long, value_parser = role)]
        role: Option<Role>,
        /// Code of the place in which it counts.
        #[arg(long)]
        scope: Option<String>,
    },
    /// Checks the database's invariants; a line for each that is broken. Example: `mulin check`
    Check,
    /// Prints tickets, tasks, the ledger or votes for spreadsheets and audits. Example: `mulin export tickets --format csv`
    Export {
        /// What to print.
        what: Export,
        /// In which form.
        #[arg(long, default_value = "jsonl")]
        format: Format,
        /// With votes: the ballots of this one, once it is closed, as a .pb file for recounts.
        #[arg(long, value_name = "NUMBER")]
        vote: Option<i64>,
        /// With an owners' decision whose list two people released: who said what, for filing.
        #[arg(long, requires = "vote")]
        voters: bool,
    },
    /// Prints what a compound's group reads of a week. Example: `mulin digest --compound yongfengli --week 2026-W47 --print`
    Digest {
        /// The compound's code.
        #[arg(long)]
        compound: String,
        /// The week; without one the last that was due.
        #[arg(long)]
        week: Option<Week>,
        /// Print it; there is nothing else to do with it here.
        #[arg(long, required = true)]
        print: bool,
    },
    /// Counts a fund vote again from its file. Example: `mulin tally vote.pb --rule equal-shares --format json`
    Tally(TallyArgs),
    /// Was this ballot counted? Looks only into a vote's exported file. Example: `mulin verify vote.pb --receipt ABCD-EFGH-2345`
    Verify {
        /// The file that `mulin export votes --vote NUMBER` printed.
        file: PathBuf,
        /// The receipt.
        #[arg(long)]
        receipt: String,
    },
    /// Prints a shell's completions. Example: `mulin completions bash`
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, clap::Args)]
struct SandboxArgs {
    /// Where to serve the page and the Bot API.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Folder for the data; without one a temporary folder that goes with the process.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Only the stand-in Bot API and the page: try any bot on it.
    #[arg(long)]
    no_bot: bool,
    /// Listen on an address that others can reach.
    #[arg(long)]
    open: bool,
}

#[derive(Debug, clap::Args)]
struct TallyArgs {
    /// The file, in Pabulib's format.
    file: PathBuf,
    /// Which rule picks the winners.
    #[arg(long)]
    rule: RuleName,
    /// What becomes of money that equal shares leave: none, utilitarian, add1, add1u (the default) or add1-overspend.
    #[arg(long, value_parser = completion)]
    completion: Option<Completion>,
    /// By how much add1 raises each voter's share, in the file's currency; what the file says, or 1.
    #[arg(long)]
    step: Option<String>,
    /// In which form.
    #[arg(long, default_value = "text")]
    format: TallyFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RuleName {
    /// The most votes first, as long as the money lasts.
    Greedy,
    /// The Method of Equal Shares.
    EqualShares,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TallyFormat {
    /// Lines to read.
    Text,
    /// A JSON object.
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Export {
    /// Every ticket with its whole conversation.
    Tickets,
    /// Every micro-task with its whole story.
    Tasks,
    /// Every entry of every book, with what its hash is made of.
    Ledger,
    /// Every vote, and how those that are closed came out.
    Votes,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A JSON object a line.
    Jsonl,
    /// A row a ticket, task, entry or vote, without its story.
    Csv,
}

fn role(code: &str) -> Result<Role, String> {
    let codes = || Role::ALL.iter().map(|role| role.code()).collect::<Vec<_>>().join(", ");
    Role::of_code(code).ok_or_else(|| format!("one of {}", codes()))
}

fn tie(code: &str) -> Result<Tie, String> {
    let codes = || Tie::ALL.iter().map(|tie| tie.code()).collect::<Vec<_>>().join(", ");
    Tie::of_code(code).ok_or_else(|| format!("one of {}", codes()))
}

fn completion(code: &str) -> Result<Completion, String> {
    let codes = || Completion::ALL.iter().map(|completion| completion.code()).collect::<Vec<_>>().join(", ");
    Completion::of_code(code).ok_or_else(|| format!("one of {}", codes()))
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let config = match Config::read(|name| std::env::var(name).ok()) {
        Ok(config) => config,
        Err(wrong) => return told(&Failure::Config(wrong)),
    };
    if let Err(wrong) = start_log(&config) {
        return told(&Failure::Config(wrong));
    }
    hush_panics();
    match run(cli.command, config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => told(&failure),
    }
}

async fn run(command: Option<Command>, config: Config) -> Result<(), Failure> {
    let default = || SandboxArgs { listen: ([127, 0, 0, 1], 8080).into(), data: None, no_bot: false, open: false };
    match command.unwrap_or_else(|| Command::Sandbox(default())) {
        Command::Sandbox(SandboxArgs { listen, data, no_bot, open }) => {
            commands::sandbox::run(&config, commands::sandbox::Options { listen, data, with_bot: !no_bot, open }).await
        }
        Command::Serve => commands::serve::run(&config).await,
        Command::Import { file, dry_run } => commands::import(&config, &file, dry_run).await,
        Command::Catalogue { file, print, suggest } => commands::catalogue(&config, file, print, suggest.as_deref()),
        Command::Invite { role, scope } => commands::invite(&config, role, &scope).await,
        Command::Codes { compound, building, tie, renew } => {
            let (compound, building) = (compound.as_str(), building.as_deref());
            commands::codes(&config, mulin::operator::codes::Asked { compound, building, tie, renew }).await
        }
        Command::Revoke { invite, person, role, scope } => {
            let taken = match (invite, person.zip(role).zip(scope)) {
                (Some(invite), _) => Some(mulin::operator::revoke::Taken::Invite(invite)),
                (None, Some(((person, role), scope))) => {
                    Some(mulin::operator::revoke::Taken::Role { person, role, scope })
                }
                (None, None) => None,
            };
            commands::revoke(&config, taken).await
        }
        Command::Check => commands::check(&config).await,
        Command::Export { what: Export::Votes, vote: Some(vote), voters, .. } => {
            commands::export_vote(&config, vote, voters).await
        }
        Command::Export { vote: Some(_), .. } => {
            Err(Failure::Usage("--vote: only votes have a file of their own".to_owned()))
        }
        Command::Export { what, format, .. } => {
            let format = match format {
                Format::Jsonl => mulin::operator::export::Format::Jsonl,
                Format::Csv => mulin::operator::export::Format::Csv,
            };
            match what {
                Export::Tickets => commands::export(&config, format).await,
                Export::Tasks => commands::export_tasks(&config, format).await,
                Export::Ledger => commands::export_ledger(&config, format).await,
                Export::Votes => commands::export_votes(&config, format).await,
            }
        }
        Command::Digest { compound, week, print: _ } => commands::digest(&config, &compound, week).await,
        Command::Tally(args) => tally(&args),
        Command::Verify { file, receipt } => commands::verify(&file, &receipt),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "mulin", &mut std::io::stdout());
            Ok(())
        }
    }
}

fn tally(args: &TallyArgs) -> Result<(), Failure> {
    let asked = match (args.rule, args.completion) {
        (RuleName::Greedy, None) => Asked::Greedy,
        (RuleName::Greedy, Some(_)) => {
            return Err(Failure::Usage("--completion: the greedy rule leaves nothing to complete".to_owned()));
        }
        (RuleName::EqualShares, completion) => {
            Asked::EqualShares { completion: completion.unwrap_or(Completion::Add1U), step: args.step.as_deref() }
        }
    };
    commands::tally(&args.file, asked, args.format == TallyFormat::Json)
}

/// Structured logs on standard error: ids only, no words of people, no token.
fn start_log(config: &Config) -> Result<(), Wrong> {
    let wrong = |_| Wrong { setting: "MULIN_LOG", why: "is no filter like info or mulin=debug" };
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log).map_err(wrong)?;
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    Ok(())
}

/// A panic is logged by where it happened alone: what it says may hold words of people.
fn hush_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(at, "a panic");
    }));
}

/// Says why on standard error and gives the exit code.
fn told(failure: &Failure) -> ExitCode {
    for line in failure.lines() {
        let _ = writeln!(std::io::stderr(), "mulin: {line}");
    }
    ExitCode::from(failure.code())
}
