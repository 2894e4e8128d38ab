//! What others than the voter can see of a vote: each in a form in which what is drawn by chance looks alike.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use mulin::domain::time::Clock as _;
use mulin::operator::{export, export_ledger, export_tasks};
use mulin::store::StoreError;
use mulin::store::seal::Seal;
use regex::Regex;
use sqlx::{Column as _, Row as _};

use crate::secrets::tables;
use crate::support::House;

/// What is drawn by chance, and what stands in its place.
static FORMS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let forms = [
        ("[0-9a-f]{64}", "<hash>"),
        // Telegram's are drawn by chance; those of the stand-in count presses.
        (r#""callback_query_id":"[0-9]+""#, r#""callback_query_id":"<press>""#),
        (r"\b[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}\b", "<receipt>"),
        (r"\b[A-Z2-7]{12}\b", "<receipt>"),
        (r"\b[a-z2-7]{26}\b", "<token>"),
        (r"~[a-z2-7]{6}\.", "~<nonce>."),
        (r#""nonce":"[a-z2-7]{6}""#, r#""nonce":"<nonce>""#),
        (r#"\["[a-z2-7]{6}",\{"flow""#, r#"["<nonce>",{"flow""#),
    ];
    forms.into_iter().map(|(form, name)| (Regex::new(form).expect("a pattern"), name)).collect()
});

/// Puts hashes, receipts, nonces and tokens in one form.
pub(crate) fn alike(text: &str) -> String {
    let put = |text: String, (form, name): &(Regex, &str)| form.replace_all(&text, *name).into_owned();
    FORMS.iter().fold(text.to_owned(), put)
}

/// What lies in a sealed column: opened with the seal, or without it as long as it is.
fn unsealed(seal: Option<&Seal>, (table, column): (&str, &str), ids: &[i64], sealed: &str) -> String {
    let Some(seal) = seal else { return format!("<{} sealed>", sealed.len()) };
    let table: &'static str = table.to_owned().leak();
    let column: &'static str = column.trim_end_matches("_sealed").to_owned().leak();
    let opened = ids.iter().find_map(|id| seal.open(table, column, *id, sealed).ok());
    opened.unwrap_or_else(|| panic!("{table}.{column} doesn't open")).trim_end().to_owned()
}

/// Every row of every table, by table, in the order in which they lie there; sealed columns opened where there is a seal.
pub(crate) async fn rows(house: &House, seal: Option<&Seal>) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for table in tables(house).await {
        let text = sqlx::AssertSqlSafe(format!("SELECT * FROM {table}"));
        let mut lines = Vec::new();
        for row in sqlx::query(text).fetch_all(house.store.pool()).await.expect("rows") {
            let numbers: Vec<i64> = (0..row.len()).filter_map(|at| row.try_get(at).ok()).collect();
            let mut cells = Vec::new();
            for column in row.columns() {
                let (name, at) = (column.name(), column.ordinal());
                let value = match row.try_get::<String, _>(at) {
                    Ok(text) if name.ends_with("_sealed") => unsealed(seal, (&table, name), &numbers, &text),
                    Ok(text) => text,
                    Err(_) => row.try_get::<i64, _>(at).map(|number| number.to_string()).unwrap_or_default(),
                };
                cells.push(format!("{name}={value}"));
            }
            lines.push(cells.join(" "));
        }
        found.insert(table, lines);
    }
    found
}

/// What the bot said to anybody but these since the call numbered `from`: a line a call.
pub(crate) fn said(house: &House, from: u64, voters: &[i64]) -> Vec<String> {
    let calls = house.world.record_after(from);
    let to = |call: &mulin::sandbox::Recorded| call.params["chat_id"].as_i64();
    let toast = |call: &mulin::sandbox::Recorded| call.params["text"].as_str().is_some_and(|text| !text.is_empty());
    let others = calls.iter().filter(|call| to(call).map_or_else(|| toast(call), |chat| !voters.contains(&chat)));
    let mut lines: Vec<String> = others.map(|call| alike(&format!("{} {}", call.method, call.params))).collect();
    lines.sort();
    lines
}

/// What the operator's exports print.
pub(crate) async fn exported(house: &House) -> Vec<String> {
    let mut tx = house.store.begin().await.expect("a transaction");
    let estate = house.process.worker.estate(&mut tx).await.expect("an estate");
    drop(tx);
    let (store, format, now) = (&house.store, export::Format::Jsonl, house.clock.now());
    let fresh = mulin::worker::fresh::Ids::new(14);
    let mut lines = Vec::new();
    let mut write = |line: &str| {
        lines.push(alike(line));
        Ok::<(), StoreError>(())
    };
    export::tickets(store, &estate, format, (fresh.next(now), now), &mut write).await.expect("tickets");
    export_tasks::tasks(store, &estate, format, (fresh.next(now), now), &mut write).await.expect("tasks");
    export_ledger::ledger(store, &estate, format, (fresh.next(now), now), &mut write).await.expect("the ledger");
    lines
}

/// What `/metrics` says.
pub(crate) async fn metrics(house: &House) -> Vec<String> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let serving = tokio::spawn(mulin::web::serve(listener, house.store.clone(), stopped));
    let page = reqwest::get(format!("http://{address}/metrics")).await.expect("a page").text().await.expect("text");
    stop.send(true).expect("it serves");
    serving.await.expect("it ended").expect("it served");
    page.lines().map(str::to_owned).collect()
}
