//! Headless Chromium behind a chromedriver of its own.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};

use fantoccini::{Client, ClientBuilder};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::lines_after;

const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// A browser with one window; driver and browser end when dropped.
pub(crate) struct Browser {
    driver: Child,
    _profile: TempDir,
    /// Where commands of Chromium's own protocol are taken.
    devtools: String,
    pub(crate) client: Client,
}

impl Browser {
    pub(crate) async fn open(address: &str) -> Self {
        let mut command = Command::new("chromedriver");
        let started = command.arg("--port=0").process_group(0).stdout(Stdio::piped()).spawn();
        let mut driver = started.expect("chromedriver starts; tests/run installs it");
        let [port] = lines_after(&mut driver, ["started successfully on port "]);
        let driver_address = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
        let profile = tempfile::tempdir().expect("a folder");
        let mut flags = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let wanted = json!({ "goog:chromeOptions": { "args": flags } });
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(wanted.as_object().cloned().unwrap_or_default())
            .connect(&driver_address)
            .await
            .expect("Chromium starts");
        client.goto(address).await.expect("the page");
        let session = client.session_id().await.expect("an answer").expect("a session");
        let devtools = format!("{driver_address}/session/{session}/goog/cdp/execute");
        Self { driver, _profile: profile, devtools, client }
    }

    /// Sets the size of what the page has to fill.
    pub(crate) async fn resize(&self, (width, height): (u32, u32)) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// By light or by dark; always without what moves slowly, which would only be waited for.
    pub(crate) async fn dark(&self, is_dark: bool) {
        let scheme = if is_dark { "dark" } else { "light" };
        let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }, still] });
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    async fn devtools(&self, command: &str, params: Value) {
        let body = json!({ "cmd": command, "params": params });
        let answer = reqwest::Client::new().post(&self.devtools).json(&body).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{command}: {answer:?}");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser is in the driver's group and outlives it otherwise.
        let group = format!("-{}", self.driver.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.driver.wait();
    }
}
