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
  const { before = Infinity, between = Infinity, after = Infinity } = subject.reading ?? {};
  const from = Math.max(0, stable - before * ROWS_PER_DAY);
  const isAlarm = subject.start();
  const alarms: number[] = [];
  const read = (first: number, end: number, stopsFrom: number): number => {
    for (let row = first; row < end; row++) {
      if (!isAlarm(values[row]!)) continue;
      alarms.push(row);
      if (row >= stopsFrom) return row + 1;
    }
    return end;
  };
  let row = read(from, stable, Infinity);
  plan.changes.forEach((change, index) => {
    const isLast = index === plan.changes.length - 1;
    row = read(Math.max(row, change.row - between * ROWS_PER_DAY), change.row, Infinity);
    const end = Math.min(change.until, change.row + after * ROWS_PER_DAY);
    row = read(row, end, isLast || subject.reading ? change.row : Infinity);
  });
  return { ...judgeAlarms(plan, alarms), stableRows: stable - from };
}
