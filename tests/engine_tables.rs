//! Files through the engine as the worker reads them: several as one table, their rows, problems and previews.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "shared/in_memory.rs"]
mod in_memory;

use parcours::engine::{Engine, LoadOutcome, load, preview};
use parcours::model::filter::Filter;
use parcours::model::load::{FileFormat, LoadOptions, Review, Role, Roles};
use parcours::model::query::Lens;
use parcours::model::shape::{Split, TableOptions, TableUse};
use parcours::protocol::{Reply, Request};
use serde_json::Value;
use std::path::{Path, PathBuf};

use in_memory::{Bytes, Nobody, now};

fn named(files: &[(&str, &[u8])]) -> (Vec<Bytes>, LoadOptions) {
    let tables = files.iter().map(|(name, _)| TableOptions {
        name: (*name).to_owned(),
        ..TableOptions::default()
    });
    let options = LoadOptions {
        tables: if files.len() > 1 {
            tables.collect()
        } else {
            Vec::new()
        },
        ..LoadOptions::default()
    };
    let sources = files.iter().map(|(_, bytes)| Bytes(bytes.to_vec()));
    (sources.collect(), options)
}

struct Opened {
    engine: Engine,
    files: Vec<Bytes>,
}

impl Opened {
    /// Opens without a question.
    fn new(mut files: Vec<Bytes>, options: LoadOptions) -> Self {
        let outcome = now(load(&mut files, options, Lens::default(), &Nobody)).unwrap();
        if let LoadOutcome::Review(review) = &outcome {
            panic!("asks {:?}", review.questions);
        }
        let mut engine = Engine::default();
        assert!(engine.take(outcome).1);
        Self { engine, files }
    }

