/** `npm run shots`: a picture of every page and of the ten-minute moments, on a desk and on a phone, into `screenshots/`. */
import { mkdir, rm } from "node:fs/promises";
import { cellOf, openApp, openPage, press, pressUntil, waitForCell, waitForSuggestion } from "./walk.mjs";

const FOLDER = "screenshots";
const SIZES = [
  { name: "390", width: 390, height: 844 },
  { name: "1280", width: 1280, height: 800 },
  // 1280×720 with everything at 150 %, as on a projector.
  { name: "beamer", width: 853, height: 480 },
];
/** Both languages in both themes. */
const LOOKS = [
  { locale: "es-MX", colorScheme: "light", name: "es-light" },
  { locale: "en-US", colorScheme: "dark", name: "en-dark" },
  { locale: "es-MX", colorScheme: "dark", name: "es-dark" },
  { locale: "en-US", colorScheme: "light", name: "en-light" },
];
/** What is suggested once a retraining has come to its end. */
const ENDS = ["see-run", "see-history", "improve", "what-next"];
const SHELVES = ["data", "experiments", "models", "endpoints", "runs"];

/** `npm run shots -- en-light` takes one look only; the README's picture is one of that look. */
const only = process.argv[2];
const looks = only ? LOOKS.filter(({ name }) => name === only) : LOOKS;
const app = await openApp();
try {
  if (!only) await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  for (const look of looks) {
    const page = await openPage(app, look);
    page.on("pageerror", (error) => console.log(`page error: ${error.message}`));
    await tour(page, camera(page, look.name));
    await page.context().close();
  }
} finally {
  await app.close();
}

/** Takes the page in both sizes, with this cell or part at its top. */
function camera(page, look) {
  let count = 0;
  return async (moment, place, { full = false } = {}) => {
    const number = String(++count).padStart(2, "0");
    for (const { name, width, height } of SIZES) {
      await page.setViewportSize({ width, height });
      if (place) await place.evaluate((element) => element.scrollIntoView({ block: "start" }));
      else await page.evaluate(() => window.scrollTo(0, 0));
      await page.waitForTimeout(150);
      await page.screenshot({ path: `${FOLDER}/${look}-${name}-${number}-${moment}.png`, fullPage: full });
    }
    console.log(`${look} ${number} ${moment}`);
  };
}

async function tour(page, take) {
  await page.goto(`${app.origin}/`);
  await page.waitForLoadState("networkidle");
  await take("home");
  await firstTurn(page, take);
  await secondTurn(page, take);
  await codeCell(page, take);
  await shelves(page, take);
  await page.goto(`${app.origin}/settings`);
  await page.locator("h1").waitFor();
  await page.waitForLoadState("networkidle");
  await take("settings", null, { full: true });
  await page.goto(`${app.origin}/`);
  await page.waitForLoadState("networkidle");
  await take("home-continue");
  await afresh(page, take);
  await loans(page, take);
}

/** Loans beside digits: its judgement by threshold and group, and a monitor that holds nothing of the others. */
async function loans(page, take) {
  await page.goto(`${app.origin}/`);
  await page.getByRole("button", { name: /start with loans|empezar con préstamos/i }).click();
  await waitForCell(page, "prepare");
  await pressUntil(page, "evaluate");
  await cellOf(page, "evaluate").getByRole("heading").getByRole("button").click();
  await page.getByTestId("threshold-panel").waitFor();
  await take("loans-threshold", page.getByTestId("threshold-panel"));
  await take("loans-groups", page.getByTestId("group-table").first());
  const reason = cellOf(page, "deploy").getByTestId("reason");
  if ((await reason.count()) > 0) await reason.fill("shots");
  await cellOf(page, "deploy").getByTestId("cell-run").click();
  await page.locator('[data-testid="monitor-state"]').waitFor();
  await take("loans-monitor", cellOf(page, "monitor"));
}

/** A second notebook of the same lesson beside the first: it starts from nothing. */
async function afresh(page, take) {
  await page.getByRole("button", { name: /start with digits|empezar con dígitos/i }).click();
  await waitForCell(page, "prepare");
  await take("notebook-afresh");
}

