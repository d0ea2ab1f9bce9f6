/** The plan compiler: a layer graph and an objective become a training step as data. Pure. */
import type { LayerGraph, Shape } from "../../layer-graph";
import type { ClipSpec, LossSpec, OptimizerSpec } from "../../objective";
import { requireCovered, uncovered, uncoveredLoss } from "./coverage";
import { opFlops } from "./flops";
import { fuseActivations, type Fusion } from "./fusion";
import { flowBack, valuesWithGradient } from "./gradient-flow";
import { createLayout } from "./layout";
import { lowerGraph } from "./lower-graph";
import type { LossOp, Plan, ScoreKind, UpdateOp } from "./plan";
import { inferShapes, invalid, shapeSize } from "./shapes";
import { chooseShards, type Shards } from "./shards";
import { placeTensors, type PlacedTensors } from "./tensors";

export interface CompileOptions {
  readonly graph: LayerGraph;
  readonly loss: LossSpec;
  readonly optimizer: OptimizerSpec;
  readonly clip: ClipSpec;
  /** Rows of a full batch. */
  readonly batchSize: number;
  readonly hasSampleWeights: boolean;
  readonly score: ScoreKind;
  /** Asks for the gradient with respect to the features, in inference mode, instead of a training step. */
  readonly gradientOf?: LossOp["seed"];
}

/**
 * The plan of one step. `training.uncovered` for a layer, activation, loss or combination that no target has,
 * `training.model-invalid` for layers that do not fit each other.
 */
export function compilePlan(options: CompileOptions): Plan {
  requireCovered(uncovered(options.graph, "wasm"));
  const checked = check(options);
  const draft = build(options, { ...checked, shards: { shards: 1, rowsPerShard: options.batchSize } });
  const shards = chooseShards(draft);
  return shards.shards === 1 ? draft : build(options, { ...checked, shards });
}

interface Checked {
  readonly shapes: readonly Shape[];
  readonly fusion: Fusion;
}

function check(options: CompileOptions): Checked {
  const { graph, batchSize, gradientOf, loss, score } = options;
  const shapes = inferShapes(graph);
  const output = shapes[shapes.length - 1] ?? [];
  const outputs = shapeSize(output);
  requireCovered(uncoveredLoss({ loss, score, outputRank: output.length, outputs }));
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) throw invalid("batch", "value");
  if (gradientOf?.kind === "output" && !isIndex(gradientOf.index, outputs)) throw invalid("output", "value");
  return { shapes, fusion: fuseActivations(graph, loss) };
}

function build(options: CompileOptions, input: Checked & { readonly shards: Shards }): Plan {
  const { graph, batchSize, gradientOf } = options;
  const { shapes, fusion, shards } = input;
  const training = gradientOf === undefined;
  const layout = createLayout(batchSize);
  const inputWidth = shapeSize(graph.inputShape);
  const outputWidth = shapeSize(shapes[shapes.length - 1] ?? []);
  const targetWidth = options.loss.kind === "sparseCategoricalCrossEntropy" ? 1 : outputWidth;
  const features = layout.allocate("batch", inputWidth);
  const targets = layout.allocate("batch", targetWidth);
  const sampleWeights = options.hasSampleWeights ? layout.allocate("batch", 1) : null;
  const tensors = placeTensors({ graph, shapes, layout, training });
  const lowered = lowerGraph({ graph, shapes, fusion, layout, features, tensors, training, shards: shards.shards });
  const { steps, input: graphInput, output } = lowered;
  const needs = valuesWithGradient({ steps, start: training ? [] : [graphInput], training });
  const flow = flowBack({ steps, output, needs, layout });
  const inputGradient = training ? null : flow.deltaOf(graphInput);
  if (!training && inputGradient === null) requireCovered(["input gradient"]);
  const optimizerSlots = training ? slotsOf(options.optimizer) : 0;
  const update = updateOp(options, tensors);
  layout.allocate("state", optimizerSlots * update.length);
  const forward = steps.flatMap((step) => step.forward);
  const loss: LossOp = {
    kind: "loss",
    seed: gradientOf ?? { kind: "loss" },
    perRow: !training,
    loss: fusion.outputActivation === "linear" ? options.loss : { ...options.loss, fromLogits: true },
    outputs: outputWidth,
    targetWidth,
    output: output.slot,
    target: targets,
    sampleWeight: sampleWeights,
    dOutput: flow.seed.dx,
    throughActivation: flow.seed.throughActivation,
    score: options.score,
  };
  const calls = training ? [...forward, loss, ...flow.backward, update] : [...forward, loss, ...flow.backward];
  return {
    batchSize,
    ...shards,
    inputWidth,
    outputWidth,
    targetWidth,
    hasSampleWeights: options.hasSampleWeights,
    sizes: layout.sizes(),
    optimizerSlots,
    features,
    targets,
    sampleWeights,
    output: output.slot,
    outputActivation: fusion.outputActivation,
    inputGradient,
    tensors: tensors.planned,
    forward,
    loss,
    backward: flow.backward,
    update,
    flopsPerStep: calls.reduce((sum, op) => sum + opFlops(op, batchSize), 0),
  };
}

/** Arrays of optimiser state, each as long as the parameters. */
function slotsOf(optimizer: OptimizerSpec): number {
  switch (optimizer.kind) {
    case "sgd":
      return 0;
    case "momentum":
    case "rmsprop":
      return 1;
    case "adam":
    case "adamw":
      return 2;
  }
}

function updateOp(options: CompileOptions, tensors: PlacedTensors): UpdateOp {
  const { optimizer, clip } = options;
  return { kind: "update", optimizer, clip, length: tensors.parameterFloats, regularized: tensors.regularized };
}

function isIndex(value: number, length: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < length;
}
