/** The Engine port on our own kernels: a network becomes a plan, and a target runs it. */
import type { Clock } from "../../clock";
import type { Engine } from "../engine";
import type { PlanTarget } from "./device-plan";
import { featuresOn } from "./host/host-rows";
import { compiledModel } from "./model";
import { describeTraining } from "./network-plan";
import { measureStep } from "./measure-step";
import { onTarget, targetHost } from "./target-host";
import type { LoadKernel } from "./wasm/load-kernel";
import type { SpawnThread } from "./wasm/thread-pool";
import { createWasmTarget } from "./wasm/wasm-target";

export interface CompiledEngineOptions {
  readonly target: PlanTarget;
  /** Paces reports and yields; never a result. */
  readonly clock: Clock;
  /** Another target when the device is lost; null when there is none. */
  readonly renewTarget?: () => Promise<PlanTarget | null>;
}

/** An engine on an open target, which stays the caller's to dispose. */
export function compiledEngine({ target, clock, renewTarget }: CompiledEngineOptions): Engine {
  const runtime = { host: targetHost(target, renewTarget), clock };
  return {
    name: "compiled",
    backend: `compiled-${target.name}`,
    device: target.device,
    build: (spec, { seed }) => compiledModel(spec, seed, runtime),
    describe: describeTraining,
    measureStep: (trial) => onTarget(runtime.host, (current) => measureStep(trial, current, clock)),
    transform: (features) => featuresOn(runtime.host.current(), features),
  };
}

export interface CreateEngineOptions {
  /** Gets a file of `public/wasm/`: by fetch in a worker, from the disk in Node. */
  readonly loadKernel: LoadKernel;
  readonly clock: Clock;
  /** Plain SIMD: the same bits on every machine. Otherwise relaxed SIMD where the runtime has it, which is faster. */
  readonly reproducible?: boolean;
  /** Threads of a step, the caller's included; 1 when absent. The bits do not depend on it. */
  readonly threads?: number;
  readonly spawnThread?: SpawnThread;
}

/** An engine on the CPU. `dispose` ends its threads. Rejects when the kernels cannot be loaded. */
export async function createCompiledEngine(options: CreateEngineOptions): Promise<Engine & { dispose(): void }> {
  const { loadKernel, clock, reproducible = false, threads = 1, spawnThread } = options;
  const variant = reproducible ? "plain" : "auto";
  const target = await createWasmTarget({ loadKernel, variant, threads, ...(spawnThread ? { spawnThread } : {}) });
  return { ...compiledEngine({ target, clock }), dispose: () => target.dispose() };
}
