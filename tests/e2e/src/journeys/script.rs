//! The page driven by an address and by a script.
use parcours_e2e::{Kit, Outcome, Page, Setup, ensure, ensure_eq};
use serde_json::{Value, json};

use super::steps::{
    TABLE_EVENTS, TABLE_JOURNEYS, first_screen, hash, listen, ready, sample_journeys, seen,
    until_kept, with_table,
};
use super::{CHROMIUM, Journey, journey};

pub const ALL: &[Journey] = &[
    journey!(CHROMIUM, an_address_reopens_what_was_seen),
    journey!(CHROMIUM, parts_of_an_address_that_cannot_be_read),
    journey!(CHROMIUM, the_address_stands_above_what_was_stored),
    journey!(CHROMIUM, loads_whatever_holds_journeys),
    journey!(CHROMIUM, tells_numbers_rows_and_problems),
    journey!(CHROMIUM, filters_and_views),
    journey!(CHROMIUM, exports_documents_and_pictures),
    journey!(CHROMIUM, refuses_with_a_code),
    journey!(CHROMIUM, the_later_load_wins),
];

async fn an_address_reopens_what_was_seen(kit: &Kit) -> Outcome {
    let page = ready(
        kit,
        "#src=samples/shop-en.csv&persona=Hurried%20buyers&channel=Web&select=stage:Purchase&lang=fr&theme=dark",
        Setup::default(),
    )
    .await?;
    page.until_text("@panel-title", "Purchase").await?;
    ensure_eq!(
        page.script("const d = document.documentElement; return [d.lang, d.dataset.theme]")
            .await?,
        json!(["fr", "dark"]),
        "language and theme"
    );
    page.click("@by-all").await?;
    page.until_true("location.hash.includes('look=')").await?;
    let (link, before) = (hash(&page).await?, seen(&page).await?);
    let summary = &before.2;
    ensure_eq!(
        summary["filter"],
        json!({ "journeys": { "persona": ["Hurried buyers"], "channel": ["Web"] } }),
        "the filter"
    );
    // The address bar's link, as another person would open it.
    let other = ready(kit, &format!("{link}&lang=fr"), Setup::default()).await?;
    other.until_text("@panel-title", "Purchase").await?;
    other
        .until_true(
            "document.querySelector('[data-testid=by-all]').getAttribute('aria-pressed') === 'true'",
        )
        .await?;
    ensure_eq!(seen(&other).await?, before, "what the other person sees");
    Ok(())
}

async fn parts_of_an_address_that_cannot_be_read(kit: &Kit) -> Outcome {
    let page = ready(
        kit,
        "#src=samples/shop-en.csv&filter={nonsense&unknown=1&view=nowhere&lang=xx",
        Setup::default(),
    )
    .await?;
    page.until_shown("@notice").await?;
    until_kept(
        &page,
        &format!("{} of", sample_journeys(kit, "shop-en", None)?),
    )
    .await
}

async fn the_address_stands_above_what_was_stored(kit: &Kit) -> Outcome {
    let page = ready(kit, "#src=samples/shop-en.csv", Setup::default()).await?;
    page.click("@persona").await?;
    page.until_true("localStorage.getItem('parcours.last')?.includes('persona')")
        .await?;
    page.goto(&kit.address("?again=1#src=samples/b2b-en.csv&view=table"))
        .await?;
    page.until(&["ready"]).await?;
    page.until_shown("@table").await?;
    page.until_text("@file-menu", "b2b-en.csv").await?;
    until_kept(
        &page,
        &format!("{} of", sample_journeys(kit, "b2b-en", None)?),
    )
    .await
}

/// Loads each thing in turn; how many journeys each has.
const SOURCES: &str = "
    const text = 'id;what\\nA;Advert\\nA;Order\\nB;Advert\\n';
    const roles = { roles: { journey: ['id'], touchpoint: ['what'] }, review: false };
    const found = [];
    for (const source of [text, new Blob([text]), new File([text], 'named.csv'), new TextEncoder().encode(text).buffer, new URL('samples/b2b-en.csv', location.href).href]) {
      await window.parcours.load(source, typeof source === 'string' && source.startsWith('http') ? {} : roles);
      const { source: { name }, journeys } = await window.parcours.summary({});
      found.push([name, journeys]);
    }
    const document = await (await fetch('samples/bank-en.parcours.json')).json();
    await window.parcours.load(document);
    found.push([(await window.parcours.summary({})).journeys]);
    return found;";

async fn loads_whatever_holds_journeys(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    page.script_async("await window.parcours.ready;", Vec::new())
        .await?;
    let found = page.script_async(SOURCES, Vec::new()).await?;
    ensure_eq!(
        found,
        json!([
            ["pasted text", 2],
            ["pasted text", 2],
            ["named.csv", 2],
            ["pasted text", 2],
            ["b2b-en.csv", sample_journeys(kit, "b2b-en", None)?],
            [2]
        ]),
        "names and journeys"
    );
    Ok(())
}

