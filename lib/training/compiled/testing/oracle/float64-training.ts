/**
 * A dense network with ReLUs trained in float64 with Adam, its gradients by hand: the arbiter where two float32 implementations
 * differ. A row's gradient at the output is p − t; a layer hands back kernel · dy where its input was positive.
 */
import { ADAM } from "../../../objective";
import type { PlannedStep } from "../../device-plan";
import { logSoftmax } from "./oracle-activations";
import { product } from "./oracle-dense";
import { oracleWeights } from "./oracle";
import { optimizerStep } from "./oracle-optimizer";
import type { WorkloadRun } from "../cases/workload-run";

interface DenseLayer {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Float64Array;
  readonly bias: Float64Array;
}

/** The loss of every step of a run whose graph is a stack of dense layers, ReLU between them, logits at the end. */
export function float64Losses(run: WorkloadRun): readonly number[] {
  const weights = oracleWeights(run.tensors);
  const layers = run.workload.graph.nodes.map(({ name }): DenseLayer => {
    const [kernel, bias] = [weights.get(`${name}/kernel`)!, weights.get(`${name}/bias`)!];
    return { kernel, bias, units: bias.length, inputs: kernel.length / bias.length };
  });
  const trained = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  const memories = trained.map((w) => ({ first: new Float64Array(w.length), second: new Float64Array(w.length) }));
  return run.steps.map((step) => {
    const { loss, gradients } = backward(run, layers, step);
    trained.forEach((w, index) => {
      const at = {
        gradient: gradients[index]!,
        memory: memories[index]!,
        rate: step.learningRate,
        time: step.step + 1,
      };
      optimizerStep(ADAM, w, at);
    });
    return loss;
  });
}

/** Loss and gradients, kernel and bias of every layer in turn. */
function backward(run: WorkloadRun, layers: readonly DenseLayer[], { start, rows }: PlannedStep) {
  const { inputWidth } = run.workload;
  const values = [Float64Array.from(run.data.features.subarray(start * inputWidth, (start + rows) * inputWidth))];
  layers.forEach((layer, index) => {
    const sums = product(values[index]!, layer).map((sum, i) => sum + layer.bias[i % layer.units]!);
    values.push(index < layers.length - 1 ? sums.map((sum) => Math.max(sum, 0)) : sums);
  });
  const output = lossOf(values[layers.length]!, run.data.targets.subarray(start, start + rows));

  const gradients: Float64Array[] = [];
  let dy = output.gradient;
  for (let index = layers.length - 1; index >= 0; index--) {
    const back = layerGradient(layers[index]!, values[index]!, dy);
    gradients.unshift(back.kernel, back.bias);
    dy = back.input.map((slope, i) => (values[index]![i]! > 0 ? slope : 0));
  }
  return { loss: output.loss, gradients };
}

/** Cross-entropy of logits, of a sigmoid where there is one output. */
function lossOf(logits: Float64Array, targets: Float32Array) {
  const rows = targets.length;
  const width = logits.length / rows;
  const gradient = new Float64Array(logits.length);
  let loss = 0;
  targets.forEach((target, row) => {
    const own = logits.subarray(row * width, (row + 1) * width);
    // A sigmoid is a softmax of the logit and 0.
    const logs = logSoftmax(width === 1 ? Float64Array.of(0, own[0]!) : own);
    loss -= logs[target]! / rows;
    for (let i = 0; i < width; i++) {
      const label = width === 1 ? 1 : i;
      gradient[row * width + i] = (Math.exp(logs[label]!) - (target === label ? 1 : 0)) / rows;
    }
  });
  return { loss, gradient };
}

function layerGradient({ inputs, units, kernel }: DenseLayer, x: Float64Array, dy: Float64Array) {
  const gradient = {
    kernel: new Float64Array(kernel.length),
    bias: new Float64Array(units),
    input: new Float64Array(x.length),
  };
  dy.forEach((slope, place) => {
    const [row, unit] = [Math.floor(place / units), place % units];
    gradient.bias[unit]! += slope;
    for (let i = 0; i < inputs; i++) {
      gradient.kernel[i * units + unit]! += x[row * inputs + i]! * slope;
      gradient.input[row * inputs + i]! += kernel[i * units + unit]! * slope;
    }
  });
  return gradient;
}
