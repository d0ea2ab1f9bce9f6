/** The report of one window of a monitor: the conditions of its rule, then the drift of the predictions and of every column. */
import type { Monitor, MonitorWindow } from "../monitor";
import { findingOfDrift } from "./drift-finding";
import { findingOfCondition, reportOf, type Report } from "./finding";

/** Conditions in the rule's order, columns in the window's. */
export function monitorReport(input: {
  readonly monitor: Pick<Monitor, "id" | "rule">;
  readonly window: MonitorWindow;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
}): Report {
  const { monitor, window, createdAtMs } = input;
  const drifts = [...(window.prediction ? [window.prediction] : []), ...window.columns];
  return reportOf(`${monitor.id}/${window.index}`, createdAtMs, [
    ...monitor.rule.anyOf.map((condition) => findingOfCondition(condition, window)),
    ...drifts.map(findingOfDrift),
  ]);
}
