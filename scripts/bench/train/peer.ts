/** What the training benchmark asks of every engine it compares: the same weights, the same batches, Adam, the loss alone. */
import type { LayerGraph, NamedTensor } from "../../../lib/training/layer-graph";
import type { LossSpec } from "../../../lib/training/objective";

/** A model and its data, complete: every peer starts from these very numbers. */
export interface BenchWorkload {
  readonly name: string;
  readonly graph: LayerGraph;
  readonly loss: LossSpec;
  readonly batchSize: number;
  readonly rows: number;
  readonly inputWidth: number;
  readonly outputWidth: number;
  /** Row-major [rows, inputWidth]. */
  readonly features: Float32Array;
  /** One per row: class number, 0 or 1, or the value. */
  readonly targets: Float32Array;
  readonly tensors: readonly NamedTensor[];
  readonly learningRate: number;
  /** Rows are taken in a random order instead of their own. */
  readonly shuffled: boolean;
}

export interface BenchRun {
  /** Milliseconds of all steps together, until the last result has arrived. */
  readonly ms: number;
  /** Loss of the last batch, or the mean over the run: only to see that it learns. */
  readonly loss: number;
}

/** A workload on one engine. Batches are consecutive rows; after the last row comes the first. */
export interface BenchSession {
  run(steps: number): Promise<BenchRun>;
  /** Bytes that the engine holds, where it can say so. */
  readonly memoryBytes?: () => number;
  /** GPU dispatches of one step, where there is such a thing. */
  readonly dispatchesPerStep?: () => number | null;
  dispose(): void;
}

export interface TrainPeer {
  readonly name: string;
  /** Null where this engine cannot run here or cannot train this workload. */
  open(workload: BenchWorkload): Promise<BenchSession | null>;
}

/** The rows [start, end) of each step in turn. */
export function batchCursor(rows: number, batchSize: number): () => { readonly start: number; readonly end: number } {
  let at = 0;
  return () => {
    const start = at;
    const end = Math.min(start + batchSize, rows);
    at = end === rows ? 0 : end;
    return { start, end };
  };
}
