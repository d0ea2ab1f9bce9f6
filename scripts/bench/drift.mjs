/**
 * `npm run bench:drift [-- --columns N --rows N]`: Evidently's default tests over 50 columns of 1,000,000 rows in a worker of Chromium, against the
 * same tests by scipy and numpy on one thread (Debian's python3-scipy); the same with sketches; and the speed of the streaming detectors.
 */
import { driftBounds } from "./drift/bounds.mjs";
import { memoryOf } from "./drift/memory.mjs";
import { hasPython, openPython } from "./python-peer.mjs";
import { finish, machineName, printTable, round } from "./results.mjs";
import { openWorkerPage } from "./worker-page.mjs";

const COLUMNS = numberOf("--columns", 50);
const ROWS = numberOf("--rows", 1_000_000);
const RAW = { reference: "rows", current: "rows" };
const HALF = { reference: "sketch", current: "rows" };
const SKETCHED = { reference: "sketch", current: "sketch" };

const native = hasPython(["scipy"]) ? openPython("drift") : null;
if (!native) console.log("scipy is not here: apt-get install python3-scipy, or name another Python in CICLO_PYTHON");
const page = await openWorkerPage({ entry: "scripts/bench/drift/browser-entry.ts", name: "drift-browser" });
const machine = `${machineName()}, Chromium ${page.version}${native ? `, ${(await native.ask({ kind: "versions" })).versions}` : ""}`;
console.log(machine);

let rows;
let facts;
try {
  await page.ask({ kind: "open", columns: 1, rows: 1_000 });
  const memory = await memoryOf(page);
  const { bytes, specs } = await page.ask({ kind: "open", columns: COLUMNS, rows: ROWS });
  const whole = await page.ask({ kind: "measure", ...RAW });
  facts = { reports: whole.reports, memory: memory.peak() / bytes, bytes };
  facts.cancelMs = await measureCancel(whole.ms / 4);
  facts.sketchMs = (await page.ask({ kind: "sketch" })).msPerColumn;
  rows = await measureColumns(specs);
  facts.detectors = await page.ask({ kind: "detectors" });
} finally {
  await page.close();
  native?.close();
}
printColumns();
console.log(
  `\none column of ${ROWS} rows is sketched in ${round(facts.sketchMs)} ms; a cancelled job ended after ${round(facts.cancelMs)} ms; ` +
    `${facts.reports} reports of progress`,
);
printTable(
  ["detector", "", "million updates/s"],
  facts.detectors.map(({ name, updatesPerSecond }) => [name, "", round(updatesPerSecond / 1e6)]),
);
const full = COLUMNS === 50 && ROWS === 1_000_000;
const bounds = driftBounds(rows, facts);
process.exit(finish({ name: full ? "drift" : "drift-part", rows: [...rows, facts], bounds, machine }));

/** Milliseconds from a click on "stop" to the end of the job, with the job under way on the other thread. */
async function measureCancel(afterMs) {
  const job = page.ask({ kind: "measure-until-cancelled" });
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  const cancelledMs = performance.now();
  await page.ask({ kind: "cancel" });
  const { begun } = await job;
  return begun <= COLUMNS ? performance.now() - cancelledMs : NaN;
}

/** Each column in turn by every way, so that a busy moment of the machine hits them alike. */
async function measureColumns(specs) {
  const table = [];
  for (const [index, spec] of specs.entries()) {
    const peer = native ? await native.ask({ kind: "measure", ...spec, rows: ROWS }) : null;
    const ours = {};
    for (const [name, given] of Object.entries({ raw: RAW, half: HALF, sketched: SKETCHED })) {
      const { ms, report } = await page.ask({ kind: "measure", ...given, only: index });
      ours[name] = { ms, ...outcomeOf(report.columns[0]) };
    }
    table.push({ column: spec.name, native: peer, ...ours });
  }
  return table;
}

function outcomeOf({ result, approximation, verdict, decided }) {
  return { value: result.kind === "measured" ? result.value : null, approximation, verdict, decided };
}

function printColumns() {
  const ms = (entry) => (entry ? round(entry.ms) : "");
  const interval = ({ value, approximation }) =>
    approximation ? `${round(approximation.low)} to ${round(approximation.high)}` : round(value);
  printTable(
    ["column", "verdict", "native ms", "rows", "sketch, rows", "sketches", "value", "of sketches"],
    rows.map(({ column, native: peer, raw, half, sketched }) => [
      column,
      raw.verdict,
      ms(peer),
      ms(raw),
      ms(half),
      ms(sketched),
      round(raw.value),
      interval(sketched),
    ]),
  );
}

function numberOf(flag, otherwise) {
  const at = process.argv.indexOf(flag);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}
