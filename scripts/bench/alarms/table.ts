/** What is said of a detector or of an alert policy, and how alarms become it. */
import { CHANGE_KINDS, ROWS_PER_DAY, stableRows } from "./streams";
import type { ChangeKind, StreamPlan } from "./streams";

export interface AlarmRow {
  readonly name: string;
  /** The options, in short. */
  readonly parameters: string;
  /** Whether Ciclo ships it as a default: then the bound on false alarms holds for it. */
  readonly shipped: boolean;
  readonly stableDays: number;
  readonly falseAlarmsPer100Days: number;
  /** Share of the changes that raised an alarm before their horizon ended, in [0, 1]. */
  readonly detected: Readonly<Record<ChangeKind, number>>;
  /** From the change to its first alarm, over detected changes; null when none was. */
  readonly medianDelayRows: Readonly<Record<ChangeKind, number | null>>;
  /** What it does not see, in one sentence. */
  readonly misses: string;
}

/** What happened on one stream. */
export interface StreamAlarms {
  readonly plan: StreamPlan;
  /** Rows read before the first change. */
  readonly stableRows: number;
  /** Alarms among them. */
  readonly falseAlarms: number;
  /** For each change of the plan the row of its first alarm, or null. */
  readonly detections: readonly (number | null)[];
}

/** Sorts the alarms of one stream (rows, in order) into false ones and detections. */
export function judgeAlarms(plan: StreamPlan, alarms: readonly number[]): StreamAlarms {
  const stable = stableRows(plan);
  return {
    plan,
    stableRows: stable,
    falseAlarms: alarms.filter((row) => row < stable).length,
    detections: plan.changes.map(({ row, until }) => alarms.find((alarm) => alarm >= row && alarm < until) ?? null),
  };
}

/** One row of the table from what happened on all streams. */
export function alarmRow(
  named: Pick<AlarmRow, "name" | "parameters" | "shipped" | "misses">,
  streams: readonly StreamAlarms[],
): AlarmRow {
  const stableDays = streams.reduce((sum, { stableRows: rows }) => sum + rows, 0) / ROWS_PER_DAY;
  const falseAlarms = streams.reduce((sum, stream) => sum + stream.falseAlarms, 0);
  return {
    ...named,
    stableDays,
    falseAlarmsPer100Days: (100 * falseAlarms) / stableDays,
    detected: byKind((kind) => share(delaysOf(streams, kind))),
    medianDelayRows: byKind((kind) => medianDelay(delaysOf(streams, kind))),
  };
}

function byKind<Value>(valueOf: (kind: ChangeKind) => Value): Record<ChangeKind, Value> {
  return Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, valueOf(kind)])) as Record<ChangeKind, Value>;
}

/** The delay of every change of a kind, null when it was not detected. */
function delaysOf(streams: readonly StreamAlarms[], kind: ChangeKind): readonly (number | null)[] {
  return streams
    .filter(({ plan }) => plan.kind === kind)
    .flatMap(({ plan, detections }) =>
      detections.map((alarm, index) => (alarm === null ? null : alarm - plan.changes[index]!.row)),
    );
}

function share(delays: readonly (number | null)[]): number {
  return delays.filter((delay) => delay !== null).length / delays.length;
}

function medianDelay(delays: readonly (number | null)[]): number | null {
  const sorted = delays.filter((delay) => delay !== null).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}
