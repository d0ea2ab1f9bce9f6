/** The compiled engine as candidates of the picker: on the CPU, on WebGPU, and on the CPU with the same bits everywhere. */
import { AppError } from "../../errors";
import type { ChooseEngine } from "../choose-engine";
import type { Engine } from "../engine";
import { networkGraph } from "../network-graph";
import type { Candidate } from "../picker";
import type { PlanTarget } from "./device-plan";
import { compiledEngine, createCompiledEngine, type CreateEngineOptions } from "./engine";
import { trainingPlan } from "./network-plan";
import { uncovered, type CompiledTarget } from "./plan/coverage";

export interface CompiledSetup extends Omit<CreateEngineOptions, "reproducible"> {
  /** The WebGPU target; null where there is none. Asked again when its device was lost. */
  readonly openWebgpu: () => Promise<PlanTarget | null>;
}

/** The processor first. */
export function compiledCandidates(setup: CompiledSetup): readonly Candidate[] {
  return [wasmCandidate(setup, false), webgpuCandidate(setup)];
}

/** Plain SIMD: the same bits on every machine. */
export function reproducibleCandidate(setup: CompiledSetup): Candidate {
  return wasmCandidate(setup, true);
}

function wasmCandidate(setup: CompiledSetup, reproducible: boolean): Candidate {
  return {
    ...{ backend: "compiled-wasm", lacks: (request) => lacking(request, "wasm"), opensInMs: 30 },
    open: once(() => createCompiledEngine({ ...setup, reproducible }).catch(() => null)),
  };
}

function webgpuCandidate({ openWebgpu, clock }: CompiledSetup): Candidate {
  return {
    ...{ backend: "compiled-webgpu", lacks: (request) => lacking(request, "webgpu"), opensInMs: 200 },
    open: once(async () => {
      const target = await openWebgpu().catch(() => null);
      return target && compiledEngine({ target, clock, renewTarget: openWebgpu });
    }),
  };
}

/** The first name of what the compiled engine does not cover. */
function lacking({ spec, params }: Parameters<ChooseEngine>[0], target: CompiledTarget): string | null {
  const [layer] = uncovered(networkGraph(spec, params.loss), target);
  if (layer !== undefined) return layer;
  try {
    trainingPlan(spec, params);
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === "training.uncovered") return String(error.details["what"]);
    throw error;
  }
}

/** The engine of the first call; a failure is forgotten, so that the next call tries again. */
function once(open: () => Promise<Engine | null>): () => Promise<Engine | null> {
  let opening: Promise<Engine | null> | null = null;
  return async () => {
    opening ??= open();
    const engine = await opening;
    if (engine === null) opening = null;
    return engine;
  };
}
