//! Exports as the tools of the field write them: what is found in each with nothing told and nothing asked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "shared/in_memory.rs"]
mod in_memory;

use parcours::engine::{Engine, LoadOutcome, load};
use parcours::model::emotion::EmotionScale;
use parcours::model::filter::Filter;
use parcours::model::load::LoadOptions;
use parcours::model::query::Lens;
use parcours::protocol::{Reply, Request};
use serde_json::Value;

use in_memory::{Bytes, Nobody, now};

/// The summary of a file that opens without a question.
fn summary_of(bytes: &[u8], options: LoadOptions) -> Value {
    let mut files = [Bytes(bytes.to_vec())];
    let outcome = now(load(&mut files, options, Lens::default(), &Nobody)).unwrap();
    if let LoadOutcome::Review(review) = &outcome {
        panic!("asks {:?}", review.questions);
    }
    let mut engine = Engine::default();
    assert!(engine.take(outcome).1);
    let asked = Request::Summary {
        filter: Filter::default(),
        parts: None,
    };
    match engine.answer(asked) {
        Reply::Json(text) => serde_json::from_str(&text).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn opened(text: &str) -> Value {
    summary_of(text.as_bytes(), LoadOptions::default())
}

/// Name and value of one key of a list's entries.
fn each<'v>(summary: &'v Value, list: &str, name: &str, key: &str) -> Vec<(&'v str, f64)> {
    let entries = summary[list].as_array().unwrap().iter();
    let pair = |entry: &'v Value| {
        (
            entry[name].as_str().unwrap(),
            entry[key].as_f64().unwrap_or(f64::NAN),
        )
    };
    entries.map(pair).collect()
}

#[test]
fn an_order_s_amount_counts_once() {
    let nested = r#"[
 {"customer_id":"c1","persona":"Fan","orders":[
   {"order":7,"total":90.5,"channel":"web","events":[
     {"event":"Order","time":"2026-01-05T10:00:00Z"},{"event":"Delivery","time":"2026-01-08T10:00:00Z"}]},
   {"order":8,"total":10,"channel":"shop","events":[{"event":"Order","time":"2026-01-09T10:00:00Z"}]}]},
 {"customer_id":"c2","persona":"New","orders":[
   {"order":9,"total":5,"channel":"web","events":[]},
   {"order":10,"total":4,"channel":"web","events":[
     {"event":"Order","time":"2026-01-05T11:00:00Z"},{"event":"Return","time":"2026-01-06T11:00:00Z"}]}]}]"#;
    let summary = opened(nested);
    assert_eq!(summary["source"]["roles"]["revenue"][0], "orders.total");
    let revenue = each(&summary, "touchpoints", "touchpoint", "revenue_sum");
    assert_eq!(
        revenue,
        [("Order", 104.5), ("Delivery", 0.0), ("Return", 0.0)]
    );
    // What says who and where stays with every event.
    assert_eq!(
        each(&summary, "channels", "channel", "events"),
        [("web", 4.0), ("shop", 1.0)]
    );
    assert_eq!(
        each(&summary, "personas", "persona", "revenue_sum"),
        [("Fan", 100.5), ("New", 4.0)]
    );
}

/// Two journeys, each with an amount, a score and words beside its events.
const ANSWERED: &str = r#"[
 {"customer_id":"c1","amount":90.5,"satisfaction":5,"comment":"so fine that I came again","events":[
   {"event":"Order","time":"FIRST"},{"event":"Delivery","time":"2026-01-08T10:00:00Z"},{"event":"Return","time":"2026-01-09T10:00:00Z"}]},
 {"customer_id":"c2","amount":4,"satisfaction":2,"comment":"it was late, and nobody knew why","events":[
   7,{"event":"Order","time":"2026-01-09T10:00:00Z"},{"event":"Delivery","time":"2026-01-10T10:00:00Z"}]}]"#;

fn scored() -> LoadOptions {
    LoadOptions {
        scale: Some(EmotionScale::OneToFive),
        ..LoadOptions::default()
    }
}

