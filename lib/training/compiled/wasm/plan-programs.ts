/** A plan's calls in the order of a program, cut into segments: all shards finish one before any begins the next. */
import type { LossOp, Plan, UpdateOp } from "../plan/plan";
import type { ForwardOp } from "../plan/forward-op";
import type { BackwardOp } from "../plan/backward-op";
import type { Slot } from "../plan/slot";
import { encodeCall, type AddressOf, type CallFields, type CallName } from "./encode-call";

/** The programs of a plan. `gradient` is that of an input-gradient plan, which has no `training`. */
export type ProgramName = "training" | "evaluation" | "prediction" | "gradient";

/** Addresses of one shard: of slots, and of the tables and flat buffers that only the frame's own calls read. */
export interface ShardAddresses {
  readonly slot: AddressOf;
  /** Of the first shard: the update adds the others to it. */
  readonly gradients: number;
  readonly classWeights: number;
  readonly regularized: number;
}

const OPTIMIZER_KINDS = [
  "sgd",
  "momentum",
  "rmsprop",
  "adam",
  "adamw",
] as const satisfies readonly UpdateOp["optimizer"]["kind"][];
const LOSS_KINDS = [
  "meanSquaredError",
  "meanAbsoluteError",
  "huber",
  "binaryCrossEntropy",
  "categoricalCrossEntropy",
  "sparseCategoricalCrossEntropy",
] as const satisfies readonly LossOp["loss"]["kind"][];
const SCORE_KINDS = ["none", "correct", "squaredError"] as const;
const CLIP_KINDS = ["none", "value", "norm"] as const;

/** Words of each segment for one shard. */
export function encodeProgram(plan: Plan, name: ProgramName, addresses: ShardAddresses): readonly Uint32Array[] {
  const segments = segmentWriter(addresses.slot);
  if (name === "training" || name === "evaluation") segments.call("gather", gatherFields(plan));
  for (const op of plan.forward) forward(segments, op, name === "training");
  switch (name) {
    case "training":
      segments.call("loss", lossFields(plan.loss, { gradient: true, score: false, addresses }));
      for (const op of plan.backward) backward(segments, op);
      update(segments, plan, addresses);
      break;
    case "gradient":
      segments.call("loss", lossFields(plan.loss, { gradient: true, score: false, addresses }));
      for (const op of plan.backward) backward(segments, op);
      break;
    case "evaluation":
      segments.call("loss", lossFields(plan.loss, { gradient: false, score: true, addresses }));
      break;
    case "prediction":
      activateOutput(segments, plan);
      break;
  }
  return segments.done();
}

interface SegmentWriter {
  call<Name extends CallName>(name: Name, fields: CallFields<Name>): void;
  barrier(): void;
  done(): readonly Uint32Array[];
}

/** No opcode. */
const END = 0xffff_ffff;

function segmentWriter(slot: AddressOf): SegmentWriter {
  const segments: number[][] = [[]];
  return {
    call: (name, fields) => segments[segments.length - 1]!.push(...encodeCall(name, fields, slot)),
    barrier: () => segments.push([]),
    done: () => segments.map((words) => Uint32Array.of(...words, END)),
  };
}

function forward(segments: SegmentWriter, op: ForwardOp, training: boolean): void {
  if (op.kind !== "batchNorm") {
    segments.call(op.kind, op);
    return;
  }
  if (training) {
    segments.call("batchNorm", op);
    segments.barrier();
  }
  segments.call("batchNormApply", op);
}

function backward(segments: SegmentWriter, op: BackwardOp): void {
  if (op.kind !== "batchNormGradient") {
    segments.call(op.kind, op);
    return;
  }
  if (op.training) {
    segments.call("batchNormGradient", op);
    segments.barrier();
  }
  segments.call("batchNormGradientApply", op);
}

function gatherFields(plan: Plan): CallFields<"gather"> {
  return { features: plan.features, targets: plan.targets, sampleWeights: plan.sampleWeights };
}

function lossFields(
  op: LossOp,
  options: { readonly gradient: boolean; readonly score: boolean; readonly addresses: ShardAddresses },
): CallFields<"loss"> {
  const { loss } = op;
  return {
    ...op,
    kind: LOSS_KINDS.indexOf(loss.kind),
    fromLogits: loss.fromLogits,
    labelSmoothing: loss.labelSmoothing,
    delta: loss.delta,
    classWeights: options.addresses.classWeights,
    dOutput: options.gradient ? op.dOutput : null,
    score: SCORE_KINDS.indexOf(options.score ? op.score : "none"),
    seedOutput: op.seed.kind === "output" ? op.seed.index : NO_OUTPUT,
  };
}

/** −1 as 32 bits. */
const NO_OUTPUT = 0xffff_ffff;

function update(segments: SegmentWriter, plan: Plan, addresses: ShardAddresses): void {
  const fields = updateFields(plan, addresses);
  segments.barrier();
  if (plan.update.clip?.kind === "norm") {
    segments.call("gradientSum", fields);
    segments.barrier();
  }
  segments.call("update", fields);
}

function updateFields(plan: Plan, addresses: ShardAddresses): CallFields<"update"> {
  const { optimizer, clip, length, regularized } = plan.update;
  const numbers = optimizerNumbers(optimizer);
  return {
    ...numbers,
    optimizer: OPTIMIZER_KINDS.indexOf(optimizer.kind),
    firstRest: 1 - numbers.first,
    secondRest: 1 - numbers.second,
    nesterov: optimizer.kind === "momentum" && optimizer.nesterov,
    clip: CLIP_KINDS.indexOf(clip?.kind ?? "none"),
    limit: clip?.limit ?? 0,
    length,
    parameters: addresses.slot(whole("parameters")),
    gradients: addresses.gradients,
    state: addresses.slot(whole("state")),
    stateStride: length,
    regularized: addresses.regularized,
    regularizedCount: regularized.length,
  };
}

function optimizerNumbers(optimizer: UpdateOp["optimizer"]) {
  const none = { first: 0, second: 0, epsilon: 0, weightDecay: 0 };
  switch (optimizer.kind) {
    case "sgd":
      return none;
    case "momentum":
      return { ...none, first: optimizer.momentum };
    case "rmsprop":
      return { ...none, first: optimizer.decay, epsilon: optimizer.epsilon };
    case "adam":
      return { ...none, first: optimizer.beta1, second: optimizer.beta2, epsilon: optimizer.epsilon };
    case "adamw": {
      const { beta1, beta2, epsilon, weightDecay } = optimizer;
      return { first: beta1, second: beta2, epsilon, weightDecay };
    }
  }
}

function whole(space: Slot["space"]): Slot {
  return { space, offset: 0, width: 0 };
}

/** Sigmoid or softmax that training has in its loss. In place. */
function activateOutput(segments: SegmentWriter, plan: Plan): void {
  if (plan.outputActivation === "linear") return;
  const { output, outputActivation: activation, outputWidth: channels } = plan;
  segments.call("activation", { rowsPerSample: 1, channels, activation, x: output, y: output });
}
