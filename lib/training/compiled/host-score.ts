/** Accuracy for a loss that compares probabilities with targets: the device then only knows their squared error. */
import type { DevicePlan, HostRows } from "./device-plan";

/** Share of rows whose largest output is where the largest target is; with one output, on the same side of ½. */
export async function accuracyOf(device: DevicePlan, rows: HostRows): Promise<number> {
  const outputs = await device.predict(rows);
  const width = device.plan.outputWidth;
  let right = 0;
  for (let row = 0; row < rows.rows; row++) {
    if (answerAt(outputs, row, width) === answerAt(rows.targets, row, width)) right++;
  }
  return right / rows.rows;
}

function answerAt(values: Float32Array, row: number, width: number): number {
  const start = row * width;
  if (width === 1) return values[start]! > 0.5 ? 1 : 0;
  let best = start;
  for (let index = start + 1; index < start + width; index++) if (values[index]! > values[best]!) best = index;
  return best - start;
}