#[test]
fn a_journey_s_score_counts_once_as_its_amount_does() {
    let text = ANSWERED.replace("FIRST", "2026-01-05T10:00:00Z");
    let summary = summary_of(text.as_bytes(), scored());
    assert_eq!(role(&summary, "emotion"), ["satisfaction"]);
    assert_eq!(role(&summary, "verbatim"), ["comment"]);
    let touchpoints = |key| each(&summary, "touchpoints", "touchpoint", key);
    assert_eq!(
        touchpoints("emotion_n"),
        [("Delivery", 0.0), ("Order", 2.0), ("Return", 0.0)]
    );
    assert_eq!(touchpoints("emotion_mean")[1], ("Order", 0.5));
    assert_eq!(touchpoints("revenue_sum")[1], ("Order", 94.5));
}

#[test]
fn an_event_that_is_rejected_takes_no_amount_with_it() {
    let text = ANSWERED.replace("FIRST", "soon");
    let summary = summary_of(text.as_bytes(), scored());
    assert_eq!(summary["source"]["rows_rejected"], 2);
    let touchpoints = |key| each(&summary, "touchpoints", "touchpoint", key);
    assert_eq!(
        touchpoints("revenue_sum"),
        [("Delivery", 90.5), ("Order", 4.0), ("Return", 0.0)]
    );
    assert_eq!(
        touchpoints("emotion_n"),
        [("Delivery", 1.0), ("Order", 1.0), ("Return", 0.0)]
    );
}

/// The columns that have a role.
fn role<'v>(summary: &'v Value, role: &str) -> Vec<&'v str> {
    let columns = summary["source"]["roles"][role].as_array();
    columns
        .into_iter()
        .flatten()
        .map(|column| column.as_str().unwrap())
        .collect()
}

/// Rows made for several journeys: each of the lines, with `{j}` for the journey's number and `{d}` for two digits of a day.
fn rows(journeys: u32, lines: &[&str]) -> String {
    let row = |journey: u32, at: usize, line: &&str| {
        let day = 13 + (journey + at as u32 * 3) % 15;
        line.replace("{j}", &journey.to_string())
            .replace("{d}", &format!("{day:02}"))
            + "\n"
    };
    (0..journeys)
        .flat_map(|journey| {
            lines
                .iter()
                .enumerate()
                .map(move |(at, line)| row(journey, at, line))
        })
        .collect()
}

#[test]
fn a_history_of_deals_has_the_stage_that_was_entered() {
    let lines = [
        "0065g0000{j},Deal {j},Acme,Closed Won,,Prospecting,\"1/{d}/2026, 9:30 AM\",\"USD 12,000.00\",6/30/2026",
        "0065g0000{j},Deal {j},Acme,Closed Won,Prospecting,Proposal,\"1/{d}/2026, 2:05 PM\",\"USD 12,000.00\",6/30/2026",
        "0065g0000{j},Deal {j},Acme,Closed Won,Proposal,Closed Won,\"2/{d}/2026, 10:00 AM\",\"USD 12,000.00\",6/30/2026",
    ];
    let header = "Opportunity ID,Opportunity Name,Account Name,Stage,From Stage,To Stage,Last Modified Date,Amount,Close Date\n";
    let footer =
        "\"Opportunity History Report\"\n\"Copyright (c) 2000-2026 salesforce.com, inc.\"\n";
    let summary = opened(&format!("{header}{}{footer}", rows(9, &lines)));
    assert_eq!(role(&summary, "journey"), ["Opportunity ID"]);
    assert_eq!(role(&summary, "stage"), ["To Stage"]);
    assert_eq!(role(&summary, "time"), ["Last Modified Date"]);
    let stages = each(&summary, "stages", "stage", "events");
    let entered = ["Prospecting", "Proposal", "Closed Won"];
    assert_eq!(stages, entered.map(|stage| (stage, 9.0)));
    assert_eq!(
        summary["source"]["rows_rejected"], 2,
        "what is no row is said"
    );
}

