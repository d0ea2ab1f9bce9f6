/** How a gradient reaches its target: multiplied by the producer's derivative, written or added. */
import type { GraphActivation } from "../../../layer-graph";
import type { Slot } from "../../plan/slot";
import { slopeText } from "./activation-text";
import type { Operand } from "./kernel";
import { read, write } from "./kernel";

interface Target {
  readonly dx: Slot;
  readonly throughActivation: GraphActivation;
  readonly throughY: Slot | null;
  readonly accumulate: boolean;
}

export interface ThroughText {
  readonly operands: readonly (Operand | null)[];
  readonly snippets: readonly string[];
}

/**
 * Operands and `fn give(i, gradient)`, which puts a gradient into dx at float (wide: at group of four) i. With `wide` the operands
 * hold groups of four.
 */
export function throughText(target: Target, wide: boolean): ThroughText {
  const type = wide ? "vec4f" : "f32";
  const [at, set] = wide ? ["Four", "SetFour"] : ["At", "Set"];
  const through = target.throughY && target.throughActivation !== "linear" ? target.throughY : null;
  const slope = through ? ` * slope(through${at}(i))` : "";
  const old = target.accumulate ? `dx${at}(i) + ` : "";
  return {
    operands: [write("dx", target.dx, wide), through && read("through", through, wide)],
    snippets: [
      through ? slopeText(target.throughActivation, type) : "",
      `fn give(i: u32, gradient: ${type}) { dx${set}(i, ${old}gradient${slope}); }`,
    ],
  };
}
