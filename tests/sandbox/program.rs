//! `mulin sandbox` as a child process, and the operator's commands on its database.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The running program; it ends when dropped.
pub(crate) struct Program {
    child: Child,
    folder: TempDir,
    /// Where its page is.
    pub(crate) address: String,
    /// Where the public board is.
    pub(crate) board: String,
}

/// The lines of its output that begin so, in this order, without those beginnings.
pub(crate) fn lines_after<const N: usize>(child: &mut Child, beginnings: [&str; N]) -> [String; N] {
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let mut lines = output.lines().map_while(Result::ok);
    beginnings.map(|beginning| {
        let found = lines.find_map(|line| line.split_once(beginning).map(|(_, rest)| rest.to_owned()));
        found.unwrap_or_else(|| panic!("it ended without saying “{beginning}”"))
    })
}

impl Program {
    /// With the catalogue that it carries.
    pub(crate) fn start() -> Self {
        Self::with(&[])
    }

    /// With settings of its own. Telegram's rates and the house's quota are off: nobody waits for the next message here.
    pub(crate) fn with(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_mulin"))
            .args(["sandbox", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.path())
            .envs([
                ("MULIN_RATE_ALL", "0"),
                ("MULIN_RATE_CHAT", "0"),
                ("MULIN_RATE_GROUP", "0"),
                ("MULIN_QUOTA_MESSAGES", "0"),
                ("MULIN_LOG", "error"),
            ])
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .expect("mulin starts");
        let [address, board] = lines_after(&mut child, ["The chat page: ", "The board:     "]);
        Self { child, folder, address, board }
    }

    /// Every ticket, as `mulin export tickets` tells it.
    pub(crate) fn export(&self) -> Vec<Value> {
        self.exports("tickets")
    }

    /// `mulin export WHAT` on the same database with the same key, while the bot runs.
    pub(crate) fn exports(&self, what: &str) -> Vec<Value> {
        let file = |name: &str| -> PathBuf { self.folder.path().join(name) };
        let output = Command::new(env!("CARGO_BIN_EXE_mulin"))
            .args(["export", what])
            .env("DATABASE_URL", format!("sqlite:{}", file("mulin.db").display()))
            .env("MULIN_KEY_FILE", file("mulin.key"))
            .output()
            .expect("mulin runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
