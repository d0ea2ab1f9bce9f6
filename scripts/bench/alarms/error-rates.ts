/** Whether what Ciclo ships stays quiet for models that are better or worse than the 10 % of the other tables. */
import { readStream } from "./detectors";
import { errorBits } from "./streams";
import type { StreamPlan } from "./streams";
import { subjectsOf } from "./subjects";
import { alarmRow } from "./table";

export const ERROR_RATES = [0.02, 0.3, 0.5] as const;

export interface RateRow {
  readonly name: string;
  readonly stableDays: number;
  /** False alarms in 100 days at each of {@link ERROR_RATES}. */
  readonly falseAlarmsPer100Days: readonly number[];
}

/** One row for each shipped detector of errors, over the stable streams. */
export function rateRows(plans: readonly StreamPlan[]): readonly RateRow[] {
  const stable = plans.filter(({ kind }) => kind === "stable");
  const shipped = subjectsOf("errors").filter((subject) => subject.shipped);
  const columns = ERROR_RATES.map((rate) => {
    const read = shipped.map((subject) => ({ subject, streams: [] as ReturnType<typeof readStream>[] }));
    for (const plan of stable) {
      const bits = errorBits(plan, { before: rate, after: rate });
      for (const { subject, streams } of read) streams.push(readStream(subject, plan, bits));
    }
    return read.map(({ subject, streams }) => alarmRow(subject, streams));
  });
  return shipped.map(({ name }, index) => ({
    name,
    stableDays: columns[0]![index]!.stableDays,
    falseAlarmsPer100Days: columns.map((rows) => rows[index]!.falseAlarmsPer100Days),
  }));
}
