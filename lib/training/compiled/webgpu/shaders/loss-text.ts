/** Loss, score and gradient of one row as WGSL. */
import type { LossOp } from "../../plan/plan";
import { float } from "./kernel";

/** Probabilities are kept this far from 0 and 1 where their logarithm is taken, as in Keras. */
const EPSILON = 1e-7;

/**
 * `fn rowLoss(row) -> f32`, `fn rowScore(row) -> f32` and `fn rowGradient(row, factor)`: the gradient times `factor` goes to
 * dOutput through `give(i, gradient)`.
 */
export function rowText(op: LossOp): string {
  return `fn outputOf(row: u32, j: u32) -> f32 { return outputAt(row * ${op.outputs}u + j); }
${targetText(op)}
${isDistribution(op) ? distributionText(op) : elementText(op)}
${scoreText(op)}
${weightText(op)}`;
}

function isDistribution({ loss }: LossOp): boolean {
  return loss.kind === "categoricalCrossEntropy" || loss.kind === "sparseCategoricalCrossEntropy";
}

/** The target of one output, smoothed. */
function targetText({ loss, outputs, targetWidth }: LossOp): string {
  const own =
    loss.kind === "sparseCategoricalCrossEntropy"
      ? `select(0.0, 1.0, u32(targetAt(row)) == j)`
      : `targetAt(row * ${targetWidth}u + j)`;
  const spread = isCrossEntropy(loss.kind) ? loss.labelSmoothing : 0;
  const share = loss.kind === "binaryCrossEntropy" ? 2 : outputs;
  const value = spread === 0 ? own : `${own} * ${float(1 - spread)} + ${float(spread / share)}`;
  return `fn targetOf(row: u32, j: u32) -> f32 { return ${value}; }`;
}

function isCrossEntropy(kind: LossOp["loss"]["kind"]): boolean {
  return (
    kind === "binaryCrossEntropy" || kind === "categoricalCrossEntropy" || kind === "sparseCategoricalCrossEntropy"
  );
}

/** Losses that are a mean over the outputs. */
function elementText(op: LossOp): string {
  const { loss, slope } = elementFormulas(op);
  return `fn rowLoss(row: u32) -> f32 {
  var sum = 0.0;
  for (var j = 0u; j < ${op.outputs}u; j++) {
    let o = outputOf(row, j); let t = targetOf(row, j); let d = o - t;
    sum += ${loss};
  }
  return sum / ${float(op.outputs)};
}
fn rowGradient(row: u32, factor: f32) {
  for (var j = 0u; j < ${op.outputs}u; j++) {
    let o = outputOf(row, j); let t = targetOf(row, j); let d = o - t;
    give(row * ${op.outputs}u + j, ${slope} * factor / ${float(op.outputs)});
  }
}`;
}

/** In terms of output o, target t and d = o − t. */
function elementFormulas({ loss }: LossOp): { readonly loss: string; readonly slope: string } {
  switch (loss.kind) {
    case "meanAbsoluteError":
      return { loss: "abs(d)", slope: "sign(d)" };
    case "huber": {
      const delta = float(loss.delta);
      return {
        loss: `select(${delta} * (abs(d) - 0.5f * ${delta}), 0.5f * d * d, abs(d) <= ${delta})`,
        slope: `clamp(d, -${delta}, ${delta})`,
      };
    }
    case "binaryCrossEntropy": {
      if (loss.fromLogits)
        return {
          loss: "max(o, 0.0) - o * t + log(1.0 + exp(-abs(o)))",
          slope: "(1.0 / (1.0 + exp(min(-o, 87.0))) - t)",
        };
      const p = `clamp(o, ${float(EPSILON)}, ${float(1 - EPSILON)})`;
      const inside = `o >= ${float(EPSILON)} && o <= ${float(1 - EPSILON)}`;
      return {
        loss: `-(t * log(${p}) + (1.0 - t) * log(1.0 - ${p}))`,
        slope: `select(0.0, d / (${p} * (1.0 - ${p})), ${inside})`,
      };
    }
    case "meanSquaredError":
    case "categoricalCrossEntropy":
    case "sparseCategoricalCrossEntropy":
      return { loss: "d * d", slope: "2.0 * d" };
  }
}

