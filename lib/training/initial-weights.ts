/** Starting weights, drawn by our own generator so that every engine and backend starts from the same numbers. */
import { seededRandom } from "../random";
import type { DenseWeights, NetworkSpec } from "./model-spec";

/**
 * Glorot uniform kernels and zero biases: each weight is uniform in ±√(6 / (inputs + units)), which keeps the variance of
 * signals and gradients alike across layers (Glorot and Bengio, 2010).
 */
export function initialWeights(spec: NetworkSpec, seed: number): readonly DenseWeights[] {
  const random = seededRandom(seed).fork("weights");
  let inputs = spec.inputWidth;
  return spec.layers.map(({ units }, index) => {
    const layerRandom = random.fork(String(index));
    const limit = Math.sqrt(6 / (inputs + units));
    const kernel = Float32Array.from({ length: inputs * units }, () => (2 * layerRandom.next() - 1) * limit);
    const layer: DenseWeights = { inputs, units, kernel, bias: new Float32Array(units) };
    inputs = units;
    return layer;
  });
}
