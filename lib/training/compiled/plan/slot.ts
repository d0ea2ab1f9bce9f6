/** Where values lie: spaces, and slots in them. */

export const SPACES = [
  /** Trained weights, all layers in one flat buffer; every tensor starts at a multiple of 4. */
  "parameters",
  /** Same layout as `parameters`. The CPU target keeps one copy per shard. */
  "gradients",
  /** Optimiser state: `optimizerSlots` times the layout of `parameters`. */
  "state",
  /** Running mean and variance of batch normalisation: saved, not trained. */
  "statistics",
  /** Per row: the gathered features, targets and sample weight. */
  "batch",
  /** Per row: outputs of the layers, and what backward needs again. */
  "activations",
  /** Per row: gradients of the loss with respect to those outputs. */
  "deltas",
  /** Not per row, gone after a step: batch statistics, reductions. The CPU target keeps one copy per shard where a call says so. */
  "scratch",
] as const;
export type Space = (typeof SPACES)[number];

export const PER_ROW_SPACES: readonly Space[] = ["batch", "activations", "deltas"];

export interface Slot {
  readonly space: Space;
  /** In floats. For per-row spaces: from the start of the space, already multiplied by the batch size. */
  readonly offset: number;
  /** Floats per row in a per-row space, floats in all elsewhere. */
  readonly width: number;
}
