/** `npm run bounds`: measures what Ciclo promises to stay under, prints each figure, and fails when one is missed. */
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  cellOf,
  longestTask,
  now,
  openApp,
  openPage,
  press,
  pressUntil,
  waitForCell,
  waitForSuggestion,
} from "./walk.mjs";

const KB = 1024;
const MB = 1024 * KB;
const RUNS = 3;
const SETTLE_MS = 2000;
const ROWS = 100_000;
const COLUMNS = 20;

const app = await openApp();
const results = [];
try {
  report("home, JavaScript gzipped", (await homeScripts()) / KB, 165, "KB");
  const trainings = [];
  for (let run = 0; run < RUNS; run++) {
    const before = app.sentBytes();
    const page = await openPage(app);
    trainings.push(await trainDigits(page));
    if (run === 0) {
      await closeLoop(page);
      report("whole Digits loop, transferred", (app.sentBytes() - before) / MB, 12, "MB");
    }
    await page.context().close();
  }
  console.log(`  longest tasks of the runs: ${trainings.map((ms) => ms.toFixed(0)).join(", ")} ms`);
  report("longest task while training, median of 3", median(trainings), 50, "ms");
  report("longest task of a 100,000 × 20 CSV import", await importLargeCsv(), 100, "ms");
} finally {
  await app.close();
}
process.exit(results.every(Boolean) ? 0 : 1);

function report(name, value, bound, unit) {
  const kept = value <= bound;
  results.push(kept);
  console.log(`${kept ? "kept  " : "MISSED"} ${name}: ${value.toFixed(1)} ${unit} (at most ${bound})`);
}

async function homeScripts() {
  const page = await openPage(app);
  const sizes = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() === "script") sizes.push(request.sizes());
  });
  await page.goto(`${app.origin}/`);
  await page.waitForLoadState("networkidle");
  const bodies = (await Promise.all(sizes)).map(({ responseBodySize }) => responseBodySize);
  await page.context().close();
  return bodies.reduce((sum, size) => sum + size, 0);
}

/** Starts with digits and trains; the longest task from 2 s after Train is pressed until it ends. */
async function trainDigits(page) {
  await page.goto(`${app.origin}/`);
  await page.getByRole("button", { name: /start with digits/i }).click();
  await waitForCell(page, "prepare");
  await waitForSuggestion(page, ["run"]);
  const pressed = await now(page);
  await press(page);
  await waitForCell(page, "train");
  const seconds = ((await now(page)) - pressed) / 1000;
  console.log(`  training took ${seconds.toFixed(1)} s`);
  return longestTask(page, pressed + SETTLE_MS);
}

/** From the package to the promotion of the challenger that a drift called for. */
async function closeLoop(page) {
  const dock = page.getByTestId("world-dock");
  await pressUntil(page, "trigger");
  await dock.getByRole("button", { name: /16/ }).click();
  await waitForSuggestion(page, ["inject-drift"]);
  await press(page);
  await dock.locator("[data-injection=shift]").getByRole("button").click();
  await waitForSuggestion(page, ["see-history"]);
}

async function importLargeCsv() {
  const file = join(tmpdir(), `ciclo-bounds-${process.pid}.csv`);
  await writeFile(file, largeCsv());
  try {
    const page = await openPage(app);
    await page.goto(`${app.origin}/`);
    await page.getByRole("button", { name: /csv/i }).click();
    await waitForSuggestion(page, ["choose-data"]);
    const start = await now(page);
    await cellOf(page, "dataset").locator("input[type=file]").setInputFiles(file);
    await waitForSuggestion(page, ["run"]);
    await cellOf(page, "dataset").getByTestId("cell-run").click();
    await waitForCell(page, "dataset");
    await page
      .getByText(/100,000 rows/)
      .first()
      .waitFor();
    return await longestTask(page, start);
  } finally {
    await rm(file, { force: true });
  }
}

function largeCsv() {
  const header = Array.from({ length: COLUMNS }, (_, column) => `c${column}`).join(",");
  const lines = Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: COLUMNS }, (_, column) =>
      column === COLUMNS - 1 ? `class ${row % 3}` : (((row * 7919 + column * 104729) % 100_003) / 97).toFixed(3),
    ).join(","),
  );
  return `${header}\n${lines.join("\n")}\n`;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
