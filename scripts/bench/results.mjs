/** What every benchmark leaves behind: a JSON file that a machine can read, a table that a person can, and an exit code. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import { fileURLToPath } from "node:url";

/** The machine in words. */
export function machineName() {
  const memoryGb = Math.round(os.totalmem() / 2 ** 30);
  return `${os.cpus()[0]?.model.trim() ?? "unknown"}, ${os.cpus().length} cores, ${memoryGb} GB, Node ${process.versions.node}`;
}

/** Whether a bound `{ name, figure, limit, sense }` is kept; a figure that could not be measured is not. */
export function isKept({ figure, limit, sense }) {
  if (!Number.isFinite(figure)) return false;
  return sense === "min" ? figure >= limit : figure <= limit;
}

/** Prints the bounds, writes `scripts/bench/results/NAME.json`, and gives the exit code: 1 when one is missed. */
export function finish({ name, rows, bounds, machine = machineName() }) {
  for (const bound of bounds) {
    const word = bound.sense === "min" ? "at least" : "at most";
    const mark = isKept(bound) ? "kept  " : "MISSED";
    console.log(`${mark} ${bound.name}: ${round(bound.figure)} (${word} ${bound.limit})`);
  }
  const folder = fileURLToPath(new URL("results/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  const result = { machine, date: new Date().toISOString(), commit: commit(), rows, bounds };
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(result, null, 2)}\n`);
  return bounds.every(isKept) ? 0 : 1;
}

/** Rows of strings under headings, aligned; numbers on the right. */
export function printTable(headings, rows) {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => String(row[column] ?? "").length)));
  const line = (row) =>
    row
      .map((cell, column) => pad(String(cell ?? ""), widths[column], column > 1))
      .join("  ")
      .trimEnd();
  console.log(line(headings));
  console.log(widths.map((width) => "-".repeat(width)).join("  "));
  for (const row of rows) console.log(line(row));
}

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Three significant digits. */
export const round = (value) => (Number.isFinite(value) ? Number(value.toPrecision(3)) : "n/a");

function pad(text, width, right) {
  return right ? text.padStart(width) : text.padEnd(width);
}

function commit() {
  const git = spawnSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" });
  return git.status === 0 ? git.stdout.trim() : null;
}
