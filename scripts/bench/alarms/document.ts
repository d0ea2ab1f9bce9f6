/** The tables as `docs/false-alarms.md`. */
import { ERROR_RATES } from "./error-rates";
import type { RateRow } from "./error-rates";
import { CHANGE_KINDS } from "./streams";
import type { SignalTable } from "./detectors";
import type { AlarmRow } from "./table";

export interface AlarmTables {
  readonly detectors: readonly SignalTable[];
  readonly rates: readonly RateRow[];
  readonly policies: readonly AlarmRow[];
}

const INTRODUCTION = `# False alarms and delays

How often each streaming detector and each default alert policy cries wolf, and how long it takes to see a change. Written by
\`npm run bench:alarms -- --write\`, which exits 1 when something that Ciclo ships raises more than 1 false alarm in 100 stable days.

**What is simulated.** 200 seeded streams, 50 of each kind. A day has 24 windows of 500 rows: 12,000 rows, each of which a detector reads.

| kind | days | what happens |
| --- | --- | --- |
| stable | 10 | nothing |
| sudden | 9 to 11 | after 4 to 6 stable days everything changes from one row to the next |
| gradual | 9 to 11 | after 4 to 6 stable days the change comes evenly over a day |
| recurring | 12 to 14 | after 4 to 6 stable days the change comes and goes every 2 days, two times |

**How to read it.** *False alarms* are alarms in a stable stream, or before the first change of another. For each kind of change: the share of
the changes that raised an alarm within 5 days (before the next change, where they recur), and the median rows from the change to that alarm.
A recurring change counts when it comes and when it goes, so a detector that sees only rises reaches 50 %. A detector that often alarms for
nothing also "detects" everything at once: read shares and delays only beside the false alarms. The second of two rows, in bold, is what
Ciclo ships (\`lib/monitoring/detectors/shipped.ts\`); the first has the defaults of the tool that it agrees with. Detectors start again
after an alarm, as in the tools. FHDDM is fed 1 = right. KSWIN, hundreds of times slower, reads half a day before a change and one after.
No false alarm in n days means, at 95 % confidence, fewer than 300 / n in 100 days: 0.24 after 1,269 days, 3 after 100.`;

const RATES_TEXT = `Ciclo's options at other error rates, on the stable streams: false alarms in 100 days.`;

const POLICIES_TEXT = `What a monitor decides once a window of 500 rows, from 20 features that share a common factor and the predictions of a model, against a
reference of 1,000 rows. A change moves 20, 10, 5 or 1 of the features by ¼, ½ or 1 deviation, evenly spread over the streams. Read are 6
days of a stable stream, 1 day before the first change of any other, and at most 2 days after a change; changes back to normal are nobody's
to detect, as the reference stays. A delay of 500 rows is one window.`;

/** The whole document. */
export function alarmDocument({ detectors, rates, policies }: AlarmTables): string {
  const rows = [...detectors.flatMap((table) => table.rows), ...policies];
  const sections = [
    INTRODUCTION,
    ...detectors.map(({ title, rows: tableRows }) => `## ${title}\n\n${alarmTable(tableRows)}`),
    `## Other error rates\n\n${RATES_TEXT}\n\n${rateTable(rates)}`,
    ...(policies.length > 0 ? [`## Alert policies\n\n${POLICIES_TEXT}\n\n${alarmTable(policies)}`] : []),
    `## What they miss\n\n${missesOf(rows)}`,
  ];
  return `${sections.join("\n\n")}\n`;
}

function alarmTable(rows: readonly AlarmRow[]): string {
  return markdownTable(
    ["", "options", "stable days", "false alarms in 100 days", ...CHANGE_KINDS],
    rows.map((row) => {
      const cells = [
        row.name,
        row.parameters,
        grouped(Math.round(row.stableDays)),
        threeDigits(row.falseAlarmsPer100Days),
        ...CHANGE_KINDS.map((kind) => detectionOf(row, kind)),
      ];
      return row.shipped ? cells.map((cell) => `**${cell}**`) : cells;
    }),
  );
}

function rateTable(rates: readonly RateRow[]): string {
  return markdownTable(
    ["", "stable days", ...ERROR_RATES.map((rate) => `${100 * rate} %`)],
    rates.map(({ name, stableDays, falseAlarmsPer100Days }) => [
      name,
      grouped(Math.round(stableDays)),
      ...falseAlarmsPer100Days.map(threeDigits),
    ]),
  );
}

/** One line for each name. */
function missesOf(rows: readonly AlarmRow[]): string {
  const misses = new Map(rows.map((row) => [row.name, row.misses]));
  return [...misses].map(([name, text]) => `- **${name}**: ${text}`).join("\n");
}

function detectionOf({ detected, medianDelayRows }: AlarmRow, kind: (typeof CHANGE_KINDS)[number]): string {
  const delay = medianDelayRows[kind];
  const share = `${Math.round(100 * detected[kind])} %`;
  return delay === null ? share : `${share}, ${grouped(delay)}`;
}

function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headings, headings.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}

function threeDigits(figure: number): string {
  return figure >= 100 ? grouped(Math.round(figure)) : String(Number(figure.toPrecision(3)));
}
