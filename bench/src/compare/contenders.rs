//! How each contender is driven: both get the file through a file field and answer the same questions in the same form.
use std::path::Path;

use parcours_e2e::{Failure, Kit, Outcome, Page, Setup};
use serde_json::{Value, json};

use super::Run;
use crate::{data, machine};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contender {
    Page,
    Baseline,
}

impl Contender {
    pub const BOTH: [Contender; 2] = [Contender::Page, Contender::Baseline];

    pub fn name(self) -> &'static str {
        match self {
            Contender::Page => "page",
            Contender::Baseline => "baseline",
        }
    }
}

const BASELINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/baseline");
/// Resolves when the pictures are there, or the page has given up.
pub const UNTIL_PAINTED: &str = "
    await new Promise((resolve, reject) => {
        const look = () => {
            if (performance.getEntriesByName('parcours:first-paint').length > 0) resolve();
            if (['error', 'crashed'].includes(document.documentElement.dataset.state)) reject(new Error('the page could not open the file'));
        };
        new PerformanceObserver(look).observe({ type: 'mark' });
        new MutationObserver(look).observe(document.documentElement, { attributes: true });
        look();
    });
    const at = (name) => performance.getEntriesByName(`parcours:${name}`).at(-1).startTime;
    return { start: at('load-start'), result: at('first-result'), painted: at('first-paint') };";
/// `summary()` in the form of the baseline's numbers, what is zero left out.
const IN_BASELINE_FORM: &str = "
    const numbers = (s) => ({
        events: s.events, journeys: s.journeys,
        persona_stage: s.persona_stage.filter((r) => r.events > 0).map((r) => [r.persona, r.stage, r.events, r.journeys, r.emotion_n, r.emotion_mean]),
        stages: s.stages.filter((r) => r.visits > 0).map((r) => [r.stage, r.visits, r.visit_median_seconds]),
        stage_follows: s.stage_follows.map((r) => [r.from, r.to, r.count]),
        reach: s.reach.filter((r) => r.journeys > 0).map((r) => [r.stage, r.journeys]),
    });";
/// Times `ask(filter)` for each filter of `arguments[0]`, letting the browser breathe in between.
const TIMED: &str = "
    const timed = async (ask) => {
        const times = [], answers = [];
        for (const filter of arguments[0]) {
            const start = performance.now();
            answers.push(await ask(filter));
            times.push(performance.now() - start);
            await new Promise((resolve) => setTimeout(resolve));
        }
        return { times, answers };
    };";

pub async fn drive(
    who: Contender,
    kit: &Kit,
    file: &Path,
    filters: &[Value],
    whole: bool,
) -> Outcome<Run> {
    let path = file.display().to_string();
    match who {
        Contender::Page => page(kit, &path, filters, whole).await,
        Contender::Baseline => baseline(kit, &path, filters).await,
    }
}

async fn page(kit: &Kit, path: &str, filters: &[Value], whole: bool) -> Outcome<Run> {
    let page = kit.open("", Setup::default()).await?;
    page.be_patient(data::PATIENCE);
    page.until(&["empty"]).await?;
    let before = machine::renderer(&page)?;
    page.choose_files("#file-input", &[path.to_owned()]).await?;
    let marks = page.script_async(UNTIL_PAINTED, vec![]).await?;
    let start = number(&marks, "start")?;
    let longest_task = longest_task(&page, start).await?;
    let after = machine::renderer(&page)?;
    let everything = format!(
        "{IN_BASELINE_FORM} const s = await window.parcours.summary({{}});
         return {{ ...numbers(s), revenue_sum: s.touchpoints.reduce((sum, row) => sum + (row.revenue_sum ?? 0), 0), touchpoints: s.touchpoints.length }};"
    );
    let unfiltered = page.script_async(&everything, vec![]).await?;
    let parts = format!(
        "{IN_BASELINE_FORM} {TIMED}
         const parts = ['persona_stage', 'stages', 'stage_follows', 'reach'];
         const {{ times, answers }} = await timed((filter) => window.parcours.summary(filter, {{ parts }}));
         return {{ times, numbers: answers.map(numbers) }};"
    );
    let answers = page.script_async(&parts, vec![json!(filters)]).await?;
    let asked_whole = if whole { filters } else { &[] };
    let wholes = format!(
        "{TIMED} return {{ times: (await timed((filter) => window.parcours.summary(filter))).times }};"
    );
    let wholes = page.script_async(&wholes, vec![json!(asked_whole)]).await?;
    Ok(Run {
        load: number(&marks, "result")? - start,
        painted: Some(number(&marks, "painted")? - start),
        filters: times(&answers)?,
        whole: times(&wholes)?,
        longest_task,
        before,
        after,
        numbers: all_numbers(unfiltered, &answers),
        ..Run::default()
    })
}

async fn baseline(kit: &Kit, path: &str, filters: &[Value]) -> Outcome<Run> {
    let server = kit.serve(|options| options.dist = BASELINE.into())?;
    let page = kit.browser(Setup::default()).await?;
    page.be_patient(data::PATIENCE);
    page.goto(&format!("{}/", server.origin())).await?;
    page.until_true("window.baseline").await?;
    page.script_async("await window.baseline.ready;", vec![])
        .await?;
    let before = machine::renderer(&page)?;
    page.choose_files("#file", &[path.to_owned()]).await?;
    let loaded = page
        .script_async("return await window.baseline.load();", vec![])
        .await?;
    let longest_task = longest_task(&page, 0.0).await?;
    let after = machine::renderer(&page)?;
    let ask = format!(
        "{TIMED} const {{ times, answers }} = await timed((filter) => window.baseline.filter(filter)); return {{ times, numbers: answers }};"
    );
    let answers = page.script_async(&ask, vec![json!(filters)]).await?;
    let mut unfiltered = loaded["numbers"].clone();
    unfiltered["revenue_sum"] = loaded["revenue_sum"].clone();
    unfiltered["touchpoints"] = loaded["touchpoints"].clone();
    Ok(Run {
        load: number(&loaded, "ms")?,
        filters: times(&answers)?,
        longest_task,
        before,
        after,
        numbers: all_numbers(unfiltered, &answers),
        ..Run::default()
    })
}

fn all_numbers(unfiltered: Value, answers: &Value) -> Vec<Value> {
    let filtered = answers["numbers"].as_array().into_iter().flatten();
    std::iter::once(unfiltered)
        .chain(filtered.cloned())
        .collect()
}

/// The longest task since `start`, 0 where the browser reports none: it reports those from 50 ms, some time after they have ended.
pub async fn longest_task(page: &Page, start: f64) -> Outcome<f64> {
    let longest = page
        .script_async(
            "await new Promise((resolve) => setTimeout(resolve, 150));
             return Math.max(0, ...window.__longTasks.filter(([at]) => at >= arguments[0]).map(([, lasted]) => lasted));",
            vec![json!(start)],
        )
        .await?;
    Ok(longest.as_f64().unwrap_or_default())
}

fn number(value: &Value, name: &str) -> Outcome<f64> {
    value[name]
        .as_f64()
        .ok_or_else(|| Failure::new(format!("no number {name} was answered")))
}

fn times(value: &Value) -> Outcome<Vec<f64>> {
    Ok(serde_json::from_value(value["times"].clone())?)
}