#[test]
fn deals_with_a_date_for_every_stage_are_journeys() {
    let header = "Record ID,Deal Name,Deal Stage,Amount,\"Date entered \"\"Qualified\"\"\",\"Date entered \"\"Won\"\"\"\n";
    let won = rows(
        6,
        &["98765{j},Deal {j},Won,100,2026-01-{d} 09:00,2026-02-{d} 09:00"],
    );
    let open = rows(3, &["98777{j},Open {j},Qualified,50,2026-01-{d} 10:00,"]);
    let summary = opened(&format!("{header}{won}{open}"));
    let stages = each(&summary, "stages", "stage", "events");
    let entered = ["Date entered \"Qualified\"", "Date entered \"Won\""];
    assert_eq!(stages, [(entered[0], 9.0), (entered[1], 6.0)]);
    assert_eq!(summary["journeys"], 9);
    assert_eq!(role(&summary, "attribute"), ["Deal Name", "Deal Stage"]);
}

#[test]
fn what_changes_along_a_ticket_happened_to_it_not_its_channel() {
    let lines = ["New", "Open", "Solved"]
        .map(|status| format!("30{{j}},Web,Agent 1,{status},2026-01-{{d}}T09:00:00Z"));
    let header = "Ticket ID,Channel,Assignee,Status,Updated at\n";
    let summary = opened(&(header.to_owned() + &rows(8, &lines.each_ref().map(String::as_str))));
    assert_eq!(role(&summary, "touchpoint"), ["Status"]);
    assert_eq!(role(&summary, "channel"), ["Channel"]);
    // Marketing: channels follow each other, and are what happened.
    let lines = ["Search", "Email"].map(|channel| format!("c{{j}},{channel},2026-01-{{d}}"));
    let header = "customer_id,channel,date\n";
    let summary = opened(&(header.to_owned() + &rows(8, &lines.each_ref().map(String::as_str))));
    assert_eq!(role(&summary, "touchpoint"), ["channel"]);
}

#[test]
fn events_of_analytics_tools_are_known_by_their_names() {
    let ga4 = r#"{"event_date":"202601{d}","event_timestamp":"17676142{j}0123456","event_name":"page_view","user_pseudo_id":"10{j}.1700000001"}
{"event_date":"202601{d}","event_timestamp":"17676142{j}9123456","event_name":"purchase","user_pseudo_id":"10{j}.1700000001"}"#;
    let mixpanel = r#"{"event":"Sign Up","properties":{"time":17676142{j}1,"distinct_id":"u-{j}","Plan":"Pro"}}
{"event":"Purchase","properties":{"time":17676143{j}1,"distinct_id":"u-{j}","Plan":"Pro"}}"#;
    let segment = r#"{"anonymousId":"a-{j}","type":"track","event":"Viewed","sentAt":"2026-01-{d}T10:00:09Z","timestamp":"2026-01-{d}T10:00:00Z"}
{"anonymousId":"a-{j}","type":"track","event":"Bought","sentAt":"2026-02-{d}T10:00:09Z","timestamp":"2026-02-{d}T10:00:00Z"}"#;
    let adobe = "100000000000000000{j}\t2026-01-{d} 10:00:00\thome\tweb\n100000000000000000{j}\t2026-02-{d} 10:00:00\tcart\tweb";
    let matomo =
        "v{j}\t2026-01-{d}\t10:00:00\taction\tAccueil\nv{j}\t2026-02-{d}\t10:00:00\taction\tPanier";
    for (header, lines, journey, time, touchpoint) in [
        (
            "",
            ga4,
            "user_pseudo_id",
            &["event_timestamp"][..],
            "event_name",
        ),
        (
            "",
            mixpanel,
            "properties.distinct_id",
            &["properties.time"],
            "event",
        ),
        ("", segment, "anonymousId", &["timestamp"], "event"),
        (
            "mcvisid\tdate_time\tpagename\tchannel\n",
            adobe,
            "mcvisid",
            &["date_time"],
            "pagename",
        ),
        (
            "Visitor ID\tServer date\tServer time\tAction type\tPage title\n",
            matomo,
            "Visitor ID",
            &["Server date", "Server time"],
            "Page title",
        ),
    ] {
        let lines: Vec<&str> = lines.lines().collect();
        let summary = opened(&format!("{header}{}", rows(9, &lines)));
        assert_eq!(role(&summary, "journey"), [journey]);
        assert_eq!(role(&summary, "time"), time, "{journey}");
        assert_eq!(role(&summary, "touchpoint"), [touchpoint], "{journey}");
        assert_eq!(summary["journeys"], 9, "{journey}");
    }
}

