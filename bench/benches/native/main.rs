//! The engine without a browser: reading, building and every answer, on files of named shapes.
//!
//!     cargo bench -p parcours-bench                      # all
//!     cargo bench -p parcours-bench -- "filter/.*giant"  # what the expression finds
//!     PARCOURS_BENCH_ROWS=1000000 cargo bench -p parcours-bench
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod shapes;

use std::{hint::black_box, time::Duration};

use criterion::{BatchSize, Criterion, Throughput};
use parcours::import::{self, Outcome, Reader};
use parcours::model::event::{Event, EventSink, TableSchema};
use parcours::model::filter::{Filter, JourneyFilter};
use parcours::model::load::{LoadOptions, SourceInfo};
use parcours::model::query::{
    Against, DetailQuery, OverviewQuery, PersonasQuery, SUMMARY_PARTS, Selection, StripQuery,
};
use parcours::store::{Table, TableBuilder};
use shapes::{SHAPES, Shape};

const SLICE_BYTES: usize = 4 << 20;
const STRIP_ROWS: u32 = 60;
const DENSITY_COLUMNS: u32 = 600;

/// Reads `bytes` as a load does, in slices, correcting its plan where the whole file contradicts the head.
fn read<S: EventSink>(bytes: &[u8], mut sink: impl FnMut(&import::Plan) -> S) -> S {
    let options = LoadOptions {
        review: Some(false),
        ..LoadOptions::default()
    };
    let head = &bytes[..bytes.len().min(SLICE_BYTES)];
    let mut plan = import::plan(head, head.len() == bytes.len(), &options).unwrap();
    loop {
        let sink = sink(&plan);
        let mut reader = Reader::new(plan, sink);
        for slice in bytes.chunks(SLICE_BYTES) {
            reader.push(slice).unwrap();
        }
        match reader.finish().unwrap() {
            Outcome::Done(imported) => return imported.sink,
            Outcome::ReadAgain(better) => plan = better,
        }
    }
}

fn table(bytes: &[u8]) -> Table {
    read(bytes, |plan| TableBuilder::new(plan.schema()))
        .finish()
        .unwrap()
}

/// Takes events and keeps nothing of them.
#[derive(Default)]
struct Nothing(u64);

impl EventSink for Nothing {
    fn push(&mut self, event: Event<'_>) {
        self.0 += black_box(event.journey).len() as u64;
    }
}

/// Keeps the cells of a file, to be built into tables without reading them again.
#[derive(Default)]
struct Kept(Vec<KeptEvent>);

struct KeptEvent {
    row: u32,
    cells: [String; 5],
    time_micros: i64,
    emotion_raw: Option<f64>,
    revenue: Option<f64>,
}

impl EventSink for Kept {
    fn push(&mut self, event: Event<'_>) {
        let texts = [
            event.journey,
            event.touchpoint,
            event.stage,
            event.channel,
            event.persona,
        ];
        self.0.push(KeptEvent {
            row: event.row,
            cells: texts.map(str::to_owned),
            time_micros: event.time_micros,
            emotion_raw: event.emotion_raw,
            revenue: event.revenue,
        });
    }
}

impl KeptEvent {
    fn as_event(&self) -> Event<'_> {
        let [journey, touchpoint, stage, channel, persona] = &self.cells;
        Event {
            row: self.row,
            journey,
            touchpoint,
            stage,
            channel,
            persona,
            time_micros: self.time_micros,
            emotion_raw: self.emotion_raw,
            revenue: self.revenue,
            weight: 1,
            ..Event::default()
        }
    }
}

fn reading(criterion: &mut Criterion, shape: &Shape, bytes: &[u8]) {
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function(format!("parse/{}", shape.name), |bencher| {
        bencher.iter(|| read(bytes, |_| Nothing::default()).0);
    });
    group.bench_function(format!("load/{}", shape.name), |bencher| {
        bencher.iter_batched(|| (), |()| table(bytes), BatchSize::PerIteration);
    });
    let mut schema = TableSchema::default();
    let Kept(events) = read(bytes, |plan| {
        schema = plan.schema();
        Kept::default()
    });
    group.throughput(Throughput::Elements(events.len() as u64));
    group.bench_function(format!("build/{}", shape.name), |bencher| {
        bencher.iter_batched(
            || TableBuilder::new(schema.clone()),
            |mut builder| {
                events
                    .iter()
                    .for_each(|event| builder.push(event.as_event()));
                builder.finish().unwrap()
            },
            BatchSize::PerIteration,
        );
    });
}

