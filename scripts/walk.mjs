/** Walks the built app in Chromium for the scripts that measure it and take its picture. */
import { createConnection, createServer } from "node:net";
import { chromium } from "@playwright/test";
import { CHROMIUM_ARGS, ensureChromium } from "./chromium.mjs";
import { ensureBuilt, serve } from "./launch.mjs";

const STEP_MS = 180_000;

/** Serves the built app on a free port behind a counter of the bytes that it sends. */
export async function openApp() {
  await ensureBuilt();
  const port = await freePort();
  const server = serve(port, { stdio: "ignore" });
  await answers(port);
  const counter = await countingProxy(port);
  const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS });
  return {
    origin: `http://localhost:${counter.port}`,
    browser,
    /** Bytes sent to the browser since the start. */
    sentBytes: counter.sent,
    async close() {
      await browser.close();
      counter.close();
      server.kill();
    },
  };
}

/** A page of a fresh profile that keeps its long tasks in `window.longTasks`. */
export async function openPage(
  app,
  { locale = "en-US", colorScheme = "light", viewport = { width: 1280, height: 800 } } = {},
) {
  const context = await app.browser.newContext({ locale, colorScheme, viewport, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_MS);
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) window.longTasks.push({ startTime, duration });
    }).observe({ type: "longtask", buffered: true });
  });
  return page;
}

/** The longest task of the page, in milliseconds, that began at or after a time of its own clock. */
export function longestTask(page, since) {
  return page.evaluate(
    (start) => Math.max(0, ...window.longTasks.filter((task) => task.startTime >= start).map((task) => task.duration)),
    since,
  );
}

export const now = (page) => page.evaluate(() => performance.now());

const next = (page) => page.getByTestId("next-action");

/** What the notebook suggests now. */
export const suggested = (page) => next(page).getAttribute("data-next");

/** Waits until an action of one of these kinds is suggested; its kind. */
export async function waitForSuggestion(page, kinds) {
  const selector = kinds.map((kind) => `[data-testid="next-action"][data-next="${kind}"]`).join(",");
  await page.locator(selector).waitFor({ timeout: STEP_MS });
  return suggested(page);
}

/** Presses the one lit button. */
export const press = (page) => next(page).getByRole("button").click();

export const cellOf = (page, kind) => page.locator(`article[data-kind="${kind}"]`);

/** Waits until a cell has succeeded. */
export async function waitForCell(page, kind) {
  await page
    .locator(`article[data-kind="${kind}"]:is([data-status="done"],[data-status="cached"])`)
    .waitFor({ timeout: STEP_MS });
}

/** Presses the lit button until this cell has succeeded. */
export async function pressUntil(page, kind) {
  for (let step = 0; step < 12; step++) {
    const action = await waitForSuggestion(page, ["run", "try", "approve"]);
    const text = await next(page).textContent();
    await press(page);
    await Promise.race([
      waitForCell(page, kind),
      page.waitForFunction(
        (before) => document.querySelector("[data-testid=next-action]")?.textContent !== before,
        text,
      ),
    ]);
    if (/done|cached/.test((await cellOf(page, kind).getAttribute("data-status")) ?? "")) return;
    if (action !== "try") await page.locator('[data-testid="next-action"]:not([data-next="wait-cell"])').waitFor();
    if (/done|cached/.test((await cellOf(page, kind).getAttribute("data-status")) ?? "")) return;
  }
  throw new Error(`The cell ${kind} did not come to an end.`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(port) {
  for (let attempt = 0; attempt < 300; attempt++) {
    const open = await fetch(`http://localhost:${port}/`).catch(() => null);
    if (open?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The app did not start to answer.");
}

/** Passes bytes on, and counts those that go to the browser: pages, scripts, workers and what workers fetch alike. */
function countingProxy(target) {
  let sent = 0;
  const proxy = createServer((client) => {
    const upstream = createConnection({ port: target, host: "localhost" });
    upstream.on("data", (chunk) => (sent += chunk.length));
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) {
      socket.on("error", () => {
        client.destroy();
        upstream.destroy();
      });
    }
  });
  return new Promise((resolve) => {
    proxy.listen(0, () => resolve({ port: proxy.address().port, sent: () => sent, close: () => proxy.close() }));
  });
}
