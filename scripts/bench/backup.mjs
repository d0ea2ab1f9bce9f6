/**
 * `npm run bench:backup [-- --mb N]`: a project of 100 MB is saved and brought back in a worker of Chromium, by the product's own functions:
 * time of the one against the other, and the memory that each takes at its peak.
 */
import { memoryOf } from "./drift/memory.mjs";
import { finish, machineName, median, printTable, round } from "./results.mjs";
import { openWorkerPage } from "./worker-page.mjs";

const MB = 1024 * 1024;
const CHUNK_ROWS = 65_536;
const ROUNDS = 3;
const megabytes = process.argv.includes("--mb") ? Number(process.argv[process.argv.indexOf("--mb") + 1]) : 100;
/** Two fifths are the file as it came, the rest its columns in chunks of half a megabyte. */
const sourceBytes = Math.round(0.4 * megabytes * MB);
const columns = Math.round((megabytes * MB - sourceBytes) / (8 * CHUNK_ROWS));

const page = await openWorkerPage({ entry: "scripts/bench/backup/browser-entry.ts", name: "backup-browser" });
const machine = `${machineName()}, Chromium ${page.version}`;
console.log(machine);
const rows = [];
let project;
try {
  project = await page.ask({ kind: "fill", columns, chunkRows: CHUNK_ROWS, sourceBytes });
  for (let count = 0; count < ROUNDS; count++)
    rows.push({ backup: await measured("backup"), restore: await measured("restore") });
} finally {
  await page.close();
}
printTable(
  ["round", "", "backup s", "restore s", "ratio", "backup MB", "restore MB", "zip MB"],
  rows.map(({ backup, restore }, index) => [
    `${index + 1}`,
    "",
    round(backup.ms / 1000),
    round(restore.ms / 1000),
    round(restore.ms / backup.ms),
    round(backup.peak / MB),
    round(restore.peak / MB),
    round(backup.zipBytes / MB),
  ]),
);
console.log(`\nthe project holds ${round(project.bytes / MB)} MB, its largest blob ${round(project.largest / MB)} MB`);
const allowed = 3 * project.largest + 100 * MB;
const bounds = [
  { name: "restore, time against its backup", figure: median(rows.map(ratioOf)), limit: 1.5, sense: "max" },
  { name: "backup, peak memory against what is allowed", figure: peakOf("backup") / allowed, limit: 1, sense: "max" },
  { name: "restore, peak memory against what is allowed", figure: peakOf("restore") / allowed, limit: 1, sense: "max" },
];
const name = megabytes === 100 ? "backup" : "backup-part";
process.exit(finish({ name, rows: [...rows, project], bounds, machine }));

async function measured(kind) {
  const memory = await memoryOf(page);
  const answer = await page.ask({ kind });
  return { ...answer, peak: memory.peak() };
}

function ratioOf({ backup, restore }) {
  return restore.ms / backup.ms;
}

function peakOf(kind) {
  return Math.max(...rows.map((row) => row[kind].peak));
}
