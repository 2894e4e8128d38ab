//! What the house is built on: no OpenSSL, one sqlx, no C that isn't needed.

fn locked() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock");
    let text = std::fs::read_to_string(path).expect("Cargo.lock");
    text.lines().filter_map(|line| line.strip_prefix("name = ")).map(|name| name.trim_matches('"').to_owned()).collect()
}

#[test]
fn nothing_unwanted_is_built() {
    let unwanted = ["openssl", "openssl-sys", "native-tls", "aws-lc-sys", "aws-lc-rs", "v8", "deno_core"];
    let found: Vec<_> = locked().into_iter().filter(|name| unwanted.contains(&name.as_str())).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn there_is_one_sqlx() {
    for name in ["sqlx", "sqlx-core", "sqlx-sqlite", "libsqlite3-sys", "teloxide-core"] {
        assert_eq!(locked().iter().filter(|locked| *locked == name).count(), 1, "{name}");
    }
}

#[test]
fn direct_dependencies_stay_few() {
    let manifest = include_str!("../../Cargo.toml");
    let section = manifest.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[").next()).expect("a section");
    let count = section.lines().filter(|line| line.contains('=')).count();
    assert!(count <= 40, "{count} direct dependencies");
}
