/** The plan compiler: a layer graph and an objective become a training step as data. Pure. */
import { AppError } from "../../../errors";
import type { LayerGraph, Shape } from "../../layer-graph";
import type { ClipSpec, LossSpec, OptimizerSpec } from "../../objective";
import { requireCovered, uncovered, uncoveredLoss } from "./coverage";
import { opFlops } from "./flops";
import { fuseActivations, type Fusion } from "./fusion";
import { flowBack, valuesWithGradient, type GradientFlow } from "./gradient-flow";
import { createLayout, type Layout } from "./layout";
import { lowerGraph } from "./lower-graph";
import type { GradientTarget, Value } from "./lowering/step";
import type { LossOp, Plan, ScoreKind, UpdateOp } from "./plan";
import type { Slot } from "./slot";
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
  const { shapes, fusion, shards } = input;
  const { graph, gradientOf } = options;
  const training = gradientOf === undefined;
  const layout = createLayout(options.batchSize);
  const batch = layOutBatch(options, { layout, outputWidth: shapeSize(shapes[shapes.length - 1] ?? []) });
  const tensors = placeTensors({ graph, shapes, layout, training });
  const { features } = batch;
  const lowered = lowerGraph({ graph, shapes, fusion, layout, features, tensors, training, shards: shards.shards });
  const { steps, input: graphInput, output } = lowered;
  const needs = valuesWithGradient({ steps, start: training ? [] : [graphInput], training });
  const flow = flowBack({ steps, output, needs, layout });
  const update = updateOp(options, tensors);
  const optimizerSlots = training ? slotsOf(options.optimizer) : 0;
  layout.allocate("state", optimizerSlots * update.length);
  const plan = {
    batchSize: options.batchSize,
    ...shards,
    ...batch,
    hasSampleWeights: options.hasSampleWeights,
    sizes: layout.sizes(),
    optimizerSlots,
    output: output.slot,
    outputActivation: fusion.outputActivation,
    inputGradient: training ? null : inputGradientOf(flow, graphInput),
    tensors: tensors.planned,
    forward: steps.flatMap((step) => step.forward),
    loss: lossOp(options, { batch, output: output.slot, seed: flow.seed, fusion }),
    backward: flow.backward,
    update,
  };
  return { ...plan, flopsPerStep: stepFlops(plan) };
}

/** What is gathered for a step: rows of features and targets, perhaps their weights. */
function layOutBatch(options: CompileOptions, sizes: { readonly layout: Layout; readonly outputWidth: number }) {
  const { layout, outputWidth } = sizes;
  const inputWidth = shapeSize(options.graph.inputShape);
  const targetWidth = options.loss.kind === "sparseCategoricalCrossEntropy" ? 1 : outputWidth;
  return {
    inputWidth,
    outputWidth,
    targetWidth,
    features: layout.allocate("batch", inputWidth),
    targets: layout.allocate("batch", targetWidth),
    sampleWeights: options.hasSampleWeights ? layout.allocate("batch", 1) : null,
  };
}

function lossOp(
  options: CompileOptions,
  input: {
    readonly batch: ReturnType<typeof layOutBatch>;
    readonly output: Slot;
    readonly seed: GradientTarget;
    readonly fusion: Fusion;
  },
): LossOp {
  const { batch, output, seed, fusion } = input;
  const { loss, gradientOf } = options;
  return {
    kind: "loss",
    seed: gradientOf ?? { kind: "loss" },
    perRow: gradientOf !== undefined,
    loss: fusion.outputActivation === "linear" ? loss : { ...loss, fromLogits: true },
    outputs: batch.outputWidth,
    targetWidth: batch.targetWidth,
    output,
    target: batch.targets,
    sampleWeight: batch.sampleWeights,
    dOutput: seed.dx,
    throughActivation: seed.throughActivation,
    score: options.score,
  };
}

/** Nothing comes back to the features of a network that only looks them up in a table. */
function inputGradientOf(flow: GradientFlow, features: Value): Slot {
  const slot = flow.deltaOf(features);
  if (slot === null) throw new AppError("training.uncovered", { details: { what: "embedding" } });
  return slot;
}

function stepFlops(plan: Omit<Plan, "flopsPerStep">): number {
  const update = plan.inputGradient === null ? [plan.update] : [];
  const calls = [...plan.forward, plan.loss, ...plan.backward, ...update];
  return calls.reduce((sum, op) => sum + opFlops(op, plan.batchSize), 0);
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
