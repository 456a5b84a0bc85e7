//! A fuzzer for every reader, on stable Rust: files of a saved corpus with random edits, the same ones in every run.
//!
//! `PARCOURS_FUZZ_INPUTS` says how many inputs a target gets, `PARCOURS_FUZZ_SEED` where it begins. What was found wrong is a file
//! of the corpus from then on (`corpus/<target>/found-…`). `fuzz/` has the same targets for cargo-fuzz, guided by coverage.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod edits;
mod targets;
mod watch;

use std::cell::Cell;
use std::path::Path;

use proptest::test_runner::{Config, RngSeed, TestRunner};

const INPUTS: u32 = 6_000;

fn told(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The files of a corpus, in the order of their names; `true`: one that was found, which need not be readable.
fn corpus(target: &str) -> Vec<(bool, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz/corpus")
        .join(target);
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let file = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        (name.starts_with("found-"), std::fs::read(path).unwrap())
    };
    paths.iter().map(file).collect()
}

fn fuzz(name: &str, target: fn(&[u8]) -> bool) {
    let (found, corpus): (Vec<bool>, Vec<Vec<u8>>) = corpus(name).into_iter().unzip();
    for (found, file) in found.iter().zip(&corpus) {
        let read = watch::watched(file, target);
        assert!(read || *found, "{}", file.escape_ascii());
    }
    let mut runner = TestRunner::new(Config {
        cases: told("PARCOURS_FUZZ_INPUTS").map_or(INPUTS, |inputs| inputs as u32),
        rng_seed: RngSeed::Fixed(told("PARCOURS_FUZZ_SEED").unwrap_or(1)),
        failure_persistence: None,
        ..Config::default()
    });
    let (read, refused) = (Cell::new(0), Cell::new(0));
    let result = runner.run(&edits::edited(corpus.len()), |plan| {
        let bytes = plan.apply(&corpus);
        let count = if watch::watched(&bytes, target) {
            &read
        } else {
            &refused
        };
        count.set(count.get() + 1);
        Ok(())
    });
    println!(
        "{name}: {} saved files, {} edited inputs: {} read, {} refused",
        corpus.len(),
        read.get() + refused.get(),
        read.get(),
        refused.get()
    );
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

#[test]
fn text_tables() {
    fuzz("table", targets::table);
}

#[test]
fn json() {
    fuzz("json", targets::json);
}

#[test]
fn formats() {
    fuzz("formats", targets::formats);
}

#[test]
fn sheets() {
    fuzz("sheets", targets::sheets);
}

#[test]
fn documents() {
    fuzz("documents", targets::documents);
}
