/**
 * The backward half of a plan: the steps in reverse order, each sending gradients to its inputs.
 *
 * A value's gradient is kept as it is before the activation that its producer fused, so somewhere it must be multiplied by act′ once:
 * by its only consumer, or, where several consumers add up, by a pass in place when all of them have.
 */
import type { Layout } from "./layout";
import type { GradientTarget, Step, Value } from "./lowering/step";
import type { BackwardOp } from "./backward-op";
import type { Slot } from "./slot";

export interface GradientFlow {
  readonly backward: readonly BackwardOp[];
  /** Where the loss writes, and what it goes through. */
  readonly seed: GradientTarget;
  /** The gradient with respect to a value; null when nothing sent one. */
  readonly deltaOf: (value: Value) => Slot | null;
}

/** Backward calls for the gradient of the loss at `output`, as far as `needs` reaches. */
export function flowBack(options: {
  readonly steps: readonly Step[];
  readonly output: Value;
  /** Ids of the values whose gradient is needed. */
  readonly needs: ReadonlySet<number>;
  readonly layout: Layout;
}): GradientFlow {
  const { steps, output, needs, layout } = options;
  const writers = countWriters(options);
  const deltas = new Map<number, Slot>();
  const write = (value: Value): GradientTarget => {
    const written = deltas.get(value.id);
    const dx = written ?? layout.allocate("deltas", value.slot.width);
    deltas.set(value.id, dx);
    return { dx, ...through(value, writers.get(value.id) === 1), accumulate: written !== undefined };
  };
  const seed = write(output);
  const backward = steps.toReversed().flatMap((step): readonly BackwardOp[] => {
    const dy = deltas.get(step.output.id);
    if (dy === undefined || !needs.has(step.output.id)) return [];
    const settled = writers.get(step.output.id) === 1 ? [] : settle(step.output, dy);
    return [...settled, ...step.backward(dy, (value) => (needs.has(value.id) ? write(value) : null))];
  });
  return { backward, seed, deltaOf: (value) => deltas.get(value.id) ?? null };
}

/** The values that something to be trained stands behind, or that the features reach when those need a gradient. */
export function valuesWithGradient(options: {
  readonly steps: readonly Step[];
  /** Already known: the features in an input-gradient plan. */
  readonly start: readonly Value[];
  readonly training: boolean;
}): ReadonlySet<number> {
  const needs = new Set(options.start.map(({ id }) => id));
  for (const { inputs, output, trains } of options.steps) {
    if ((options.training && trains) || inputs.some(({ id }) => needs.has(id))) needs.add(output.id);
  }
  return needs;
}

/** How many times each value's gradient is written, the loss included. */
function countWriters(options: {
  readonly steps: readonly Step[];
  readonly output: Value;
  readonly needs: ReadonlySet<number>;
}): ReadonlyMap<number, number> {
  const { steps, output, needs } = options;
  const written = steps.filter((step) => needs.has(step.output.id)).flatMap(({ inputs }) => inputs);
  const writers = new Map<number, number>();
  for (const { id } of [...written, output]) writers.set(id, (writers.get(id) ?? 0) + 1);
  return writers;
}

function through(value: Value, only: boolean): Pick<GradientTarget, "throughActivation" | "throughY"> {
  const passes = !only || value.activation === "linear";
  return passes
    ? { throughActivation: "linear", throughY: null }
    : { throughActivation: value.activation, throughY: value.slot };
}

function settle(value: Value, delta: Slot): readonly BackwardOp[] {
  if (value.activation === "linear") return [];
  return [{ kind: "pass", width: delta.width, dy: delta, dx: delta, ...through(value, true), accumulate: false }];
}