    fn json(&mut self, request: Request) -> Value {
        match self.engine.answer(request) {
            Reply::Json(text) => serde_json::from_str(&text).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    fn summary(&mut self, filter: Filter) -> Value {
        self.json(Request::Summary {
            filter,
            parts: None,
        })
    }

    fn review(&mut self) -> Box<Review> {
        match self.engine.answer(Request::Review) {
            Reply::Review(review) => review,
            other => panic!("{other:?}"),
        }
    }

    fn rows(&mut self, limit: Option<u32>, offset: u32) -> Value {
        let wanted = self
            .engine
            .wanted_rows(&Filter::default(), limit, offset)
            .unwrap();
        match now(wanted.read(&mut self.files)) {
            Reply::Json(text) => serde_json::from_str(&text).unwrap(),
            other => panic!("{other:?}"),
        }
    }
}

fn open(files: &[(&str, &[u8])]) -> Opened {
    let (sources, options) = named(files);
    Opened::new(sources, options)
}

fn only(attribute: &str, value: &str) -> Filter {
    Filter {
        attributes: Some([(attribute.to_owned(), vec![value.to_owned()])].into()),
        ..Filter::default()
    }
}

const JANUARY: &[u8] = b"case_id,activity,date,amount\n1,Visit,2026-01-05,\n1,Order,2026-01-06,20\n2,Visit,2026-01-07,\n";
const FEBRUARY: &[u8] = b"case_id;activity;date;amount\n2;Order;02/02/2026;7,5\n3;Visit;13/02/2026;x\n;Visit;14/02/2026;\n";

#[test]
fn any_of_several_files_may_be_made_of_a_workbook() {
    // As the reader of workbooks writes them: by tabs, a record a row.
    let sheet =
        b"case_id\tactivity\tdate\tamount\n\n4\tVisit\t2026-03-05\t\n\tOrder\t2026-03-06\t9\n";
    for (at, names) in [
        (1, ["january.csv", "march.xlsx"]),
        (0, ["march.xlsx", "january.csv"]),
    ] {
        let bytes = |name: &str| {
            if name == "march.xlsx" {
                &sheet[..]
            } else {
                JANUARY
            }
        };
        let (sources, mut options) = named(&names.map(|name| (name, bytes(name))));
        options.tables[at].format = Some(FileFormat::Xlsx);
        let mut opened = Opened::new(sources, options);
        let all = opened.summary(Filter::default());
        assert_eq!((&all["events"], &all["journeys"]), (&4.into(), &3.into()));
        let march = opened.summary(only("source", "march.xlsx"));
        assert_eq!(march["events"], 1, "{names:?}");
        let problems = opened.json(Request::Problems);
        let problem = &problems["problems"][0];
        assert_eq!(
            (&problem["file"], &problem["line"]),
            (&"march.xlsx".into(), &4.into()),
            "rows are the sheet's: {names:?}"
        );
    }
}

#[test]
fn files_with_one_header_stack_and_every_row_keeps_its_file() {
    let mut opened = open(&[("january.csv", JANUARY), ("february.csv", FEBRUARY)]);
    let review = opened.review();
    assert_eq!(review.tables[0].how, TableUse::Main);
    assert_eq!(review.tables[1].how, TableUse::Stack);
    let all = opened.summary(Filter::default());
    assert_eq!(all["source"]["rows_read"], 6);
    assert_eq!(all["source"]["rows_rejected"], 1);
    assert_eq!((&all["events"], &all["journeys"]), (&5.into(), &3.into()));
    assert_eq!(
        (&all["start"], &all["end"]),
        (&"2026-01-05T00:00:00".into(), &"2026-02-13T00:00:00".into())
    );
    let february = opened.summary(only("source", "february.csv"));
    assert_eq!(
        (&february["events"], &february["journeys"]),
        (&2.into(), &2.into())
    );
    let problems = opened.json(Request::Problems);
    let places: Vec<(&str, u64, &str)> = problems["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            (
                p["file"].as_str().unwrap(),
                p["line"].as_u64().unwrap(),
                p["reason"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            ("february.csv", 3, "unreadable_revenue"),
            ("february.csv", 4, "empty_journey")
        ]
    );
    let rows = opened.rows(Some(3), 2);
    assert_eq!(rows["total"], 5);
    assert_eq!(
        rows["rows"][0],
        serde_json::json!({"line": 4, "cells": ["2", "Visit", "2026-01-07", ""], "file": "january.csv"})
    );
    assert_eq!(
        rows["rows"][1],
        serde_json::json!({"line": 2, "cells": ["2", "Order", "02/02/2026", "7,5"], "file": "february.csv"})
    );
    assert_eq!(rows["rows"].as_array().unwrap().len(), 3);
}

#[test]
fn files_with_other_headers_stack_by_their_roles() {
    let calls: &[u8] = b"date_heure;id_client;etape;canal\n06/01/2026 10:00;1;Appel;tel\n17/01/2026 11:30;9;Appel;tel\n";
    let mut opened = open(&[("web.csv", JANUARY), ("appels.csv", calls)]);
    let all = opened.summary(Filter::default());
    assert_eq!((&all["events"], &all["journeys"]), (&5.into(), &3.into()));
    // What has no stage is its own stage, what has no touchpoint its own touchpoint.
    assert_eq!(
        all["variants"][0]["touchpoints"].as_array().unwrap().len(),
        1
    );
    let stages: Vec<&str> = all["stages"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|s| s["stage"].as_str())
        .collect();
    assert_eq!(stages, ["Visit", "Order", "Appel"]);
    let rows = opened.rows(None, 4);
    assert_eq!(rows["header"].as_array().unwrap().len(), 8);
    assert_eq!(rows["rows"][0]["cells"][5], "9");
}

const PEOPLE: &[u8] = b"case_id,segment,age\n1,Hurried,30\n2,Loyal,61\n7,Loyal,44\n";

#[test]
fn a_table_of_people_is_joined_by_its_key_whichever_comes_first() {
    for files in [
        [("log.csv", JANUARY), ("people.csv", PEOPLE)],
        [("people.csv", PEOPLE), ("log.csv", JANUARY)],
    ] {
        let mut opened = open(&files);
        let review = opened.review();
        let people = review
            .tables
            .iter()
            .find(|table| table.name == "people.csv")
            .unwrap();
        let by_key = TableUse::Join {
            key: "case_id".into(),
            main_key: "case_id".into(),
        };
        assert_eq!(people.how, by_key);
        assert_eq!((people.evidence.agree, people.evidence.of), (2, 2));
        let all = opened.summary(Filter::default());
        assert_eq!(all["events"], 3);
        let personas: Vec<(&str, u64)> = all["personas"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| {
                (
                    p["persona"].as_str().unwrap(),
                    p["events"].as_u64().unwrap(),
                )
            })
            .collect();
        assert_eq!(personas, [("Hurried", 2), ("Loyal", 1)]);
        let aged = opened.summary(only("age", "61"));
        assert_eq!(aged["journeys"], 1);
        // Told back as found, it is the same.
        let (sources, _) = named(&files);
        let mut again = Opened::new(sources, review.options);
        assert_eq!(again.summary(Filter::default()), all);
    }
}

#[test]
fn codes_of_events_get_their_names_and_unknown_codes_stay() {
    let log: &[u8] =
        b"case_id,event,date\n1,E1,2026-01-05\n1,E2,2026-01-06\n2,E1,2026-01-07\n2,E9,2026-01-08\n";
    let names: &[u8] = b"event,label\nE1,Product page\nE2,Order\n";
    let mut opened = open(&[("log.csv", log), ("names.csv", names)]);
    let all = opened.summary(Filter::default());
    let touchpoints: Vec<&str> = all["touchpoints"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|t| t["touchpoint"].as_str())
        .collect();
    assert_eq!(touchpoints, ["Product page", "E9", "Order"]);
}

#[test]
fn a_table_without_touchpoints_gives_events_of_its_name() {
    let orders: &[u8] = b"case_id,order_date,revenue\n1,2026-01-09,30\n2,2026-01-02,12.5\n";
    let log: &[u8] = b"case_id,channel,date\n1,Mail,2026-01-05\n1,Shop,2026-01-06\n2,Mail,2026-01-07\n2,Shop,2026-01-08\n";
    let mut opened = open(&[("orders.csv", orders), ("touches.csv", log)]);
    let review = opened.review();
    assert_eq!(review.tables[0].how, TableUse::Events);
    let all = opened.summary(Filter::default());
    assert_eq!(
        all["variants"].as_array().unwrap()[0]["touchpoints"],
        serde_json::json!(["Mail", "Shop", "orders"])
    );
    assert_eq!(all["outcomes"]["reached"], 2);
}

#[test]
fn what_is_told_of_a_table_stands() {
    let (sources, mut options) = named(&[("log.csv", JANUARY), ("people.csv", PEOPLE)]);
    options.tables[1].how = Some(TableUse::Ignore);
    let mut opened = Opened::new(sources, options);
    assert_eq!(
        opened.summary(Filter::default())["personas"],
        serde_json::json!([])
    );
    let (mut sources, mut options) = named(&[("log.csv", JANUARY), ("people.csv", PEOPLE)]);
    options.tables[1].how = Some(TableUse::Join {
        key: "nobody".into(),
        main_key: "case_id".into(),
    });
    assert!(now(load(&mut sources, options, Lens::default(), &Nobody)).is_err());
}

#[test]
fn a_preview_counts_what_the_choices_give() {
    let (mut sources, mut options) = named(&[("january.csv", JANUARY), ("february.csv", FEBRUARY)]);
    let counted = now(preview(&mut sources, options.clone()));
    assert_eq!((counted.rows, counted.rejected, counted.emptied), (6, 1, 1));
    assert_eq!(
        (counted.journeys, counted.events, counted.touchpoints),
        (3, 5, 2)
    );
    assert!(counted.complete && counted.error.is_none());
    options.roles = Some(Roles::from([
        (Role::Journey, vec!["activity".to_owned()]),
        (Role::Touchpoint, vec!["case_id".to_owned()]),
    ]));
    let other = now(preview(&mut sources, options.clone()));
    // The row without a case has the empty touchpoint.
    assert_eq!((other.journeys, other.touchpoints), (2, 4));
    options.roles = Some(Roles::from([(Role::Journey, vec!["nobody".to_owned()])]));
    assert!(now(preview(&mut sources, options)).error.is_some());
}

#[test]
fn a_preview_of_a_long_file_counts_whole_rows_of_its_head() {
    let mut text = String::from("case_id,activity,date\n");
    for row in 0..60_000 {
        text.push_str(&format!(
            "{},\"step\nnumber {}\",2026-01-05\n",
            row / 3,
            row % 5
        ));
    }
    let counted = now(preview(
        &mut [Bytes(text.clone().into_bytes())],
        LoadOptions::default(),
    ));
    assert!(!counted.complete && counted.rejected == 0 && counted.error.is_none());
    assert!(counted.rows > 10_000 && counted.rows < 60_000);
    assert_eq!(counted.touchpoints, 5);
}

fn shared(name: &str) -> Option<Vec<u8>> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/events");
    let folder = std::env::var_os("PARCOURS_EVENTS_DIR").map_or(default, PathBuf::from);
    let bytes = std::fs::read(folder.join(name)).ok();
    if bytes.is_none() {
        println!("compared 0, skipped: 1 (no {name})");
    }
    bytes
}

#[test]
fn conversions_join_the_touches_of_their_customers() {
    let names = ["multitouch_conversions.csv", "multitouch_journey.csv"];
    let (Some(conversions), Some(touches)) = (shared(names[0]), shared(names[1])) else {
        return;
    };
    let mut opened = open(&[(names[0], &conversions), (names[1], &touches)]);
    let review = opened.review();
    assert_eq!(review.tables[1].how, TableUse::Main);
    assert_eq!(review.tables[0].how, TableUse::Events);
    let all = opened.summary(Filter::default());
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().count() as u64 - 1;
    assert_eq!(all["events"], lines(&conversions) + lines(&touches));
    let bought = all["touchpoints"]
        .as_array()
        .unwrap()
        .iter()
        .find(|t| t["touchpoint"] == "multitouch_conversions")
        .unwrap();
    let revenue: f64 = String::from_utf8_lossy(&conversions)
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(2).unwrap().parse::<f64>().unwrap())
        .sum();
    assert_eq!(bought["revenue_sum"].as_f64().unwrap(), revenue);
    assert_eq!(all["outcomes"]["reached"], bought["journeys"]);
}

