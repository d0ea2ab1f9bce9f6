/**
 * The options that Ciclo ships, where the tools' own defaults (each detector's `defaults`) alarm too often on a long quiet stream: at
 * most one false alarm in 100 stable days of 12,000 rows, on errors of a rate up to ½ and on values of deviation 1.
 * `npm run bench:alarms` measures them beside the tools' defaults; what each of them misses is in `docs/false-alarms.md`.
 */
import type { AdwinOptions } from "./adwin";
import type { CusumOptions } from "./cusum";
import type { DdmOptions } from "./ddm";
import type { EddmOptions } from "./eddm";
import type { FhddmOptions } from "./fhddm";
import type { HddmAOptions } from "./hddm-a";
import type { HddmWOptions } from "./hddm-w";
import type { KswinOptions } from "./kswin";
import type { PageHinkleyOptions } from "./page-hinkley";
import type { RddmOptions } from "./rddm";
import type { StepdOptions } from "./stepd";
import type { TabularCusumOptions } from "./tabular-cusum";

interface ShippedOnBoth {
  readonly adwin: Partial<AdwinOptions>;
  readonly pageHinkley: Partial<PageHinkleyOptions>;
  readonly cusum: Partial<CusumOptions>;
  readonly tabularCusum: Partial<TabularCusumOptions>;
}

interface ShippedOnErrors extends ShippedOnBoth {
  readonly ddm: Partial<DdmOptions>;
  readonly eddm: Partial<EddmOptions>;
  readonly fhddm: Partial<FhddmOptions>;
  readonly hddmA: Partial<HddmAOptions>;
  readonly hddmW: Partial<HddmWOptions>;
  readonly rddm: Partial<RddmOptions>;
  readonly stepd: Partial<StepdOptions>;
}

interface ShippedOnValues extends ShippedOnBoth {
  readonly kswin: Partial<KswinOptions>;
}

/** ECDD-WT has none: the longest run its limits were fitted for is 1000 values. */
export const SHIPPED: { readonly errors: ShippedOnErrors; readonly values: ShippedOnValues } = {
  errors: {
    adwin: { delta: 1e-5 },
    pageHinkley: { delta: 0.01, threshold: 125, alpha: 1 },
    cusum: { delta: 0.01, threshold: 125 },
    tabularCusum: { minInstances: 6_000, slack: 0.05, threshold: 200 },
    ddm: { warmStart: 1_000, warningLevel: 4, driftLevel: 5 },
    eddm: { warmStart: 1_000, alpha: 0.85, beta: 0.8 },
    fhddm: { windowSize: 2_000, confidence: 1e-17 },
    hddmA: { driftConfidence: 1e-7, warningConfidence: 1e-5 },
    hddmW: { driftConfidence: 1e-9, warningConfidence: 1e-6 },
    rddm: { minInstances: 1_000, warningLevel: 4, driftLevel: 5 },
    stepd: { windowSize: 500, driftAlpha: 1e-8, warningAlpha: 1e-5 },
  },
  values: {
    adwin: { delta: 1e-5 },
    pageHinkley: { delta: 0.02, threshold: 250, alpha: 1 },
    cusum: { delta: 0.02, threshold: 250 },
    tabularCusum: { minInstances: 6_000, slack: 0.05, threshold: 200 },
    kswin: { windowSize: 1_200, sampleSize: 500, alpha: 1e-7 },
  },
};
