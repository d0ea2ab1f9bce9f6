/**
 * Huber loss: squared near zero, linear beyond δ, so that outliers weigh less. With e = predicted − actual:
 *
 *   e² / 2 where |e| ≤ δ, else δ (|e| − δ/2)
 *
 * averaged over rows, in squared units of the target. Source: Huber (1964). O(rows).
 */
import { degenerate } from "../../statistics/measured";
import { mean } from "../../statistics/moments";
import { metric, type Metric } from "../metric";
import { problemOfValues, rowFigures, type AnsweredValues } from "./answered-values";

/** Mean Huber loss with `delta` above 0, in the target's units. */
export function huberLoss(input: AnsweredValues, delta: number): Metric {
  if (!(delta > 0)) return degenerate("out-of-range");
  const loss = (truth: number, predicted: number): number => {
    const size = Math.abs(predicted - truth);
    return size <= delta ? (size * size) / 2 : delta * (size - delta / 2);
  };
  return problemOfValues(input) ?? metric(mean(rowFigures(input, loss)));
}
