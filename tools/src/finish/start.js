// Starts the page: the module and its wasm are named by the script tag, because their names carry a hash.
const { module, wasm } = document.querySelector("script[data-wasm]").dataset;
const absolute = (address) => new URL(address, document.baseURI).href;
try {
  const { default: init } = await import(absolute(module));
  await init({ module_or_path: absolute(wasm) });
} catch (error) {
  document.documentElement.dataset.state = "crashed";
  const section = document.getElementById("crashed");
  const reason = document.createElement("p");
  reason.textContent = String(error);
  section.firstElementChild.append(reason);
  section.hidden = false;
  throw error;
}
