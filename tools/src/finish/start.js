// Starts the page: the first screen on a first visit, the workbench where a link or the last visit has something to open.
// The first screen's module and its wasm are named by the script tag, the workbench by a meta tag, because their names carry a hash.
const root = document.documentElement;
const { module, wasm } = document.querySelector("script[data-wasm]").dataset;
const absolute = (address) => new URL(address, document.baseURI).href;

const failed = (error) => {
  root.dataset.state = "crashed";
  const section = document.getElementById("crashed");
  const reason = document.createElement("p");
  reason.textContent = String(error);
  section.firstElementChild.append(reason);
  section.hidden = false;
  throw error;
};

// The first screen calls this when something is handed over.
let opened;
const named = (name) => absolute(document.querySelector(`meta[name=${name}]`).content);
// The sheet first: the workbench measures what it mounts.
const styled = (address) => new Promise((resolve, reject) => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  link.onload = resolve;
  link.onerror = () => reject(new Error(address));
  document.head.append(link);
});
// All its files side by side, and as soon as somebody is about to hand something over.
let fetched = false;
const fetchWorkbench = () => {
  if (fetched) return;
  fetched = true;
  const { glue, wasm } = document.querySelector("meta[name=parcours-workbench]").dataset;
  const hint = (link) => document.head.append(Object.assign(document.createElement("link"), link));
  hint({ rel: "modulepreload", href: absolute(glue) });
  hint({ rel: "preload", href: absolute(wasm), as: "fetch", type: "application/wasm", crossOrigin: "anonymous" });
};
addEventListener("dragenter", fetchWorkbench, { once: true });
addEventListener("click", ({ target }) => target.id === "file-input" && fetchWorkbench());
// `wait`: for so many milliseconds the processor is better left to something else.
const passed = (wait) => wait && new Promise((resolve) => setTimeout(resolve, wait));
window.parcoursOpen = (wait = 0) => {
  fetchWorkbench();
  return opened ??= Promise.all([styled(named("parcours-workbench-style")), passed(wait)])
    .then(() => import(named("parcours-workbench"))).catch(failed);
};

// Until the workbench puts the real calls in their place, each of them asks for it.
const api = new EventTarget();
for (const call of ["load", "summary", "rows", "problems", "setFilter", "setView", "getDocument", "exportImage"])
  api[call] = async (...values) => { await window.parcoursOpen(); return api[call](...values); };
api.ready = new Promise((resolve) => {
  const seen = () => root.dataset.state !== "starting" && resolve();
  new MutationObserver(seen).observe(root, { attributes: true, attributeFilter: ["data-state"] });
});
window.parcours = api;

const remembers = () => { try { return localStorage.getItem("parcours.last") !== null; } catch { return false; } };
const wanted = /(^|[?#&])(src|embed)=/.test(location.search + location.hash) || remembers();
if (wanted) await window.parcoursOpen();
else
  try {
    const { default: init } = await import(absolute(module));
    await init({ module_or_path: absolute(wasm) });
  } catch (error) {
    failed(error);
  }
