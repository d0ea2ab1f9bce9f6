/** A scenario: the world's drift as data. The same scenario and seed give the same drift at the same simulated minute. */
import type { VirtualMinute } from "../clock";

export const INJECTION_KINDS = ["shift", "missing", "label-flip"] as const;
export type InjectionKind = (typeof INJECTION_KINDS)[number];

export interface Injection {
  /** Virtual minute at which it begins. */
  readonly at: VirtualMinute;
  /** A feature's name, or "*" for every feature; ignored by `label-flip`. */
  readonly feature: string;
  readonly kind: InjectionKind;
  /**
   * `shift`: in standard deviations of the training column (categories: share of values replaced by the rarest category);
   * `missing`: share of values lost; `label-flip`: share of labels changed.
   */
  readonly strength: number;
  /** Minutes from none to full strength, linear; 0 is sudden. */
  readonly ramp: number;
  /** Blind mode hides it until "reveal". */
  readonly visible: boolean;
}

export interface Scenario {
  readonly formatVersion: 1;
  readonly seed: number;
  readonly injections: readonly Injection[];
}

export const EMPTY_SCENARIO: Scenario = { formatVersion: 1, seed: 7, injections: [] };
