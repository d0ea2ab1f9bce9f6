/** What every part of the contract suite knows of the target under test. */
import type { LayerKind } from "../../../layer-graph";
import type { PlanTarget } from "../../device-plan";
import type { Tolerances } from "./check-step";

export interface SuiteOptions {
  readonly tolerances: Tolerances;
  /** Layer kinds that the target leaves to TensorFlow.js. */
  readonly uncovered: readonly LayerKind[];
  readonly randomGraphs: number;
}

export interface SuiteContext {
  /** The target, once the tests run. */
  readonly target: () => PlanTarget;
  readonly options: SuiteOptions;
}
