// Parcours as a peer of the shared in-browser benchmark: put this file in the place of its `app.mjs`, then
//   node run.mjs --rows 1000000 --peers jsbytes,floor --app http://127.0.0.1:PORT/
// Uses nothing but what is public: #file-input, data-state, the parcours:* marks and window.parcours. bench/README.md says what is measured.

const LONG = 10 * 60 * 1000;
/** The parts of `summary()` that the peers compute for a filter. */
const PARTS = ["stages", "persona_stage", "stage_follows", "reach"];

export const SELECTOR = { file: "#file-input" };

export async function open(page, url) {
  await page.addInitScript(() => {
    window.benchTasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) window.benchTasks.push({ startTime, duration });
    }).observe({ type: "longtask", buffered: true });
  });
  const start = Date.now();
  await page.goto(url);
  await page.waitForSelector("html[data-state=empty], html[data-state=ready]", { state: "attached", timeout: LONG });
  return { init_ms: Date.now() - start };
}

export async function load(page, path) {
  await page.evaluate(() => performance.clearMarks());
  await page.setInputFiles(SELECTOR.file, path);
  await page.waitForFunction(
    () => performance.getEntriesByName("parcours:first-paint").length > 0 || ["error", "crashed"].includes(document.documentElement.dataset.state),
    null,
    { timeout: LONG },
  );
  const seen = await page.evaluate(async () => {
    // Long tasks are told of some time after they have ended.
    await new Promise((resolve) => setTimeout(resolve, 150));
    const mark = (name) => {
      const last = performance.getEntriesByName(`parcours:${name}`).at(-1);
      if (!last) throw new Error(`no mark ${name}, the page is ${document.documentElement.dataset.state}`);
      return last.startTime;
    };
    const [start, result, paint] = ["load-start", "first-result", "first-paint"].map(mark);
    const tasks = window.benchTasks.filter((task) => task.startTime + task.duration > start && task.startTime <= paint).map((task) => task.duration);
    return { start, result, paint, tasks, summary: await window.parcours.summary({}) };
  });
  const { summary, tasks } = seen;
  return {
    ms: seen.result - seen.start,
    extra: { paint: seen.paint - seen.start },
    t1: peerForm(summary),
    load: { touchpoints: summary.touchpoints.length, revenue_sum: summary.touchpoints.reduce((sum, row) => sum + (row.revenue_sum ?? 0), 0) },
    long: { max: Math.max(0, ...tasks), total: tasks.reduce((sum, task) => sum + task, 0), n: tasks.length },
    stall: null,
  };
}

export async function filters(page, list, budgetMs) {
  const asked = list.map(ourFilter);
  const timed = (options, budget) =>
    page.evaluate(
      async ([filters, options, budget]) => {
        const ms = [], answers = [], begun = performance.now();
        for (const filter of filters) {
          const start = performance.now();
          answers.push(await window.parcours.summary(filter, options));
          ms.push(performance.now() - start);
          if (performance.now() - begun > budget) break;
          await new Promise((resolve) => setTimeout(resolve));
        }
        return { ms, answers: options ? answers : [] };
      },
      [asked, options, budget],
    );
  const { ms, answers } = await timed({ parts: PARTS }, budgetMs);
  const whole = (await timed(undefined, budgetMs)).ms.sort((a, b) => a - b);
  const at = (part) => whole[Math.round(part * (whole.length - 1))].toFixed(1);
  console.error(`    the whole summary(filter): median ${at(0.5)} ms, p95 ${at(0.95)} ms`);
  return { ms, res: answers.map(peerForm) };
}

export async function mem(page) {
  return page.evaluate(async () => {
    const patience = new Promise((resolve) => setTimeout(() => resolve(null), 15000));
    const measured = performance.measureUserAgentSpecificMemory?.().then((memory) => memory.bytes);
    return { jsHeapUsed: performance.memory?.usedJSHeapSize ?? null, uasm: measured ? await Promise.race([measured, patience]) : null };
  });
}

/** A filter of the benchmark, times in seconds since 1970, as `summary()` takes it. */
function ourFilter({ personas, channels, from, to }) {
  const time = (seconds) => (seconds == null ? undefined : new Date(1000 * seconds).toISOString());
  const filter = { persona: personas ?? undefined, channel: channels ?? undefined, from: time(from), to: time(to) };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** A summary in the form in which the benchmark compares peers: what is zero left out, sorted by the first two columns. */
function peerForm(summary) {
  const sorted = (rows) => {
    const key = ([first, second]) => `${first}|${second}`;
    return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  };
  return {
    rows: summary.events,
    journeys: summary.journeys,
    persona_stage: sorted(
      summary.persona_stage.filter((row) => row.events > 0).map((row) => [row.persona, row.stage, row.events, row.journeys, row.emotion_n > 0 ? row.emotion_mean : null]),
    ),
    stage_time: sorted(summary.stages.filter((row) => row.visits > 0).map((row) => [row.stage, row.visits, row.visit_median_seconds])),
    df: sorted(summary.stage_follows.filter((row) => row.count > 0).map((row) => [row.from, row.to, row.count])),
    funnel: sorted(summary.reach.filter((row) => row.journeys > 0).map((row) => [row.stage, row.journeys])),
  };
}
