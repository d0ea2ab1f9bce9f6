/** The loss of a batch: its gradient, and its sum added to the totals that are read back once in a while. */
import type { LossOp } from "../../plan/plan";
import type { Kernel, KernelContext, Operand } from "./kernel";
import { kernel, read, WORKGROUP, WORKSPACE, write } from "./kernel";
import { rowText } from "./loss-text";
import type { Place } from "../regions";
import type { ThroughText } from "./through-text";
import { throughText } from "./through-text";

/** Totals of a burst: [0] loss, [1] score, then what rounding has lost of each so far. */
export const TOTALS: Place = { region: "totals", offset: 0 };
export const TOTALS_FLOATS = 4;

/** Up to so many outputs in a batch one workgroup does everything; beyond, rows are spread first. */
const SINGLE_GROUP_OUTPUTS = 16_384;

/** Sum with compensation (Kahan): evaluation adds thousands of batches in float32. */
export const TOTAL_TEXT = `fn addToTotal(slot: u32, value: f32) {
  let old = totalsAt(slot);
  let term = value - totalsAt(slot + 2u);
  let sum = old + term;
  totalsSet(slot + 2u, (sum - old) - term);
  totalsSet(slot, sum);
}`;

/**
 * `train`: the gradient, and the batch's mean loss to the totals. `evaluate`: the sums of loss and score to the totals.
 */
export function lossKernels(context: KernelContext, op: LossOp, mode: "train" | "evaluate"): readonly Kernel[] {
  return context.batchSize * op.outputs <= SINGLE_GROUP_OUTPUTS
    ? [inOneGroup(context, op, mode)]
    : [rowByRow(context, op, mode), sumRows(context, mode)];
}

type Mode = "train" | "evaluate";

function inOneGroup(context: KernelContext, op: LossOp, mode: Mode): Kernel {
  const { operands, snippets, perRow } = rowParts(op, mode);
  return kernel(context, {
    label: "loss",
    operands: [...operands, write("totals", TOTALS)],
    threads: WORKGROUP,
    groupSize: WORKGROUP,
    snippets: [...snippets, TOTAL_TEXT, ADD_LANES],
    body: `  var loss = 0.0;
  var score = 0.0;
  for (var row = index; row < step.rows; row += ${WORKGROUP}u) {
    ${perRow}
    loss += ownLoss;
    score += ownScore;
  }
  addLanes(lane, loss, score, ${mode === "train" ? "1.0 / f32(step.rows)" : "1.0"});`,
  });
}

/** A thread for each row; its loss and score go to the workspace. */
function rowByRow(context: KernelContext, op: LossOp, mode: Mode): Kernel {
  const { operands, snippets, perRow } = rowParts(op, mode);
  return kernel(context, {
    label: "loss rows",
    operands: [...operands, write("rowSums", WORKSPACE)],
    workspace: 2 * context.batchSize,
    threads: context.batchSize,
    snippets,
    body: `  let row = index;
  if (row >= step.rows) { return; }
  ${perRow}
  rowSumsSet(2u * row, ownLoss);
  rowSumsSet(2u * row + 1u, ownScore);`,
  });
}

function sumRows(context: KernelContext, mode: Mode): Kernel {
  return kernel(context, {
    label: "loss",
    operands: [read("rowSums", WORKSPACE), write("totals", TOTALS)],
    threads: WORKGROUP,
    groupSize: WORKGROUP,
    snippets: [TOTAL_TEXT, ADD_LANES],
    body: `  var loss = 0.0;
  var score = 0.0;
  for (var row = index; row < step.rows; row += ${WORKGROUP}u) {
    loss += rowSumsAt(2u * row);
    score += rowSumsAt(2u * row + 1u);
  }
  addLanes(lane, loss, score, ${mode === "train" ? "1.0 / f32(step.rows)" : "1.0"});`,
  });
}

interface RowParts {
  readonly operands: readonly (Operand | null)[];
  readonly snippets: readonly string[];
  readonly perRow: string;
}

function rowParts(op: LossOp, mode: Mode): RowParts {
  const training = mode === "train";
  if (op.seed.kind === "output") return oneOutput(op, op.seed.index);
  const through = training ? outputGradient(op) : { operands: [], snippets: ["fn give(i: u32, gradient: f32) {}"] };
  return {
    operands: [
      read("output", op.output),
      read("target", op.target),
      op.sampleWeight && read("sampleWeight", op.sampleWeight),
      ...through.operands,
    ],
    snippets: [...through.snippets, rowText(op)],
    perRow: `let weight = rowWeight(row);
    let ownLoss = weight * rowLoss(row);
    ${training ? `rowGradient(row, weight${op.perRow ? "" : " / f32(step.rows)"}); let ownScore = 0.0;` : "let ownScore = rowScore(row);"}`,
  };
}

function outputGradient(op: LossOp): ThroughText {
  const throughY = op.throughActivation === "linear" ? null : op.output;
  return throughText({ dx: op.dOutput, throughActivation: op.throughActivation, throughY, accumulate: false }, false);
}

/** The gradient starts with 1 at one output; nothing is lost. */
function oneOutput(op: LossOp, chosen: number): RowParts {
  const through = outputGradient(op);
  return {
    operands: through.operands,
    snippets: through.snippets,
    perRow: `for (var j = 0u; j < ${op.outputs}u; j++) { give(row * ${op.outputs}u + j, select(0.0, 1.0, j == ${chosen}u)); }
    let ownLoss = 0.0;
    let ownScore = 0.0;`,
  };
}

/** Adds the lanes of the only workgroup in order. */
const ADD_LANES = `var<workgroup> lanes: array<vec2f, ${WORKGROUP}>;
fn addLanes(lane: u32, loss: f32, score: f32, factor: f32) {
  lanes[lane] = vec2f(loss, score);
  workgroupBarrier();
  if (lane > 0u) { return; }
  var sum = vec2f();
  for (var i = 0u; i < ${WORKGROUP}u; i++) { sum += lanes[i]; }
  addToTotal(0u, sum.x * factor);
  addToTotal(1u, sum.y);
}`;