/** From the first sight of the data to traffic. */
async function firstTurn(page, take) {
  await page.getByRole("button", { name: /start with digits|empezar con dígitos/i }).click();
  await waitForCell(page, "prepare");
  await waitForSuggestion(page, ["run"]);
  await take("notebook-fresh");
  await press(page);
  await page.getByTestId("training-facts").waitFor();
  await take("training", cellOf(page, "train"));
  await waitForCell(page, "train");
  await take("trained", cellOf(page, "train"));
  await press(page);
  await waitForSuggestion(page, ["try"]);
  await press(page);
  await draw(page);
  await take("packaged-and-drawn", cellOf(page, "package"));
  await page.getByTestId("was-it-right").getByRole("button", { name: /^no$/i }).click();
  await page
    .getByTestId("was-it-right")
    .getByRole("button", { name: /keep as|guardar como/i })
    .click();
  await take("put-right", page.getByTestId("draw-digit"));
  await pressUntil(page, "evaluate");
  await take("evaluated", cellOf(page, "evaluate"));
  await pressUntil(page, "trigger");
  await page.locator('[data-testid="monitor-state"]').waitFor();
  await take("deployed", cellOf(page, "deploy"));
}

/** A one, with a mouse. */
async function draw(page) {
  const pad = page.getByTestId("digit-pad").first();
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  const at = (x, y) => page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 8 });
  await at(0.35, 0.3);
  await page.mouse.down();
  await at(0.52, 0.15);
  await at(0.52, 0.85);
  await page.mouse.up();
  await page.getByTestId("answer").first().waitFor();
}

/** From drift to promotion. */
async function secondTurn(page, take) {
  const dock = page.getByTestId("world-dock");
  await dock.getByRole("button", { name: /16/ }).click();
  await waitForSuggestion(page, ["inject-drift"]);
  await take("monitoring", cellOf(page, "monitor"));
  await press(page);
  await dock.locator("[data-injection=shift]").waitFor();
  await take("world-open", cellOf(page, "monitor"));
  await dock.locator("[data-injection=shift]").getByRole("button").click();
  await waitForSuggestion(page, ["wait-alert", "retrain", "wait-retraining"]);
  await take("drift-injected", cellOf(page, "monitor"));
  await page.getByTestId("alert").first().waitFor();
  await take("alert", cellOf(page, "monitor"));
  await waitForSuggestion(page, ["wait-canary", "approve-promotion", ...ENDS]);
  await take("gate-and-canary", cellOf(page, "trigger"));
  await waitForSuggestion(page, ENDS);
  await take("promoted", cellOf(page, "trigger"));
  await take("whole-notebook", null, { full: true });
}

async function codeCell(page, take) {
  await cellOf(page, "dataset").getByRole("heading").getByRole("button").click();
  await take("data-open", cellOf(page, "dataset"));
  const insert = page.getByRole("button", { name: /add a cell here|añadir una celda aquí|agrega/i }).nth(3);
  await insert.click();
  await page.getByRole("menuitem", { name: /^(code|código)$/i }).press("Enter");
  const cell = cellOf(page, "code");
  await cell
    .getByRole("button", { name: /edit|editar/i })
    .last()
    .click();
  await cell.locator(".monaco-editor .view-line").first().click();
  await page.keyboard.insertText(
    "const rows = await ciclo.rows(data, { limit: 4 });\ndisplay(rows.map(({ p23, p24, p33, p34 }) => ({ p23, p24, p33, p34 })));\n",
  );
  await cell.getByTestId("cell-run").click();
  await page.getByTestId("code-output").waitFor();
  await take("code-cell", cell);
}

async function shelves(page, take) {
  for (const shelf of SHELVES) {
    await page.goto(`${app.origin}/${shelf}`);
    await page.waitForLoadState("networkidle");
    const item = page.locator(`main a[href*="/${shelf}?"]`).first();
    if ((await item.count()) > 0) await take(`${shelf}-list`);
    if ((await item.count()) > 0) await item.click();
    await page.waitForLoadState("networkidle");
    await take(shelf, null, { full: true });
  }
}