/// One filter of each kind, with the parts of the summary that the comparison in the browser asks for.
fn filters(table: &Table) -> Vec<(&'static str, Filter)> {
    let info = table.info(&SourceInfo::default());
    let first = |names: &[String]| names.iter().take(1).cloned().collect::<Vec<_>>();
    let window = |filter: Filter| Filter {
        from: Some("2025-03-01T00:00:00Z".to_owned()),
        to: Some("2025-04-15T00:00:00Z".to_owned()),
        ..filter
    };
    let persona = Filter {
        persona: Some(first(&info.personas)),
        ..Filter::default()
    };
    vec![
        ("nothing", Filter::default()),
        ("persona", persona.clone()),
        (
            "channel",
            Filter {
                channel: Some(first(&info.channels)),
                ..Filter::default()
            },
        ),
        (
            "touchpoint",
            Filter {
                touchpoint: Some(first(&info.touchpoints)),
                ..Filter::default()
            },
        ),
        ("dates", window(Filter::default())),
        ("persona_dates", window(persona)),
        (
            "journeys",
            Filter {
                journeys: Some(JourneyFilter {
                    persona: Some(first(&info.personas)),
                    ..JourneyFilter::default()
                }),
                ..Filter::default()
            },
        ),
    ]
}

fn answers(criterion: &mut Criterion, shape: &Shape, table: &Table) {
    let source = SourceInfo::default();
    let filters = filters(table);
    let parts = ["stages", "persona_stage", "stage_follows", "reach"].map(str::to_owned);
    let mut group = criterion.benchmark_group("filter");
    for (name, filter) in &filters {
        group.bench_function(format!("{name}/{}", shape.name), |bencher| {
            bencher.iter(|| table.summary(filter, &source, Some(&parts)).unwrap());
        });
    }
    group.finish();
    let filter = &filters[1].1;
    let mut group = criterion.benchmark_group("aggregate");
    for part in SUMMARY_PARTS {
        group.bench_function(format!("{part}/{}", shape.name), |bencher| {
            let parts = [part.to_owned()];
            bencher.iter(|| table.summary(filter, &source, Some(&parts)).unwrap());
        });
    }
    group.bench_function(format!("all/{}", shape.name), |bencher| {
        bencher.iter(|| table.summary(filter, &source, None).unwrap());
    });
    group.finish();
    pictures(criterion, shape, table, filter);
}

fn pictures(criterion: &mut Criterion, shape: &Shape, table: &Table, filter: &Filter) {
    let mut group = criterion.benchmark_group("picture");
    let overview = OverviewQuery {
        filter: filter.clone(),
        ..OverviewQuery::default()
    };
    group.bench_function(format!("overview/{}", shape.name), |bencher| {
        bencher.iter(|| table.overview(&overview).unwrap());
    });
    let strip = StripQuery {
        filter: filter.clone(),
        rows: STRIP_ROWS,
        true_time: true,
        ..StripQuery::default()
    };
    group.bench_function(format!("strip/{}", shape.name), |bencher| {
        bencher.iter(|| table.strip(&strip).unwrap());
    });
    // Down to pixels: more journeys than rows.
    let density = StripQuery {
        density_columns: Some(DENSITY_COLUMNS),
        ..strip
    };
    group.bench_function(format!("downsample/{}", shape.name), |bencher| {
        bencher.iter(|| table.strip(&density).unwrap());
    });
    let personas = PersonasQuery {
        filter: filter.clone(),
        shown: None,
        against: Against::Others,
    };
    group.bench_function(format!("personas/{}", shape.name), |bencher| {
        bencher.iter(|| table.personas(&personas).unwrap());
    });
    let stage = table.info(&SourceInfo::default()).stages[0].clone();
    let detail = DetailQuery {
        filter: filter.clone(),
        shown: None,
        selection: Selection::Stage(stage),
    };
    group.bench_function(format!("detail/{}", shape.name), |bencher| {
        bencher.iter(|| table.detail(&detail).unwrap());
    });
}

fn main() {
    let rows = std::env::var("PARCOURS_BENCH_ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(50_000);
    let mut criterion = Criterion::default()
        .without_plots()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
        .configure_from_args();
    for shape in SHAPES {
        let bytes = shape.file(rows);
        reading(&mut criterion, shape, &bytes);
        answers(&mut criterion, shape, &table(&bytes));
    }
    criterion.final_summary();
}