#[test]
fn a_survey_s_questions_are_its_header_and_its_sources_no_rows() {
    let import = |id: &str| format!("\"{{\"\"ImportId\"\":\"\"{id}\"\"}}\"");
    let ids = [
        "startDate",
        "endDate",
        "recordedDate",
        "_recordId",
        "QID1",
        "QID2",
        "QID3",
        "QID4",
    ];
    let header = [
        "StartDate,EndDate,RecordedDate,ResponseId,Q1,Q2_1,Q2_2,Q2_3".to_owned(),
        "Start Date,End Date,Recorded Date,Response ID,How likely are you to recommend us?,How satisfied? - Search,How satisfied? - Order,How satisfied? - Call".to_owned(),
        ids.map(import).join(","),
    ];
    let line = |score: &str| {
        format!(
            "2026-01-{{d}} 10:00:00,2026-01-{{d}} 10:04:00,2026-01-{{d}} 10:04:01,R_{{j}}{score}"
        )
    };
    let lines = [line("a,9,5,4,1"), line("b,10,4,5,2"), line("c,0,1,1,5")];
    let summary = opened(&format!(
        "{}\n{}",
        header.join("\n"),
        rows(5, &lines.each_ref().map(String::as_str))
    ));
    assert_eq!(summary["source"]["rows_rejected"], 0);
    assert_eq!(summary["journeys"], 15);
    let stages = each(&summary, "stages", "stage", "events");
    let asked = [
        "How satisfied? - Search",
        "How satisfied? - Order",
        "How satisfied? - Call",
    ];
    assert_eq!(stages, asked.map(|question| (question, 15.0)));
}

#[test]
fn scores_of_stages_are_on_one_scale() {
    let header = "id_repondant;date;note_accueil;note_conseil;nps\n";
    let lines = ["{j}a;{d}/01/2026;5;3;10", "{j}b;{d}/01/2026;1;3;0"];
    let summary = opened(&(header.to_owned() + &rows(8, &lines)));
    let means = each(&summary, "stages", "stage", "emotion_mean");
    assert_eq!(means, [("note_accueil", 0.0), ("note_conseil", 0.0)]);
    assert_eq!(role(&summary, "attribute"), ["nps"]);
}

#[test]
fn numbers_in_a_column_called_when_are_times() {
    for (first, second) in [("1767614220", "1767614280"), ("46027.5", "46028,25")] {
        let lines = [format!("{{j}};{first};View"), format!("{{j}};{second};Buy")];
        let text = rows(6, &lines.each_ref().map(String::as_str));
        let summary = opened(&("journey_id;when;event\n".to_owned() + &text));
        assert_eq!(role(&summary, "time"), ["when"]);
    }
}

#[test]
fn a_swiss_amount_is_one() {
    let lines = [
        "{j};{d}.01.2026;Visite;",
        "{j};{d}.02.2026;Achat;CHF 1’234.50",
    ];
    let summary = opened(&("client;date;évènement;montant\n".to_owned() + &rows(6, &lines)));
    let revenue = each(&summary, "touchpoints", "touchpoint", "revenue_sum");
    assert_eq!(revenue, [("Achat", 7407.0), ("Visite", 0.0)]);
}

