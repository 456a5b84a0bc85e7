//! Keeps the levels of `src/README.md` apart: reads the paths in the source and fails on every edge that the table does not allow.
//!
//! Debt, should there ever be some, is listed in [`DEBT`], so that it can only shrink.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod source;
mod table;

use std::{collections::BTreeSet, fs, path::Path};

use source::Source;
use table::Table;

/// Edges that break the rules and are known, as `from → to`. Empty, and meant to stay so.
const DEBT: &[&str] = &[];

/// Crates that only `browser` may name.
const BROWSER_CRATES: &[&str] = &[
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo_storage",
    "console_error_panic_hook",
];

/// Levels from 0 to this one know no clock: time is an argument, so that what they compute can be tested.
const HIGHEST_LEVEL_WITHOUT_CLOCK: u8 = 2;
const CLOCKS: &[&[&str]] = &[&["SystemTime"], &["Instant", "::", "now"]];

/// What the worker must not bring along: the page's, and the readers that have a worker of their own.
const PAGE_CRATES: &[&str] = &[
    "leptos",
    "plotters",
    "plotters-backend",
    "plotters-canvas",
    "gloo-storage",
    "calamine",
    "quick-xml",
    "zip",
    "flate2",
];
const PAGE_MODULES: &[&str] = &["ui", "chart", "state", "formats"];

/// Everything that is wrong with `sources`, one sentence each.
fn violations(table: &Table, sources: &[Source]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for source in sources {
        let from = source.module();
        if let Some(module) = from {
            if !table.has(module) {
                found.insert(format!("{module} is not in the table of src/README.md"));
                continue;
            }
            for to in source.modules_used(&table.names()) {
                if to != module && !table.allows(module, &to) {
                    found.insert(format!("{module} → {to} (in {})", source.path));
                }
            }
        }
        if from.is_some_and(|module| table.level(module) <= HIGHEST_LEVEL_WITHOUT_CLOCK)
            && CLOCKS.iter().any(|clock| source.has(clock))
        {
            found.insert(format!(
                "{} reads a clock; time is an argument",
                source.path
            ));
        }
        for name in BROWSER_CRATES
            .iter()
            .filter(|name| from != Some("browser") && source.has(&[**name]))
        {
            found.insert(format!(
                "{} names {name}, which belongs in src/browser",
                source.path
            ));
        }
        if from != Some("ui") && source.path != "src/main.rs" && source.has(&["leptos"]) {
            found.insert(format!(
                "{} names leptos, which belongs in src/ui",
                source.path
            ));
        }
    }
    found
        .into_iter()
        .filter(|sentence| !DEBT.iter().any(|known| sentence.starts_with(known)))
        .collect()
}

