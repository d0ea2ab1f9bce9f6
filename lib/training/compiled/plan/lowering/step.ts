/** The vocabulary of lowering: a layer becomes steps, and a step knows its forward calls and how a gradient goes back through it. */
import type { GraphActivation, Layer, Shape } from "../../../layer-graph";
import type { ForwardOp } from "../forward-op";
import type { BackwardOp } from "../backward-op";
import type { Slot, Space } from "../slot";

/** An array that the forward calls compute (or the features). Flatten and reshape make no new one. */
export interface Value {
  readonly id: number;
  readonly slot: Slot;
  /** What its producer applied last. Its gradient is kept as it is before that activation. */
  readonly activation: GraphActivation;
}

/** A weight's place, and its gradient's; null in a plan that trains nothing. */
export interface Weight {
  readonly slot: Slot;
  readonly gradient: Slot | null;
}

/** Where a backward call puts the gradient of one of its inputs. */
export interface GradientTarget {
  readonly dx: Slot;
  readonly throughActivation: GraphActivation;
  readonly throughY: Slot | null;
  readonly accumulate: boolean;
}

/** For the calls whose `dx` may be missing, when nothing needs it. */
export const NO_TARGET = { dx: null, throughActivation: "linear", throughY: null, accumulate: false } as const;

export interface Step {
  readonly forward: readonly ForwardOp[];
  readonly output: Value;
  /** The values that `backward` sends a gradient to, one entry for each time. */
  readonly inputs: readonly Value[];
  /** Has weights that train. */
  readonly trains: boolean;
  /** `dy` is the gradient of the output before its fused activation; `into` is null for a value whose gradient nobody needs. */
  readonly backward: (dy: Slot, into: (value: Value) => GradientTarget | null) => readonly BackwardOp[];
}

/** What a layer's lowering sees. */
export interface LayerContext<L extends Layer = Layer> {
  readonly name: string;
  readonly layer: L;
  /** Position in the graph: keys the random numbers. */
  readonly node: number;
  readonly inputs: readonly Value[];
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  /** What the layer's own call applies. */
  readonly activation: GraphActivation;
  readonly shards: number;
  /** False in an input-gradient plan: inference, and no gradients of weights. */
  readonly training: boolean;
  /** The features. */
  readonly graphInput: Value;
  /** By the part of its name after the slash; null when the layer has none of that name. */
  readonly weight: (weight: string) => Weight | null;
  readonly room: (space: Space, width: number) => Slot;
  /** A new value of `width` floats per row. */
  readonly value: (width: number, activation: GraphActivation) => Value;
  readonly emit: (step: Step) => void;
}

/** The first input and its shape. */
export function onlyInput(context: LayerContext): { readonly x: Value; readonly shape: Shape } {
  return { x: context.inputs[0] ?? context.graphInput, shape: context.inputShapes[0] ?? [] };
}

/** A weight that the layer must have. */
export function weightOf(context: LayerContext, weight: string): Weight {
  const found = context.weight(weight);
  if (found === null) throw new RangeError(`${context.name} has no ${weight}`);
  return found;
}
