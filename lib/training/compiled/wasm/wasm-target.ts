/** The CPU as a target: WebAssembly SIMD, on one thread or several. */
import type { PlanTarget } from "../device-plan";
import type { Plan } from "../plan/plan";
import { createFeatureTransform } from "./feature-transform";
import { instantiateKernel } from "./kernel-exports";
import { MOST_BYTES } from "./linear-memory";
import { canShareMemory, compileKernel, hasRelaxedSimd, type KernelVariant, type LoadKernel } from "./load-kernel";
import { placePlan, type BurstRunner, type PlacedPlan } from "./placed-plan";
import { writeTensors } from "./plan-values";
import { createThreadPool, type SpawnThread, type ThreadPool } from "./thread-pool";
import { inputGradients, wasmPlan } from "./wasm-plan";

export interface WasmTargetOptions {
  readonly loadKernel: LoadKernel;
  readonly variant: KernelVariant;
  /** Threads of a step, the caller's included. The bits do not depend on it. */
  readonly threads: number;
  /** Makes a thread that runs `kernel-thread.ts`; without it there is one thread. */
  readonly spawnThread?: SpawnThread;
  /** Memory that a plan with its datasets may take. */
  readonly limitBytes?: number;
}

/** Chooses the build that this runtime has and compiles it. Rejects when the kernels cannot be loaded. */
export async function createWasmTarget(options: WasmTargetOptions): Promise<PlanTarget> {
  const { loadKernel, limitBytes = MOST_BYTES } = options;
  const relaxed = options.variant === "auto" && hasRelaxedSimd();
  const alone = await compileKernel(loadKernel, { relaxed, shared: false });
  const pool = await openPool(options, relaxed);
  const gradientPlans = new WeakMap<Plan, PlacedPlan>();
  const transform = await createFeatureTransform(() => Promise.resolve(alone));

  const place = (plan: Plan, seed: number): Promise<PlacedPlan> => {
    const threads = pool ? Math.min(options.threads, plan.shards) : 1;
    const common = { plan, seed, threads, limitBytes };
    if (pool === null || threads === 1) {
      return placePlan({ ...common, shared: false, openRunner: (memory) => soloRunner(alone, memory) });
    }
    return placePlan({ ...common, shared: true, openRunner: (memory) => pool.openRunner(memory, threads) });
  };
  return {
    name: "wasm",
    device: deviceName(relaxed, pool ? options.threads : 1),
    place: async (plan, { seed }) => wasmPlan(await place(plan, seed)),
    async inputGradients(plan, { rows, tensors }) {
      const placed = gradientPlans.get(plan) ?? (await place(plan, 0));
      gradientPlans.set(plan, placed);
      writeTensors(placed, tensors);
      return inputGradients(placed, rows);
    },
    transform,
    dispose: () => pool?.close(),
  };
}

function deviceName(relaxed: boolean, threads: number): string {
  const simd = relaxed ? "wasm relaxed SIMD" : "wasm SIMD";
  return threads === 1 ? simd : `${simd}, ${threads} threads`;
}

/** Null where one thread is all there is. */
async function openPool(options: WasmTargetOptions, relaxed: boolean): Promise<ThreadPool | null> {
  const { loadKernel, spawnThread, threads } = options;
  if (threads <= 1 || !spawnThread || !canShareMemory()) return null;
  const module = await compileKernel(loadKernel, { relaxed, shared: true });
  return createThreadPool({ module, spawnThread });
}

async function soloRunner(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<BurstRunner> {
  const kernel = await instantiateKernel(module, memory);
  return {
    threads: () => 1,
    maySleep: false,
    run: (block, write) => {
      write(1);
      kernel.run(block, 0);
    },
    close: () => undefined,
  };
}