/// The page's modules that can be reached from the worker's entry. Modules are followed whole, but `browser` file by file,
/// because it serves both sides.
fn page_modules_in_worker(table: &Table, sources: &[Source]) -> Vec<String> {
    let mut waiting = vec!["src/bin/engine.rs".to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(unit) = waiting.pop() {
        if seen.insert(unit.clone()) {
            for source in sources.iter().filter(|source| source.unit() == unit) {
                waiting.extend(source.units_used(&table.names()));
            }
        }
    }
    assert!(
        seen.len() > 1,
        "the worker's entry uses nothing: this test would see nothing"
    );
    seen.into_iter()
        .filter(|unit| PAGE_MODULES.contains(&unit.as_str()))
        .collect()
}

/// The page's crates that the cargo feature `engine` brings along.
fn page_crates_in_worker(manifest: &str) -> Vec<String> {
    let list = |feature: &str| -> Vec<String> {
        let line = manifest
            .lines()
            .find(|line| line.starts_with(&format!("{feature} = [")))
            .unwrap_or_default();
        line.split('"')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    let (mut waiting, mut crates) = (vec!["engine".to_owned()], BTreeSet::new());
    assert!(
        !list("engine").is_empty(),
        "Cargo.toml has no feature engine"
    );
    while let Some(feature) = waiting.pop() {
        for item in list(&feature) {
            match item
                .strip_prefix("dep:")
                .or(item.split_once('/').map(|(name, _)| name))
            {
                Some(name) => drop(crates.insert(name.to_owned())),
                None => waiting.push(item),
            }
        }
    }
    // A dependency that is not optional comes along with every feature.
    let always = PAGE_CRATES.iter().filter(|name| {
        let dependencies = manifest
            .split("[dependencies]")
            .nth(1)
            .and_then(|rest| rest.split("\n[target").next())
            .unwrap_or_default();
        dependencies.lines().any(|line| {
            line.starts_with(&format!("{name} = ")) && !line.contains("optional = true")
        })
    });
    let brought = PAGE_CRATES.iter().filter(|name| crates.contains(**name));
    always
        .chain(brought)
        .map(|name| (*name).to_owned())
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn table() -> Table {
    Table::parse(&fs::read_to_string(root().join("src/README.md")).unwrap()).unwrap()
}

#[test]
fn modules_use_only_what_their_level_allows() {
    let found = violations(&table(), &source::all(root()));
    assert!(
        found.is_empty(),
        "not allowed by src/README.md:\n{}",
        found.join("\n")
    );
}

#[test]
fn the_worker_brings_nothing_of_the_page() {
    assert_eq!(
        page_modules_in_worker(&table(), &source::all(root())),
        Vec::<String>::new()
    );
    assert_eq!(
        page_crates_in_worker(&fs::read_to_string(root().join("Cargo.toml")).unwrap()),
        Vec::<String>::new()
    );
}

mod the_rules_bite {
    use super::*;

    const TABLE: &str = "
| module | level | owns | must not know | may use beside lower levels |
| --- | --- | --- | --- | --- |
| `model` | L0 | a | b | – |
| `i18n` | L0 | a | b | model |
| `store` | L1 | a | b | – |
| `engine` | L2 | a | b | – |
| `chart` | L2 | a | b | – |
| `browser` | L3 | a | b | – |
| `ui` | L4 | a | b | – |
";

    fn found(path: &str, text: &str) -> Vec<String> {
        violations(&Table::parse(TABLE).unwrap(), &[Source::new(path, text)])
    }

    #[test]
    fn lower_levels_and_friends_are_allowed() {
        for (path, text) in [
            ("src/store/filter.rs", "use crate::model::Event;"),
            ("src/i18n/en.rs", "use crate::model::Lang;"),
            (
                "src/store/mod.rs",
                "use crate::{model::{Event, Filter}, store::filter};",
            ),
            (
                "src/store/mod.rs",
                "/// as `crate::engine` asks\nconst A: &str = \"crate::engine\"; // crate::engine",
            ),
            (
                "src/store/naive/mod.rs",
                "mod tests { use super::super::model; }",
            ),
            (
                "src/ui/stage.rs",
                "use leptos::prelude::*; use crate::{browser::clock, chart, model};",
            ),
            ("src/browser/clock.rs", "use web_sys::Window;"),
            (
                "src/main.rs",
                "fn main() { leptos::mount::mount_to_body(parcours::ui::App) }",
            ),
        ] {
            assert_eq!(found(path, text), Vec::<String>::new(), "{path}: {text}");
        }
    }

    #[test]
    fn every_way_of_writing_an_edge_upwards_is_seen() {
        for text in [
            "use crate::engine::run;",
            "use crate::{model, engine::run};",
            "use crate::{\n    model::{Event, Filter},\n    engine,\n};",
            "fn f() { crate::engine::run() }",
            "macro!(crate :: engine :: run);",
            "pub(crate) use super::super::engine::run;",
        ] {
            assert_eq!(
                found("src/store/filter.rs", text),
                ["store → engine (in src/store/filter.rs)"],
                "{text}"
            );
        }
        assert_eq!(
            found("src/store/mod.rs", "use super::engine;"),
            ["store → engine (in src/store/mod.rs)"]
        );
        assert_eq!(
            found("src/store.rs", "use super::engine;"),
            ["store → engine (in src/store.rs)"]
        );
        assert_eq!(
            found("src/chart/mod.rs", "use crate::engine;"),
            ["chart → engine (in src/chart/mod.rs)"],
            "same level, no friends"
        );
        assert_eq!(
            found("src/model/mod.rs", "use crate::i18n;").len(),
            1,
            "friends are one way"
        );
    }

    #[test]
    fn foreign_crates_stay_in_their_module() {
        assert_eq!(
            found("src/ui/stage.rs", "use leptos::web_sys::Window;").len(),
            1
        );
        assert_eq!(
            found("src/main.rs", "#[wasm_bindgen::prelude::wasm_bindgen]").len(),
            1
        );
        assert_eq!(
            found("src/engine/mod.rs", "let a = js_sys::Date::now();").len(),
            1
        );
        assert_eq!(
            found("src/chart/mod.rs", "use leptos::prelude::*;").len(),
            1
        );
        assert_eq!(
            found("src/bin/engine.rs", "use leptos::prelude::*;").len(),
            1
        );
    }

    #[test]
    fn the_core_has_no_clock() {
        assert_eq!(
            found("src/store/mod.rs", "let start = std::time::Instant::now();").len(),
            1
        );
        assert_eq!(
            found("src/model/mod.rs", "use std::time::SystemTime;").len(),
            1
        );
        assert_eq!(
            found(
                "src/model/mod.rs",
                "pub enum Time { Instant(i64), Plain(i64) }"
            )
            .len(),
            0
        );
    }

    #[test]
    fn a_module_without_a_row_is_refused() {
        assert_eq!(
            found("src/utils/mod.rs", ""),
            ["utils is not in the table of src/README.md"]
        );
    }

    #[test]
    fn the_worker_is_followed_through_browser_by_file() {
        let table = Table::parse(TABLE).unwrap();
        let reached = |host: &str| {
            page_modules_in_worker(
                &table,
                &[
                    Source::new(
                        "src/bin/engine.rs",
                        "fn main() { parcours::browser::worker_host::serve() }",
                    ),
                    Source::new("src/browser/mod.rs", "pub mod canvas; pub mod worker_host;"),
                    Source::new("src/browser/worker_host.rs", host),
                    Source::new("src/browser/canvas.rs", "use crate::chart::Scene;"),
                    Source::new("src/engine/mod.rs", "use crate::store;"),
                ],
            )
        };
        assert_eq!(reached("use crate::engine;"), Vec::<String>::new());
        assert_eq!(reached("use crate::browser::canvas::draw;"), ["chart"]);
        assert_eq!(reached("use super::{canvas, message};"), ["chart"]);
    }

    #[test]
    fn the_features_of_the_worker_are_followed() {
        let manifest = |engine: &str, leptos: &str| {
            format!(
                "[features]\npage = [\"dep:leptos\"]\nengine = [{engine}]\nbrowser = [\"dep:js-sys\"]\n\n[dependencies]\nleptos = {{ version = \"0\"{leptos} }}\n"
            )
        };
        assert_eq!(
            page_crates_in_worker(&manifest("\"browser\"", ", optional = true")),
            Vec::<String>::new()
        );
        assert_eq!(
            page_crates_in_worker(&manifest("\"browser\", \"page\"", ", optional = true")),
            ["leptos"]
        );
        assert_eq!(
            page_crates_in_worker(&manifest("\"browser\"", "")),
            ["leptos"]
        );
    }
}
