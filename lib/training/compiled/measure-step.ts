/** What one training step takes on a target. */
import type { Clock } from "../../clock";
import { throwIfAborted } from "../../errors";
import type { StepTrial } from "../engine";
import { firstRows } from "../first-rows";
import { initialNetwork } from "../initial-weights";
import { networkToTensors } from "../network-tensors";
import type { PlannedStep, PlanTarget } from "./device-plan";
import { hostRows } from "./host/host-rows";
import { trainingPlan } from "./network-plan";

const MEASURE_MS = 60;
const MEASURE_STEPS = 256;
/** Steps of the first timed burst; each next one has twice as many. */
const FIRST_BURST = 4;

/**
 * Milliseconds per training step on one batch, after one step that compiles and warms up. Throws `cancelled` when aborted, and what
 * placing a plan throws.
 */
export async function measureStep(trial: StepTrial, target: PlanTarget, clock: Clock): Promise<number> {
  const { spec, params, signal } = trial;
  throwIfAborted(signal);
  const plan = trainingPlan(spec, params);
  const rows = await hostRows({ spec, loss: params.loss }, firstRows(trial.data, plan.batchSize), target);
  const device = await target.place(plan, { seed: params.seed });
  try {
    device.writeTensors(networkToTensors(initialNetwork(spec, params.seed)));
    const data = device.upload(rows);
    device.setOrder(
      data,
      Uint32Array.from({ length: rows.rows }, (_, row) => row),
    );
    const steps = (count: number): readonly PlannedStep[] =>
      Array.from({ length: count }, (_, step) => ({
        ...{ start: 0, rows: rows.rows, step, learningRate: params.learningRate, correction1: 1, correction2: 1 },
      }));
    const startMs = clock.nowMs();
    await device.run(steps(1));
    const firstMs = clock.nowMs() - startMs;
    return await timed({ run: (count) => device.run(steps(count)), slow: firstMs > MEASURE_MS, clock, signal });
  } finally {
    device.dispose();
  }
}

async function timed(timing: {
  readonly run: (steps: number) => Promise<unknown>;
  readonly slow: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<number> {
  const { run, clock, signal } = timing;
  const startMs = clock.nowMs();
  let done = 0;
  for (let burst = timing.slow ? 1 : FIRST_BURST; done === 0 || done < MEASURE_STEPS; burst *= 2) {
    throwIfAborted(signal);
    await run(burst);
    done += burst;
    if (clock.nowMs() - startMs >= MEASURE_MS) break;
  }
  return (clock.nowMs() - startMs) / done;
}
