/** The Engine port on our own kernels: a network becomes a plan, and a target runs it. */
import type { Clock } from "../../clock";
import type { Engine } from "../engine";
import type { PlanTarget } from "./device-plan";
import { hostFeatures } from "./host-features";
import { compiledModel } from "./model";
import { describeTraining } from "./network-plan";
import { targetHost } from "./target-host";

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
    transform: (features) => Promise.resolve(hostFeatures(features)),
  };
}
