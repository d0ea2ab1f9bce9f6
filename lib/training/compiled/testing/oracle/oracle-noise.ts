/** Layers that disturb while training. Their random numbers are the engine's own, so the oracle draws the very same ones. */
import { bitsAt, stepKey } from "../../random-numbers";
import { mapValues, type OracleMode, type OracleValue } from "./oracle-value";

const TWO_TO_32 = 2 ** 32;

/** Silences elements with probability `rate` and scales the others so that the mean stays. `node`: the layer's place in the graph. */
export function dropout(rate: number, input: OracleValue, at: OracleMode & { readonly node: number }): OracleValue {
  if (!at.training) return input;
  const key = stepKey(at);
  const threshold = Math.floor(rate * TWO_TO_32);
  return mapValues(input, (x, index) => (bitsAt(key, index) >= threshold ? x / (1 - rate) : 0));
}

/** Adds normal numbers with this standard deviation, from two uniform ones each (Box and Muller, 1958). */
export function gaussianNoise(
  stddev: number,
  input: OracleValue,
  at: OracleMode & { readonly node: number },
): OracleValue {
  if (!at.training) return input;
  const key = stepKey(at);
  return mapValues(input, (x, index) => {
    const radius = Math.sqrt(-2 * Math.log((bitsAt(key, 2 * index) + 1) / TWO_TO_32));
    const angle = (2 * Math.PI * bitsAt(key, 2 * index + 1)) / TWO_TO_32;
    return x + stddev * radius * Math.cos(angle);
  });
}
