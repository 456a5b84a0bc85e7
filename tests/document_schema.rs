//! The published JSON Schema is the one of the types.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours::model::document::Document;

const PATH: &str = "public/parcours.schema.json";

/// `UPDATE_SCHEMA=1 cargo test --test document_schema` writes the file after a change of the types.
#[test]
fn the_published_schema_is_up_to_date() {
    let schema = schemars::schema_for!(Document);
    let mut text = serde_json::to_string_pretty(&schema).unwrap();
    text.push('\n');
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(PATH, &text).unwrap();
    }
    // As values: whether keys keep the order of the types depends on what else is built beside this test.
    let published = std::fs::read_to_string(PATH).unwrap_or_default();
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    assert!(
        read(&published) == read(&text),
        "{PATH} differs from the types: run this test with UPDATE_SCHEMA=1"
    );
}