/** Cross-entropies over classes: −Σ t·log p. */
function distributionText(op: LossOp): string {
  const classes = `for (var j = 0u; j < ${op.outputs}u; j++)`;
  const mass = `var mass = 0.0; ${classes} { mass += targetOf(row, j); }`;
  if (op.loss.fromLogits) {
    return `fn topOf(row: u32) -> f32 {
  var top = outputOf(row, 0u);
  ${classes} { top = max(top, outputOf(row, j)); }
  return top;
}
fn sumOf(row: u32, top: f32) -> f32 {
  var sum = 0.0;
  ${classes} { sum += exp(outputOf(row, j) - top); }
  return sum;
}
fn rowLoss(row: u32) -> f32 {
  let top = topOf(row);
  let norm = top + log(sumOf(row, top));
  var loss = 0.0;
  ${classes} { loss += targetOf(row, j) * (norm - outputOf(row, j)); }
  return loss;
}
fn rowGradient(row: u32, factor: f32) {
  let top = topOf(row);
  let scale = 1.0 / sumOf(row, top);
  ${mass}
  ${classes} { give(row * ${op.outputs}u + j, (exp(outputOf(row, j) - top) * scale * mass - targetOf(row, j)) * factor); }
}`;
  }
  const low = float(EPSILON);
  const high = float(1 - EPSILON);
  return `fn sumOf(row: u32) -> f32 {
  var sum = 0.0;
  ${classes} { sum += outputOf(row, j); }
  return sum;
}
fn rowLoss(row: u32) -> f32 {
  let sum = sumOf(row);
  var loss = 0.0;
  ${classes} { loss -= targetOf(row, j) * log(clamp(outputOf(row, j) / sum, ${low}, ${high})); }
  return loss;
}
fn rowGradient(row: u32, factor: f32) {
  let sum = sumOf(row);
  var mass = 0.0;
  ${classes} { let p = outputOf(row, j) / sum; mass += select(0.0, targetOf(row, j), p >= ${low} && p <= ${high}); }
  ${classes} {
    let o = outputOf(row, j);
    let inside = o / sum >= ${low} && o / sum <= ${high};
    give(row * ${op.outputs}u + j, (mass / sum - select(0.0, targetOf(row, j) / o, inside)) * factor);
  }
}`;
}

function scoreText(op: LossOp): string {
  const { kind, fromLogits } = op.loss;
  const classes = `for (var j = 0u; j < ${op.outputs}u; j++)`;
  if (op.score === "squaredError") {
    return `fn rowScore(row: u32) -> f32 {
  var sum = 0.0;
  ${classes} { let d = outputOf(row, j) - targetAt(row * ${op.targetWidth}u + j); sum += d * d; }
  return sum / ${float(op.outputs)};
}`;
  }
  if (!isDistribution(op) && kind !== "meanSquaredError" ? true : op.outputs === 1) {
    const side = float(fromLogits ? 0 : 0.5);
    return `fn rowScore(row: u32) -> f32 {
  var right = 0.0;
  ${classes} { right += select(0.0, 1.0, (outputOf(row, j) > ${side}) == (targetAt(row * ${op.targetWidth}u + j) > 0.5)); }
  return right / ${float(op.outputs)};
}`;
  }
  const wanted =
    kind === "sparseCategoricalCrossEntropy"
      ? "u32(targetAt(row))"
      : `0u; ${classes} { if (targetAt(row * ${op.targetWidth}u + j) > targetAt(row * ${op.targetWidth}u + wanted)) { wanted = j; } }`;
  return `fn rowScore(row: u32) -> f32 {
  var best = 0u;
  ${classes} { if (outputOf(row, j) > outputOf(row, best)) { best = j; } }
  var wanted = ${wanted};
  return select(0.0, 1.0, best == wanted);
}`;
}

/** The row's weight: its own times its class's. */
function weightText(op: LossOp): string {
  const own = op.sampleWeight ? "sampleWeightAt(row)" : "1.0";
  const weights = op.loss.classWeights;
  const sparse = op.loss.kind === "sparseCategoricalCrossEntropy";
  if (!weights || !(sparse || op.loss.kind === "binaryCrossEntropy"))
    return `fn rowWeight(row: u32) -> f32 { return ${own}; }`;
  const index = sparse ? "u32(targetAt(row))" : `select(0u, 1u, targetAt(row * ${op.targetWidth}u) > 0.5)`;
  return `fn rowWeight(row: u32) -> f32 {
  var weights = array<f32, ${weights.length}>(${weights.map(float).join(", ")});
  return ${own} * weights[${index}];
}`;
}
