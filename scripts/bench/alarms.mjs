/**
 * `npm run bench:alarms [-- --write]`: false alarms and delays of every detector and default alert policy on 200 seeded streams.
 * `--write` keeps the tables in `docs/false-alarms.md`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { bundleForNode } from "./bundle.mjs";
import { finish, printTable, round } from "./results.mjs";

const MOST_FALSE_ALARMS = 1;
const POLICIES = "Alert policies";

const bundle = await bundleForNode("scripts/bench/alarms/alarms-entry.ts", "alarms");
const { alarmDocument, CHANGE_KINDS, ERROR_RATES, policyRows, rateRows, SIGNALS, signalTable, streamPlans } =
  await import(bundle);

const plans = streamPlans();
const detectors = [];
for (const signal of SIGNALS) {
  const table = signalTable(signal, plans);
  printAlarms(table);
  detectors.push(table);
}
const rates = rateRows(plans);
printRates();
const policies = policyRows(plans);
if (policies.length > 0) printAlarms({ title: POLICIES, rows: policies });
if (process.argv.includes("--write")) {
  mkdirSync("docs", { recursive: true });
  writeFileSync("docs/false-alarms.md", alarmDocument({ detectors, rates, policies }));
}

const rows = [...detectors, { title: POLICIES, rows: policies }].flatMap((table) =>
  table.rows.map((row) => ({ table: table.title, ...row })),
);
console.log();
process.exit(finish({ name: "alarms", rows: [...rows, ...rates], bounds: bounds() }));

function bounds() {
  const bound = (name, figure) => ({
    name: `${name}: false alarms in 100 stable days`,
    figure,
    limit: MOST_FALSE_ALARMS,
    sense: "max",
  });
  const shipped = rows
    .filter((row) => row.shipped)
    .map(({ table, name, falseAlarmsPer100Days }) => bound(`${name}, ${table}`, falseAlarmsPer100Days));
  const quiet = rates.flatMap(({ name, falseAlarmsPer100Days }) =>
    falseAlarmsPer100Days.map((figure, at) => bound(`${name}, errors of ${100 * ERROR_RATES[at]} %`, figure)),
  );
  return [...shipped, ...quiet];
}

function printAlarms({ title, rows: tableRows }) {
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

function printRates() {
  console.log("\nWhat Ciclo ships at other error rates: false alarms in 100 stable days");
  printTable(
    ["what", "", "stable days", ...ERROR_RATES.map((rate) => `${100 * rate} %`)],
    rates.map((row) => [row.name, "", round(row.stableDays), ...row.falseAlarmsPer100Days.map(round)]),
  );
}
