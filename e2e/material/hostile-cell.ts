/** A code cell that tries the twelve ways out of its frame, and says for each whether it was denied. */
export const HOSTILE_CELL = `
const results: Record<string, string> = {};
async function attempt(name: string, escape: () => unknown) {
  try {
    const value = await Promise.race([escape(), new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), 1500))]);
    results[name] = "ESCAPED " + String(value);
  } catch (error) {
    results[name] = "denied";
  }
}
const opened = (make: () => any) => new Promise((resolve, reject) => {
  const channel = make();
  channel.onopen = () => resolve("open");
  channel.onerror = () => reject(new Error("error"));
});
const g = globalThis as any;
const origin = "http://localhost:" + TARGET_PORT;
await attempt("IndexedDB", () => new Promise((resolve, reject) => { const request = g.indexedDB.open("ciclo"); request.onsuccess = () => resolve("open"); request.onerror = () => reject(request.error); }));
await attempt("OPFS", () => g.navigator.storage.getDirectory());
await attempt("cookies", () => g.document.cookie);
await attempt("fetch", () => g.fetch(origin + "/datasets/iris.csv", { mode: "no-cors" }).then(() => "sent"));
await attempt("WebSocket", () => opened(() => new g.WebSocket(origin.replace("http", "ws") + "/")));
await attempt("EventSource", () => opened(() => new g.EventSource(origin + "/")));
await attempt("WebTransport", () => new g.WebTransport(origin.replace("http:", "https:") + "/").ready);
await attempt("import()", () => new Function("u", "return import(u)")(origin + "/wasm/x.js"));
await attempt("importScripts", () => { g.importScripts(origin + "/ort/ort-wasm-simd-threaded.mjs"); return "loaded"; });
await attempt("BroadcastChannel", () => new Promise((resolve, reject) => { const channel = new g.BroadcastChannel("ciclo-hostile"); channel.postMessage("out"); channel.onmessage = () => resolve("heard"); setTimeout(() => reject(new Error("silence")), 500); }));
await attempt("parent DOM", () => g.parent.document.title);
await attempt("nested worker", () => new Promise((resolve, reject) => { const nested = new g.Worker(origin + "/_next/static/x.js"); nested.onmessage = () => resolve("running"); nested.onerror = () => reject(new Error("error")); }));
await attempt("nested data worker", () => new Promise((resolve, reject) => {
  const source = "fetch('" + origin + "/datasets/iris.csv',{mode:'no-cors'}).then(()=>postMessage('sent'),()=>postMessage('denied'))";
  const nested = new g.Worker("data:text/javascript," + encodeURIComponent(source));
  nested.onmessage = (event: any) => event.data === "sent" ? resolve("sent") : reject(new Error("denied"));
  nested.onerror = () => reject(new Error("error"));
}));
display(Object.entries(results).map(([exit, outcome]) => ({ exit, outcome })));
`;
