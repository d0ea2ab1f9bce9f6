/** Where peers run: a Node process of their own, and a worker of a Chromium page. Both answer the requests of `serve.ts`. */
import { fork } from "node:child_process";
import { chromium } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "../../chromium.mjs";
import { bundleForBrowser, serveFolders } from "../bundle.mjs";

/** The Node process; its V8 gets relaxed SIMD, which Node 20 keeps behind a flag. */
export async function openNode(bundle) {
  const child = fork(bundle, ["serve"], { execArgv: ["--experimental-wasm-relaxed-simd"] });
  const waiting = new Map();
  let sent = 0;
  const names = new Promise((resolve) => child.once("message", resolve));
  child.on("message", ({ id, answer, error }) => {
    if (id === undefined) return;
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(answer);
  });
  child.on("exit", () => waiting.forEach(({ reject }) => reject(new Error("the Node peers ended"))));
  return {
    name: "Node",
    peers: (await names).peers,
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.set(++sent, { resolve, reject });
        child.send({ id: sent, request });
      }),
    close: () => child.kill(),
  };
}

/** The Chromium page with its worker. */
export async function openChromium() {
  const folder = await bundleForBrowser("scripts/bench/train/browser-entry.ts", "train-browser");
  const server = await serveFolders([folder, "public"]);
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) });
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(`Chromium: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && console.error(`Chromium: ${message.text()}`));
  await page.goto(server.origin);
  const peers = await page.evaluate(startWorker);
  return {
    name: "Chromium",
    version: browser.version(),
    peers,
    ask: (request) => page.evaluate((message) => globalThis.ask(message), request),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** Runs in the page. */
function startWorker() {
  const worker = new Worker("/train-browser.js", { type: "module" });
  const waiting = new Map();
  let sent = 0;
  globalThis.ask = (request) =>
    new Promise((resolve, reject) => {
      waiting.set(++sent, { resolve, reject });
      worker.postMessage({ id: sent, request });
    });
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data.peers) return resolve(data.peers);
      const { resolve: done, reject: fail } = waiting.get(data.id);
      waiting.delete(data.id);
      return data.error ? fail(new Error(data.error)) : done(data.answer);
    };
  });
}
