/** What the calls of a placed plan share. */
import type { Plan } from "../plan/plan";
import type { DeviceLink } from "./device-link";
import type { Kernel } from "./shaders/kernel";
import type { Pipelines } from "./pipelines";
import type { PlacedBuffers } from "./placed-buffers";
import type { PlacedProgram } from "./placed-program";
import type { ProgramKind } from "./program";

/** A device, what is compiled for it, and how many threads keep it busy. */
export interface PlanHost {
  readonly link: DeviceLink;
  readonly pipelines: Pipelines;
  readonly parallelism: number;
}

export interface PlacedParts {
  readonly host: PlanHost;
  readonly plan: Plan;
  readonly buffers: PlacedBuffers;
  /** Compiled when first asked for. */
  readonly program: (kind: ProgramKind) => Promise<PlacedProgram>;
  readonly kernels: ReadonlyMap<ProgramKind, readonly Kernel[]>;
  readonly seed: number;
}
