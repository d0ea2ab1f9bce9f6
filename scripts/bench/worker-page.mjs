/** A worker of a Chromium page that answers requests, for benchmarks of what runs in the browser. */
import { chromium } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "../chromium.mjs";
import { bundleForBrowser, serveFolders } from "./bundle.mjs";

/**
 * Bundles `entry`, a worker whose first message is its greeting and which answers `{ id, request }` with `{ id, answer }` or `{ id, error }`.
 * `pids()` are the processes that pages and their workers run in.
 */
export async function openWorkerPage({ entry, name, folders = [] }) {
  const server = await serveFolders([await bundleForBrowser(entry, name), ...folders]);
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) });
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(`Chromium: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && console.error(`Chromium: ${message.text()}`));
  await page.goto(server.origin);
  const greeting = await page.evaluate(startWorker, `/${name}.js`);
  return {
    version: browser.version(),
    greeting,
    ask: (request) => page.evaluate((message) => globalThis.ask(message), request),
    pids: () => rendererPids(browser),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

async function rendererPids(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}

/** Runs in the page. */
function startWorker(url) {
  const worker = new Worker(url, { type: "module" });
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
      if (data.id === undefined) return resolve(data);
      const { resolve: done, reject: fail } = waiting.get(data.id);
      waiting.delete(data.id);
      return data.error ? fail(new Error(data.error)) : done(data.answer);
    };
  });
}
