/** Accuracy for a loss that compares probabilities with targets: the device then only knows their squared error. */
import type { DevicePlan, HostRows, RowRange } from "../device-plan";

/** Share of rows of the part whose largest output is where the largest target is; with one output, on the same side of ½. */
export async function accuracyOf(device: DevicePlan, data: HostRows, part: RowRange): Promise<number> {
  const { inputWidth, outputWidth } = device.plan;
  const features = data.features.subarray(part.start * inputWidth, (part.start + part.rows) * inputWidth);
  const outputs = await device.predict({ rows: part.rows, features });
  let right = 0;
  for (let row = 0; row < part.rows; row++) {
    if (answerAt(outputs, row, outputWidth) === answerAt(data.targets, part.start + row, outputWidth)) right++;
  }
  return right / part.rows;
}

function answerAt(values: Float32Array, row: number, width: number): number {
  const start = row * width;
  if (width === 1) return values[start]! > 0.5 ? 1 : 0;
  let best = start;
  for (let index = start + 1; index < start + width; index++) if (values[index]! > values[best]!) best = index;
  return best - start;
}
