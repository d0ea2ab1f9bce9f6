/** The optimiser: one kernel over the flat parameter buffer, and one before it for penalties and the norm. */
import type { Plan, UpdateOp } from "../../plan/plan";
import type { Kernel, KernelContext } from "./kernel";
import { float, kernel, read, WORKGROUP, WORKSPACE, write } from "./kernel";
import { TOTAL_TEXT, TOTALS } from "./loss";
import type { Place } from "../regions";

const PARAMETERS: Place = { region: "parameters", offset: 0 };
const GRADIENTS: Place = { region: "gradients", offset: 0 };

/** Floats that one workgroup of the first kernel sums, and how many workgroups it has at most: the second adds them in every thread. */
const FLOATS_PER_GROUP = 4096;
const MAX_GROUPS = 64;

export function updateKernels(context: KernelContext, plan: Plan): readonly Kernel[] {
  const op = plan.update;
  const shape = shapeOf(op);
  const groups = Math.min(MAX_GROUPS, Math.ceil(op.length / FLOATS_PER_GROUP));
  const first = needsSums(op) ? [sumsKernel(context, op, shape, groups)] : [];
  return [...first, stepKernel(context, op, shape, groups)];
}

/** Tensors start at multiples of four, so groups of four never span two of them and what lies between is zero. */
interface UpdateShape {
  readonly wide: boolean;
  readonly count: number;
  readonly type: string;
  readonly at: string;
  readonly set: string;
}

function shapeOf({ length }: UpdateOp): UpdateShape {
  return length % 4 === 0
    ? { wide: true, count: length / 4, type: "vec4f", at: "Four", set: "SetFour" }
    : { wide: false, count: length, type: "f32", at: "At", set: "Set" };
}

function needsSums(op: UpdateOp): boolean {
  return op.regularized.length > 0 || op.clip?.kind === "norm";
}

/** `fn penalized(i, w, g)`: the gradient with its penalty; `fn penalty(i, w)`: the penalty itself. */
function penaltyText(op: UpdateOp, { wide, type }: UpdateShape): string {
  const group = wide ? 4 : 1;
  const range = ({ start, end }: UpdateOp["regularized"][number]) =>
    `i >= ${Math.floor(start / group)}u && i < ${Math.ceil(end / group)}u`;
  const slopes = op.regularized.map(
    (part) => `if (${range(part)}) { return g + ${float(part.l1)} * sign(w) + ${float(2 * part.l2)} * w; }`,
  );
  const dot = wide ? (a: string, b: string) => `dot(${a}, ${b})` : (a: string, b: string) => `${a} * ${b}`;
  const sums = op.regularized.map(
    (part) =>
      `if (${range(part)}) { return ${float(part.l1)} * ${dot("abs(w)", `${type}(1.0)`)} + ${float(part.l2)} * ${dot("w", "w")}; }`,
  );
  return `fn penalized(i: u32, w: ${type}, g: ${type}) -> ${type} {
  ${slopes.join("\n  ")}
  return g;
}
fn penalty(i: u32, w: ${type}) -> f32 {
  ${sums.join("\n  ")}
  return 0.0;
}`;
}

/** Partial sums, one pair for each workgroup: squared gradients with their penalties, and the penalties. */
function sumsKernel(context: KernelContext, op: UpdateOp, shape: UpdateShape, groups: number): Kernel {
  const { wide, count, at } = shape;
  const square = wide ? "dot(g, g)" : "g * g";
  return kernel(context, {
    label: "penalties and norm",
    operands: [read("parameters", PARAMETERS, wide), read("gradients", GRADIENTS, wide), write("sums", WORKSPACE)],
    workspace: 2 * groups,
    threads: groups * WORKGROUP,
    groupSize: WORKGROUP,
    snippets: [penaltyText(op, shape), `var<workgroup> lanes: array<vec2f, ${WORKGROUP}>;`],
    body: `  var sum = vec2f();
  for (var i = index; i < ${count}u; i += ${groups * WORKGROUP}u) {
    let w = parameters${at}(i);
    let g = penalized(i, w, gradients${at}(i));
    sum += vec2f(${square}, penalty(i, w));
  }
  lanes[lane] = sum;
  workgroupBarrier();
  if (lane > 0u) { return; }
  for (var i = 1u; i < ${WORKGROUP}u; i++) { sum += lanes[i]; }
  sumsSet(2u * group.x, sum.x);
  sumsSet(2u * group.x + 1u, sum.y);`,
  });
}

