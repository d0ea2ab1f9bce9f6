/** A plan in a memory of its own, with a burst runner: what `wasm-plan.ts` builds the port on. */
import type { PlannedStep } from "../device-plan";
import type { Plan } from "../plan/plan";
import { clearResults, MAX_STEPS, readResults, writeBurst, writeSteps, type BurstSums } from "./burst-block";
import { encodePlan, type EncodedPlan } from "./encode-plan";
import { createLinearMemory, type LinearMemory } from "./linear-memory";
import { layOutMemory, type MemoryLayout } from "./memory-layout";
import type { ProgramName } from "./plan-programs";

/** Runs a burst on the threads that it has. */
export interface BurstRunner {
  /** May fall to one when a thread dies. */
  readonly threads: () => number;
  /** Whether every thread may sleep at a barrier. */
  readonly maySleep: boolean;
  /**
   * Lets `write` write the burst's block for a number of threads, runs it and returns when it is done. `training.device-lost` when a
   * thread died in the middle.
   */
  readonly run: (block: number, write: (threads: number) => void) => void;
  readonly close: () => void;
}

export type OpenRunner = (memory: WebAssembly.Memory) => Promise<BurstRunner>;

export interface PlacedPlan {
  readonly plan: Plan;
  readonly layout: MemoryLayout;
  readonly encoded: EncodedPlan;
  readonly memory: LinearMemory;
  readonly runner: BurstRunner;
  readonly seed: number;
}

export interface PlaceOptions {
  readonly plan: Plan;
  readonly seed: number;
  /** Most threads of a burst. */
  readonly threads: number;
  readonly shared: boolean;
  readonly limitBytes: number;
  readonly openRunner: OpenRunner;
}

/** Lays the plan out in a new memory. Errors: `training.does-not-fit` before anything is allocated. */
export async function placePlan(options: PlaceOptions): Promise<PlacedPlan> {
  const { plan, threads, shared, limitBytes, seed } = options;
  const layout = layOutMemory(plan, threads);
  const encoded = encodePlan(plan, layout);
  const memory = createLinearMemory({ bytes: encoded.end, limitBytes, shared });
  for (const part of encoded.parts) memory.words().set(part.words, part.address / 4);
  const runner = await options.openRunner(memory.memory);
  return { plan, layout, encoded, memory, runner, seed };
}

/** Byte addresses of a dataset's arrays; 0 for none. */
export interface DataAddresses {
  readonly order: number;
  readonly features: number;
  readonly targets: number;
  readonly sampleWeights: number;
}

export const NO_DATA: DataAddresses = { order: 0, features: 0, targets: 0, sampleWeights: 0 };

/** Runs a program over steps, in bursts that the step table holds. */
export function runProgram(
  placed: PlacedPlan,
  program: ProgramName,
  input: { readonly steps: readonly PlannedStep[]; readonly data: DataAddresses },
): BurstSums {
  const sums = { loss: 0, rowLoss: 0, score: 0 };
  for (let first = 0; first < input.steps.length; first += MAX_STEPS) {
    const burst = runBurst(placed, program, { ...input, steps: input.steps.slice(first, first + MAX_STEPS) });
    sums.loss += burst.loss;
    sums.rowLoss += burst.rowLoss;
    sums.score += burst.score;
  }
  return sums;
}

function runBurst(
  placed: PlacedPlan,
  program: ProgramName,
  input: { readonly steps: readonly PlannedStep[]; readonly data: DataAddresses },
): BurstSums {
  const { layout, memory, plan, runner } = placed;
  const buffer = memory.buffer();
  writeSteps(buffer, layout.steps, input.steps);
  clearResults(buffer, layout.results, plan.shards);
  runner.run(layout.block, (threads) =>
    writeBurst(memory.words(), layout.block, {
      ...input.data,
      program: placed.encoded.programs[program],
      threads,
      steps: layout.steps,
      stepCount: input.steps.length,
      training: program === "training",
      seed: placed.seed,
      temp: layout.temp,
      tempStride: layout.tempStride,
      results: layout.results,
      maySleep: runner.maySleep,
    }),
  );
  return readResults(buffer, layout.results, plan.shards);
}

/** Rows in their own order, a batch at a time: steps of a program that does not train. */
export function rowSteps(rows: number, batchSize: number, first = 0): readonly PlannedStep[] {
  return Array.from({ length: Math.ceil(rows / batchSize) }, (_, index) => ({
    start: first + index * batchSize,
    rows: Math.min(batchSize, rows - index * batchSize),
    step: 0,
    learningRate: 0,
    correction1: 1,
    correction2: 1,
  }));
}
