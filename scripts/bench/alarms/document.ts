/** The tables as `docs/false-alarms.md`. */
import { CHANGE_KINDS } from "./streams";
import type { SignalTable } from "./detectors";
import type { AlarmRow } from "./table";

/** The whole document. */
export function alarmDocument(detectors: readonly SignalTable[], policies: readonly AlarmRow[]): string {
  const sections = [...detectors, ...(policies.length > 0 ? [{ title: "Alert policies", rows: policies }] : [])];
  return ["# False alarms and delays", ...sections.map(sectionOf)].join("\n\n") + "\n";
}

function sectionOf({ title, rows }: SignalTable): string {
  const headings = ["", "options", "stable days", "false alarms in 100 days", ...CHANGE_KINDS];
  return [`## ${title}`, "", lineOf(headings), lineOf(headings.map(() => "---")), ...rows.map(rowOf)].join("\n");
}

function rowOf(row: AlarmRow): string {
  const cells = [
    row.name,
    row.parameters,
    Math.round(row.stableDays).toLocaleString("en"),
    String(Number(row.falseAlarmsPer100Days.toPrecision(3))),
    ...CHANGE_KINDS.map((kind) => detectionOf(row, kind)),
  ];
  return lineOf(row.shipped ? cells.map((cell) => `**${cell}**`) : cells);
}

function detectionOf({ detected, medianDelayRows }: AlarmRow, kind: (typeof CHANGE_KINDS)[number]): string {
  const delay = medianDelayRows[kind];
  const share = `${Math.round(100 * detected[kind])} %`;
  return delay === null ? share : `${share}, ${delay.toLocaleString("en")}`;
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
