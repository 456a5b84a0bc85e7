//! A file in memory, and the two things that are done with it.

use parcours::engine::{Desk, Engine, load};
use parcours::model::cells::{DeskRequest, DeskSurvey, TableRow};
use parcours::model::load::{LoadError, LoadOptions};
use parcours::model::query::Lens;
use parcours::model::recipe::{CleaningStep, Recipe, StepKind, StepOutcome};
use parcours::protocol::{Reply, Request};

use super::in_memory::{Bytes, Nobody, now};

pub fn step(kind: StepKind, columns: &[&str]) -> CleaningStep {
    CleaningStep::of(kind, columns)
}

pub fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|&word| word.to_owned()).collect()
}

/// What is given is told; the rest is found, nothing is asked.
pub fn options(steps: Vec<CleaningStep>) -> LoadOptions {
    LoadOptions {
        review: Some(false),
        recipe: Recipe { steps },
        ..LoadOptions::default()
    }
}

pub struct Opened {
    pub engine: Engine,
    pub outcomes: Vec<StepOutcome>,
    /// The `source` of the summary.
    pub source: serde_json::Value,
    pub summary: serde_json::Value,
}

pub fn open(text: &str, steps: Vec<CleaningStep>) -> Result<Opened, LoadError> {
    open_files(&[text], options(steps))
}

/// Several files, in the order of the options' tables.
pub fn open_files(texts: &[&str], options: LoadOptions) -> Result<Opened, LoadError> {
    let bytes = |text: &&str| Bytes(text.as_bytes().to_vec());
    let mut sources: Vec<Bytes> = texts.iter().map(bytes).collect();
    let outcome = now(load(&mut sources, options, Lens::default(), &Nobody))?;
    let mut engine = Engine::default();
    engine.take(outcome);
    let cleaned = answer(&mut engine, Request::Cleaned);
    let outcomes = if cleaned.is_empty() {
        Vec::new()
    } else {
        serde_json::from_str(&cleaned).unwrap()
    };
    let summary = answer(
        &mut engine,
        Request::Summary {
            filter: Default::default(),
            parts: None,
        },
    );
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    Ok(Opened {
        outcomes,
        source: summary["source"].clone(),
        summary,
        engine,
    })
}

pub fn answer(engine: &mut Engine, request: Request) -> String {
    match engine.answer(request) {
        Reply::Json(text) => text,
        other => panic!("not JSON: {other:?}"),
    }
}

/// Names of a list of the summary, in its order.
pub fn names(summary: &serde_json::Value, list: &str, key: &str) -> Vec<String> {
    summary[list]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry[key].as_str().unwrap().to_owned())
        .collect()
}

pub struct Table {
    pub desk: Desk,
    pub files: Vec<Bytes>,
    pub survey: DeskSurvey,
}

pub fn look(bytes: &[u8], options: LoadOptions) -> Table {
    look_at(&[bytes], options)
}

/// Several files, in the order of the options' tables.
pub fn look_at(files: &[&[u8]], options: LoadOptions) -> Table {
    let mut table = Table {
        desk: Desk::default(),
        files: files.iter().map(|bytes| Bytes(bytes.to_vec())).collect(),
        survey: DeskSurvey::default(),
    };
    table.survey = table.ask(DeskRequest::Open(Box::new(options)));
    table
}

impl Table {
    pub fn ask<T: serde::de::DeserializeOwned>(&mut self, request: DeskRequest) -> T {
        let text = serde_json::to_string(&request).unwrap();
        match now(self.desk.answer(&text, &mut self.files, &Nobody)) {
            Reply::Json(text) => serde_json::from_str(&text).unwrap(),
            other => panic!("not JSON: {other:?}"),
        }
    }

    pub fn select(&mut self, needle: &str, sort: Option<(u32, bool)>) -> u32 {
        let runs = vec![0, self.survey.rows];
        self.ask(DeskRequest::Select {
            runs,
            with_removed: true,
            needle: needle.to_owned(),
            sort,
            descending: false,
        })
    }

    pub fn window(&mut self, first: u32, count: u32) -> Vec<TableRow> {
        self.ask(DeskRequest::Window { first, count })
    }
}