function stepKernel(context: KernelContext, op: UpdateOp, shape: UpdateShape, groups: number): Kernel {
  const { wide, count, type, at, set } = shape;
  const state = (slot: number): Place => ({ region: "state", offset: slot * op.length });
  const slots = optimizerText(op, shape);
  const sums = needsSums(op);
  return kernel(context, {
    label: "update",
    operands: [
      write("parameters", PARAMETERS, wide),
      read("gradients", GRADIENTS, wide),
      ...slots.names.map((name, slot) => write(name, state(slot), wide)),
      sums ? read("sums", WORKSPACE) : null,
      sums ? write("totals", TOTALS) : null,
    ],
    threads: count,
    snippets: [penaltyText(op, shape), sums ? TOTAL_TEXT : ""],
    body: `  let i = index;
  ${sums ? sumsText(groups) : ""}
  var w = parameters${at}(i);
  var g = penalized(i, w, gradients${at}(i));
  ${clipText(op, type)}
  ${slots.text}
  parameters${set}(i, w);`,
  });
}

/** The first thread adds the penalty to the step's loss. */
function sumsText(groups: number): string {
  return `var sums = vec2f();
  for (var k = 0u; k < ${groups}u; k++) { sums += vec2f(sumsAt(2u * k), sumsAt(2u * k + 1u)); }
  if (index == 0u) { addToTotal(0u, sums.y); }`;
}

function clipText({ clip }: UpdateOp, type: string): string {
  if (!clip) return "";
  const limit = float(clip.limit);
  if (clip.kind === "value") return `g = clamp(g, ${type}(-${limit}), ${type}(${limit}));`;
  return `let norm = sqrt(sums.x);
  if (norm > ${limit}) { g = g * (${limit} / norm); }`;
}

interface OptimizerText {
  /** State operands, in the order of the optimiser's slots. */
  readonly names: readonly string[];
  readonly text: string;
}

/** From weight w and gradient g to the new w. Formulas: `objective.ts`. */
function optimizerText({ optimizer }: UpdateOp, { at, set, type }: UpdateShape): OptimizerText {
  switch (optimizer.kind) {
    case "sgd":
      return { names: [], text: "w -= step.rate * g;" };
    case "momentum": {
      const momentum = float(optimizer.momentum);
      const move = optimizer.nesterov ? `g + ${momentum} * a` : "a";
      return {
        names: ["accumulated"],
        text: `let a = ${momentum} * accumulated${at}(i) + g;
  accumulated${set}(i, a);
  w -= step.rate * (${move});`,
      };
    }
    case "rmsprop":
      return {
        names: ["meanSquare"],
        text: `let s = ${float(optimizer.decay)} * meanSquare${at}(i) + ${float(1 - optimizer.decay)} * g * g;
  meanSquare${set}(i, s);
  w -= step.rate * g / sqrt(s + ${type}(${float(optimizer.epsilon)}));`,
      };
    case "adam":
    case "adamw": {
      const decay =
        optimizer.kind === "adamw" ? `w = w * (1.0 - step.rate * ${float(optimizer.weightDecay)});\n  ` : "";
      return {
        names: ["first", "second"],
        text: `${decay}let m = ${float(optimizer.beta1)} * first${at}(i) + ${float(1 - optimizer.beta1)} * g;
  let v = ${float(optimizer.beta2)} * second${at}(i) + ${float(1 - optimizer.beta2)} * g * g;
  first${set}(i, m);
  second${set}(i, v);
  w -= step.rate * (m / step.correction1) / (sqrt(v / step.correction2) + ${type}(${float(optimizer.epsilon)}));`,
      };
    }
  }
}
