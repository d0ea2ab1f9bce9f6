/** Loss and score of a part of the data, in pieces: between two of them a cancel can come in. */
import { nextTask } from "../../../data/read/next-task";
import { throwIfAborted } from "../../../errors";
import type { DevicePlan, DeviceRows, HostRows, PlanTarget, RowRange } from "../device-plan";
import { accuracyOf } from "../host/host-score";
import type { Plan } from "../plan/plan";

/** Operations of a piece: some tens of milliseconds. It depends on nothing that differs between machines, and so the sums do not. */
const PIECE_FLOPS: Readonly<Record<PlanTarget["name"], number>> = { wasm: 4e8, webgpu: 8e9 };
/** A training step is a forward pass and about twice its work backward. */
const PASSES_PER_STEP = 3;

export interface Evaluation {
  /** Mean loss, without penalties. */
  readonly loss: number;
  /** Share of right answers, or the root of the mean squared error. */
  readonly score: number;
}

export interface EvaluateOptions {
  readonly target: PlanTarget["name"];
  readonly data: DeviceRows;
  readonly host: HostRows;
  readonly scoresOnHost: boolean;
  readonly signal: AbortSignal;
}

/** Scores all rows of `data`. Errors: `cancelled`, `training.device-lost`. */
export async function evaluateRows(device: DevicePlan, options: EvaluateOptions): Promise<Evaluation> {
  const { data, signal } = options;
  let loss = 0;
  let score = 0;
  for (const part of piecesOf(device.plan, data.rows, options.target)) {
    if (part.start > 0) await nextTask();
    throwIfAborted(signal);
    const piece = await device.evaluate(data, part);
    loss += (piece.loss * part.rows) / data.rows;
    const ofPiece = options.scoresOnHost ? await accuracyOf(device, options.host, part) : piece.score;
    score += (ofPiece * part.rows) / data.rows;
  }
  const isSquared = device.plan.loss.score === "squaredError" && !options.scoresOnHost;
  return { loss, score: isSquared ? Math.sqrt(score) : score };
}

function piecesOf(plan: Plan, rows: number, target: PlanTarget["name"]): readonly RowRange[] {
  const batches = Math.floor((PIECE_FLOPS[target] * PASSES_PER_STEP) / plan.flopsPerStep);
  const size = Math.max(1, batches) * plan.batchSize;
  return Array.from({ length: Math.ceil(rows / size) }, (_, index) => {
    return { start: index * size, rows: Math.min(size, rows - index * size) };
  });
}
