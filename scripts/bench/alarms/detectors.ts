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

function readStream(subject: Subject, plan: StreamPlan, values: ArrayLike<number>): StreamAlarms {
  const stable = stableRows(plan);
  const from = subject.stableDays === undefined ? 0 : Math.max(0, stable - subject.stableDays * ROWS_PER_DAY);
  const alarms = alarmsOf(subject, plan, { values, from });
  return { ...judgeAlarms(plan, alarms), stableRows: stable - from };
}

/** The rows of the alarms, until the only change of the stream is detected. */
function alarmsOf(
  { start }: Subject,
  { rows, changes }: StreamPlan,
  { values, from }: { readonly values: ArrayLike<number>; readonly from: number },
): readonly number[] {
  const lastChange = changes.at(-1)?.row ?? rows;
  const alarms: number[] = [];
  const isAlarm = start();
  for (let row = from; row < rows; row++) {
    if (!isAlarm(values[row]!)) continue;
    alarms.push(row);
    if (row >= lastChange) break;
  }
  return alarms;
}
