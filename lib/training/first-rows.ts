/** The beginning of a part: what a step is measured on. */
import type { EngineData } from "./engine";

/** At most `count` rows, without copying. */
export function firstRows(data: EngineData, count: number): EngineData {
  const rowCount = Math.min(count, data.targets.length);
  const columns = data.features.columns.map((column) => column.subarray(0, rowCount));
  return { features: { ...data.features, rowCount, columns }, targets: data.targets.subarray(0, rowCount) };
}
