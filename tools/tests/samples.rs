//! The published samples are the generated ones, small, and in the encoding that they claim.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use parcours_tools::samples::files;

#[test]
fn published_samples_are_the_generated_ones() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/samples");
    for (name, bytes) in files() {
        let published = std::fs::read(folder.join(&name)).unwrap_or_default();
        assert!(
            published == bytes,
            "{name} differs: run `parcours-tools samples`"
        );
    }
}

#[test]
fn samples_are_fetched_fast_and_hold_no_lost_character() {
    for (name, bytes) in files() {
        assert!(bytes.len() <= 500_000, "{name} has {} bytes", bytes.len());
        let questions = bytes
            .windows(2)
            .filter(|pair| pair[1] == b'?' && pair[0] != b' ');
        let lost = questions.count();
        assert!(name.ends_with("-en.csv") || lost == 0, "{name}: {lost}");
        assert_eq!(
            std::str::from_utf8(&bytes).is_ok(),
            name.ends_with("-en.csv"),
            "{name}"
        );
    }
}