#[test]
fn words_for_nothing_do_not_hide_what_a_column_is() {
    let lines = [
        "{j};{d}/01/2026;Visite;n/a;NULL",
        "{j};{d}/02/2026;Panier;-;7",
        "{j};{d}/03/2026;Achat;12,50;10",
    ];
    let text = rows(8, &lines);
    let summary = opened(&("id client;date;étape;montant;nps\n".to_owned() + &text));
    let revenue = each(&summary, "touchpoints", "touchpoint", "revenue_sum");
    assert_eq!(
        revenue,
        [("Achat", 100.0), ("Panier", 0.0), ("Visite", 0.0)]
    );
    assert_eq!(role(&summary, "emotion"), ["nps"]);
}

#[test]
fn titles_and_blank_lines_as_wide_as_the_table_stand_above_the_header() {
    let titles = "Export CRM;;;\nGénéré le 05/01/2026;;;\n;;;\nClient;Date;Étape;Canal\n";
    let text = rows(
        8,
        &["{j};{d}/01/2026;Visite;web", "{j};{d}/02/2026;Achat;web"],
    );
    let summary = opened(&format!("{titles}{text}Total;16;;\n"));
    assert_eq!(role(&summary, "journey"), ["Client"]);
    assert_eq!(role(&summary, "channel"), ["Canal"]);
    assert_eq!(summary["events"], 16);
}

#[test]
fn a_survey_is_read_by_its_questions() {
    let header = "Identifiant répondant;Date de réponse;Recommanderiez-vous notre enseigne ? (0 à 10);Pourquoi ?\n";
    let lines = ["R{j}a;{d}/01/2026;10;Oui", "R{j}b;{d}/01/2026;0;Non"];
    let summary = opened(&(header.to_owned() + &rows(8, &lines)));
    assert_eq!(
        (&summary["journeys"], &summary["events"]),
        (&16.into(), &16.into())
    );
    assert_eq!(summary["stages"][0]["emotion_mean"], 0.0);
    let header = "#,Friend or foe,How was the checkout?,How was the delivery?,Would you return?,Start Date (UTC),Submit Date (UTC),Network ID\n";
    let lines = [
        "{j}a,x,5,1,10,2026-01-{d} 10:00:00,2026-01-{d} 10:03:00,n{j}a",
        "{j}b,y,1,5,0,2026-01-{d} 10:00:00,2026-01-{d} 10:03:00,n{j}b",
    ];
    let summary = opened(&(header.to_owned() + &rows(8, &lines)));
    let stages = each(&summary, "stages", "stage", "events");
    assert_eq!(
        stages,
        [
            ("How was the checkout?", 16.0),
            ("How was the delivery?", 16.0)
        ]
    );
}

#[test]
fn journeys_are_known_by_the_names_that_tools_give_their_keys() {
    for (key, time) in [
        ("Identifiant", "Horodatage"),
        ("Issue key", "Changed"),
        ("Contact Name", "Activity Date"),
    ] {
        let header = format!("{key},{time},Status\n");
        let lines = [
            "K {j},2026-01-{d} 10:00,Open",
            "K {j},2026-02-{d} 10:00,Done",
        ];
        let summary = opened(&(header + &rows(8, &lines)));
        assert_eq!(role(&summary, "journey"), [key]);
        assert_eq!(role(&summary, "time"), [time]);
        assert_eq!(role(&summary, "touchpoint"), ["Status"]);
    }
}

#[test]
fn words_of_emotion_are_known_in_a_long_table() {
    for marks in [["angry", "neutral", "delighted"], ["😡", "😐", "😍"]] {
        let lines = marks.map(|mark| format!("{{j}},2026-01-{{d}},View,{mark}"));
        let text = rows(100, &lines.each_ref().map(String::as_str));
        let summary = opened(&("user_id,date,event,mood\n".to_owned() + &text));
        assert_eq!(role(&summary, "emotion"), ["mood"]);
        assert_eq!(summary["touchpoints"][0]["emotion_n"], 300);
    }
}

#[test]
fn marks_out_of_twenty_are_on_no_scale_of_ours() {
    let lines = ["{j},2026-01-{d},View,3", "{j},2026-01-{d},Buy,20"];
    let summary = opened(&("user_id,date,event,note\n".to_owned() + &rows(8, &lines)));
    assert_eq!(role(&summary, "emotion"), [""; 0]);
}