async fn tells_numbers_rows_and_problems(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    let all = page.call("summary", &[json!({})]).await?;
    ensure_eq!(
        (&all["journeys"], &all["events"]),
        (&json!(TABLE_JOURNEYS), &json!(TABLE_EVENTS)),
        "journeys and events"
    );
    let parts = page
        .call(
            "summary",
            &[
                json!({ "persona": ["Students"] }),
                json!({ "parts": ["events", "personas"] }),
            ],
        )
        .await?;
    let lists: Vec<&String> = parts
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| value.is_array().then_some(name))
        .collect();
    ensure!(
        lists == ["personas"] && parts["events"] == json!(42),
        "two parts are {parts}"
    );
    let rows = page
        .call("rows", &[json!({ "persona": ["Students"] }), json!(2)])
        .await?;
    ensure_eq!(
        rows["rows"],
        json!([
            { "line": 4, "cells": ["J-02", "2026-01-09 19:20", "Students", "Discovery", "Catalogue", "Shop", "4", "", ""] },
            { "line": 5, "cells": ["J-02", "2026-01-10 09:33", "Students", "Choice", "Product page", "Web", "1", "", ""] }
        ]),
        "the first two rows of one persona"
    );
    let text = std::fs::read_to_string(kit.fixture("e2e/problems.csv"))?;
    page.call("load", &[json!(text), json!({ "review": false })])
        .await?;
    let problems = page.call("problems", &[]).await?;
    let lines: Vec<Value> = problems
        .as_array()
        .into_iter()
        .flatten()
        .map(|problem| json!([problem["line"], problem["reason"]]))
        .collect();
    ensure_eq!(
        json!(lines),
        json!([
            [4, "empty_journey"],
            [6, "unreadable_time"],
            [7, "unreadable_emotion"]
        ]),
        "problems"
    );
    Ok(())
}

async fn told(page: &Page, name: &str) -> Outcome<Value> {
    page.script(&format!(
        "return window.__told.filter(([name]) => name === '{name}').at(-1)?.[1] ?? null"
    ))
    .await
}

async fn filters_and_views(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    listen(&page).await?;
    let filter = json!({ "journeys": { "goal": false } });
    page.call("setFilter", std::slice::from_ref(&filter))
        .await?;
    until_kept(&page, "9 of").await?;
    page.until_true("window.__told.some(([name]) => name === 'filter')")
        .await?;
    ensure_eq!(
        told(&page, "filter").await?,
        filter,
        "what scripts are told"
    );
    ensure_eq!(
        page.call("summary", &[]).await?["journeys"],
        json!(9),
        "journeys without the goal"
    );
    page.call("setFilter", &[json!({})]).await?;
    until_kept(&page, "36 of").await?;
    page.call("setView", &[json!("table")]).await?;
    page.until_shown("@table").await?;
    page.call("setView", &[json!("overview")]).await?;
    page.until_shown("@overview").await?;
    page.call("load", &[json!("samples/service-en.csv")])
        .await?;
    ensure_eq!(
        told(&page, "load").await?["journeys"],
        json!(sample_journeys(kit, "service-en", None)?),
        "journeys that scripts are told"
    );
    Ok(())
}

async fn exports_documents_and_pictures(kit: &Kit) -> Outcome {
    let page = with_table(kit, Setup::default()).await?;
    let document = page.call("getDocument", &[]).await?;
    ensure_eq!(
        (&document["format"], &document["version"]),
        (&json!("parcours"), &json!(1)),
        "format and version"
    );
    let svg = page.call("exportImage", &[json!("svg")]).await?;
    let svg = svg.as_str().unwrap_or_default();
    ensure!(
        svg.starts_with("<svg") && svg.contains("Discovery") && !svg.contains("NaN"),
        "the picture begins with {:?}",
        svg.chars().take(80).collect::<String>()
    );
    let png = page
        .script_async(
            "const blob = await window.parcours.exportImage('png'); const image = await createImageBitmap(blob); return [blob.type, image.width > 1000, image.height > 600];",
            Vec::new(),
        )
        .await?;
    ensure_eq!(png, json!(["image/png", true, true]), "the PNG");
    Ok(())
}

/// The code that each of the given calls rejects with.
const CODES: &str = "
    const codes = [];
    for (const [call, ...given] of arguments[0])
      codes.push(await window.parcours[call](...given).then(() => 'done', (error) => error instanceof Error && error.message ? error.code : 'no error'));
    return codes;";

async fn codes(page: &Page, calls: Value) -> Outcome<Value> {
    page.script_async(CODES, vec![calls]).await
}

async fn refuses_with_a_code(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    ensure_eq!(
        codes(
            &page,
            json!([["summary"], ["rows"], ["problems"], ["exportImage", "svg"]])
        )
        .await?,
        json!(["no-data", "no-data", "no-data", "no-data"]),
        "with nothing open"
    );
    let table = "id,what\nA,Advert\nA,Order\n";
    ensure_eq!(
        codes(
            &page,
            json!([
                ["load", table, { "roles": { "journey": ["nobody"], "touchpoint": ["what"] } }],
                ["load", table, { "colour": "green" }],
                ["load", "{\"a\": \"b\"}"],
                ["load", table, { "review": false, "encoding": "klingon" }],
                ["load", table, { "review": false, "roles": { "journey": ["id"], "touchpoint": ["what"] } }],
                ["summary", { "colour": ["green"] }],
                ["setFilter", { "persona": "Students" }],
                ["setView", "nowhere"],
                ["exportImage", "gif"]
            ])
        )
        .await?,
        json!([
            "unknown-column",
            "bad-options",
            "json-not-journeys",
            "unknown-encoding",
            "done",
            "bad-filter",
            "bad-filter",
            "bad-options",
            "bad-options"
        ]),
        "what is refused"
    );
    Ok(())
}

async fn the_later_load_wins(kit: &Kit) -> Outcome {
    let page = first_screen(kit, Setup::default()).await?;
    let ends = page
        .script_async(
            "const slow = window.parcours.load('__slow/2000/e2e/shop.csv').then(() => 'done', (error) => error.code);
             const fast = window.parcours.load('samples/b2b-en.csv').then(() => 'done', (error) => error.code);
             return [await fast, await slow, (await window.parcours.summary({})).journeys];",
            Vec::new(),
        )
        .await?;
    ensure_eq!(
        ends,
        json!(["done", "superseded", sample_journeys(kit, "b2b-en", None)?]),
        "both loads"
    );
    Ok(())
}
