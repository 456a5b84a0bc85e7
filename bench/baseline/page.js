// The page's half of the baseline: reads the file ahead of the worker, so that reading and parsing overlap, and asks for filters.
const SLICE_BYTES = 4 << 20;
const SLICES_AHEAD = 3;

const worker = new Worker("worker.js", { type: "module" });
let answered = () => {};
let wanted = () => {};
worker.onmessage = ({ data }) => (data.more ? wanted() : answered(data));

const ask = (message) =>
  new Promise((resolve, reject) => {
    answered = (data) => (data.error ? reject(new Error(data.error)) : resolve(data.answer));
    worker.postMessage(message);
  });

/** Sends the slices of `file` in order, never more than `SLICES_AHEAD` that the worker has not yet begun. */
async function send(file) {
  let free = SLICES_AHEAD;
  let wake = () => {};
  wanted = () => (free++, wake());
  for (let offset = 0; offset < file.size; offset += SLICE_BYTES) {
    while (free === 0) await new Promise((resolve) => (wake = resolve));
    free--;
    const slice = await file.slice(offset, offset + SLICE_BYTES).arrayBuffer();
    worker.postMessage({ slice, last: offset + SLICE_BYTES >= file.size }, [slice]);
  }
}

window.baseline = {
  ready: ask({ ping: true }),
  /** Reads the chosen file: milliseconds until every number was here, and the numbers. */
  async load() {
    const file = document.getElementById("file").files[0];
    const start = performance.now();
    const result = ask({ load: file.size });
    send(file);
    const answer = await result;
    return { ms: performance.now() - start, ...answer };
  },
  filter: (filter) => ask({ filter }),
};
