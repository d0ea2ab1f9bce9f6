/** The table of the detectors: each of them read row by row on every stream. */
import { errorBits, ROWS_PER_DAY, shiftedNumbers, stableRows } from "./streams";
import type { StreamPlan } from "./streams";
import { subjectsOf } from "./subjects";
import type { Reads, Subject } from "./subjects";
import { alarmRow, judgeAlarms } from "./table";
import type { AlarmRow, StreamAlarms } from "./table";

export interface Signal {
  readonly title: string;
  readonly reads: Reads;
  readonly valuesOf: (plan: StreamPlan) => ArrayLike<number>;
}

export interface SignalTable {
  readonly title: string;
  readonly rows: readonly AlarmRow[];
}

export const SIGNALS: readonly Signal[] = [
  {
    title: "Errors, from 10 % to 20 %",
    reads: "errors",
    valuesOf: (plan) => errorBits(plan, { before: 0.1, after: 0.2 }),
  },
  {
    title: "Errors, from 10 % to 13 %",
    reads: "errors",
    valuesOf: (plan) => errorBits(plan, { before: 0.1, after: 0.13 }),
  },
  { title: "Values, a shift of half a deviation", reads: "values", valuesOf: (plan) => shiftedNumbers(plan, 0.5) },
];

/** The rows of one signal: every stream is drawn once and read by all its detectors. */
export function signalTable({ title, reads, valuesOf }: Signal, plans: readonly StreamPlan[]): SignalTable {
  const read = subjectsOf(reads).map((subject) => ({ subject, streams: [] as StreamAlarms[] }));
  for (const plan of plans) {
    const values = valuesOf(plan);
    for (const { subject, streams } of read) streams.push(readStream(subject, plan, values));
  }
  return { title, rows: read.map(({ subject, streams }) => alarmRow(subject, streams)) };
}

/** What a detector said of a stream. */
export function readStream(subject: Subject, plan: StreamPlan, values: ArrayLike<number>): StreamAlarms {
  const stable = stableRows(plan);
  const rowsBefore = Math.min(stable, (subject.daysBefore ?? Infinity) * ROWS_PER_DAY);
  const alarms = alarmsOf(subject, plan, { values, rowsBefore });
  return { ...judgeAlarms(plan, alarms), stableRows: rowsBefore };
}

/** The rows of the alarms. Once a change is detected, goes on so many rows before the next one, or ends when there is none. */
function alarmsOf(
  { start }: Subject,
  plan: StreamPlan,
  { values, rowsBefore }: { readonly values: ArrayLike<number>; readonly rowsBefore: number },
): readonly number[] {
  const stable = stableRows(plan);
  const alarms: number[] = [];
  const isAlarm = start();
  for (let row = stable - rowsBefore; row < plan.rows; row++) {
    if (!isAlarm(values[row]!)) continue;
    alarms.push(row);
    if (row < stable) continue;
    const next = plan.changes.find((change) => change.row > row);
    if (!next) break;
    row = Math.max(row, next.row - rowsBefore - 1);
  }
  return alarms;
}
