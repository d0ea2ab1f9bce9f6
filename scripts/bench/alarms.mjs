/**
 * `npm run bench:alarms [-- --write]`: false alarms and delays of every detector and default alert policy on 200 seeded streams.
 * `--write` keeps the tables in `docs/false-alarms.md`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { bundleForNode } from "./bundle.mjs";
import { finish, printTable, round } from "./results.mjs";

const MOST_FALSE_ALARMS = 1;

const bundle = await bundleForNode("scripts/bench/alarms/alarms-entry.ts", "alarms");
const { alarmDocument, CHANGE_KINDS, policyRows, SIGNALS, signalTable, streamPlans } = await import(bundle);

const plans = streamPlans();
const detectors = [];
for (const signal of SIGNALS) {
  const table = signalTable(signal, plans);
  print(table);
  detectors.push(table);
}
const policies = policyRows(plans);
if (policies.length > 0) print({ title: "Alert policies", rows: policies });
if (process.argv.includes("--write")) {
  mkdirSync("docs", { recursive: true });
  writeFileSync("docs/false-alarms.md", alarmDocument(detectors, policies));
}

const rows = [...detectors, { title: "Alert policies", rows: policies }].flatMap((table) =>
  table.rows.map((row) => ({ table: table.title, ...row })),
);
console.log();
process.exit(finish({ name: "alarms", rows, bounds: rows.filter(({ shipped }) => shipped).map(boundOf) }));

function boundOf({ table, name, falseAlarmsPer100Days }) {
  return {
    name: `${name}, ${table}: false alarms in 100 stable days`,
    figure: falseAlarmsPer100Days,
    limit: MOST_FALSE_ALARMS,
    sense: "max",
  };
}

function print({ title, rows: tableRows }) {
  console.log(`\n${title}: share of changes detected, median rows to the alarm`);
  printTable(
    ["what", "options", "stable days", "false/100 days", ...CHANGE_KINDS.flatMap((kind) => [kind, "rows"])],
    tableRows.map((row) => [
      row.name,
      row.parameters,
      round(row.stableDays),
      round(row.falseAlarmsPer100Days),
      ...CHANGE_KINDS.flatMap((kind) => [
        `${Math.round(100 * row.detected[kind])} %`,
        row.medianDelayRows[kind] ?? "–",
      ]),
    ]),
  );
}