#[test]
fn reviews_join_the_journeys_of_their_customers() {
    let names = [
        "shopeasy_customer_journey.csv",
        "shopeasy_customer_reviews.csv",
    ];
    let (Some(journeys), Some(reviews)) = (shared(names[0]), shared(names[1])) else {
        return;
    };
    let mut opened = open(&[(names[0], &journeys), (names[1], &reviews)]);
    let review = opened.review();
    assert_eq!(review.tables[0].how, TableUse::Main);
    assert_eq!(review.tables[1].how, TableUse::Events);
    let reviews = opened.summary(only("source", names[1]));
    assert_eq!(reviews["events"], 1363);
    assert_eq!(
        reviews["touchpoints"][0]["touchpoint"],
        "shopeasy_customer_reviews"
    );
    let all = opened.summary(Filter::default());
    assert_eq!(all["events"], 1363 + 4011);
}

#[test]
fn several_orders_of_a_customer_are_offered_as_journeys_of_their_own() {
    let mut log = String::from("customer_id,order_id,activity,timestamp\n");
    for customer in 0..10 {
        for order in 0..3 {
            for (hour, activity) in ["Basket", "Payment", "Delivery"].iter().enumerate() {
                log.push_str(&format!(
                    "C{customer},O{customer}{order},{activity},2026-0{}-{:02}T{:02}:00:00\n",
                    order + 1,
                    customer + 1,
                    hour + 8
                ));
            }
        }
    }
    let files = [("orders.csv", log.as_bytes())];
    let mut whole = open(&files);
    assert_eq!(whole.summary(Filter::default())["journeys"], 10);
    let offers = whole.review().split_offers;
    let by_column = Split::Column {
        name: "order_id".to_owned(),
    };
    assert!(offers.iter().any(|offer| offer.split == by_column));
    assert!(offers.iter().any(|offer| offer.split == Split::Goal));
    assert!(
        offers
            .iter()
            .any(|offer| matches!(offer.split, Split::Inactivity { .. }))
    );
    for offer in offers {
        let (sources, mut options) = named(&files);
        options.split = Some(offer.split.clone());
        let mut split = Opened::new(sources, options);
        let journeys = split.summary(Filter::default())["journeys"].as_u64();
        assert_eq!(journeys, Some(offer.journeys.into()), "{:?}", offer.split);
    }
}

#[test]
fn a_preview_says_what_a_split_gives() {
    let (mut sources, mut options) = named(&[("january.csv", JANUARY)]);
    options.split = Some(Split::Inactivity { seconds: 3_600 });
    assert_eq!(now(preview(&mut sources, options)).journeys, 3);
}
