//! README says what the program says.

const README: &str = include_str!("../../README.md");

#[test]
fn the_table_of_settings_is_the_programs() {
    let table = mulin::config::table();
    assert!(README.contains(&table), "README.md lacks this table:\n{table}");
}

#[test]
fn the_two_commands_stand_there() {
    for command in ["cargo run", "tests/run"] {
        assert!(README.contains(command), "{command}");
    }
}
