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

/** ECDD-WT has none: the longest run between false alarms that its limits were fitted for is 1000 values. */
export const SHIPPED: { readonly errors: ShippedOnErrors; readonly values: ShippedOnValues } = {
  errors: {
    // Twenty times stricter: a window of days has very many cuts that can look like a change.
    adwin: { delta: 1e-4 },
    // Forgetting lets the sums wander by 20 and more; a tolerance of 0.01 pulls them back instead. λ is for a rate of ½, the noisiest.
    pageHinkley: { delta: 0.01, threshold: 125, alpha: 1 },
    cusum: { delta: 0.01, threshold: 125 },
    // Half a day of learning knows the mean to 0.013 deviations, so that a slack of 0.05 is safe; 30 values know it to 0.18.
    tabularCusum: { minInstances: 6_000, slack: 0.05, threshold: 200 },
    // The best of the first thousand values is luck that later values are held against; 3 deviations above luck come too often.
    ddm: { warmStart: 5_000, warningLevel: 3, driftLevel: 4 },
    // The mean of 30 distances is known to a fifth of itself: nothing is read before 3000 values, or judged before 3000 errors.
    eddm: { warmStart: 3_000, alpha: 0.9, beta: 0.85 },
    // The share of 100 values differs by more than ε from its maximum by chance when errors are many.
    fhddm: { windowSize: 2_000, confidence: 1e-15 },
    // Tested at each value: the chance a test must be far below one in a million.
    hddmA: { driftConfidence: 1e-6, warningConfidence: 1e-4 },
    // λ of 0.05 forgets after 20 values, too few to tell 10 % from 20 % with the confidence that a day of tests needs.
    hddmW: { lambda: 0.001, driftConfidence: 1e-8, warningConfidence: 1e-6 },
    // Levels as far above the best as DDM's: a concept of 40,000 values finds a best as lucky.
    rddm: { minInstances: 1_000, warningLevel: 4.5, driftLevel: 5 },
    // A test at each value: α bounds the false alarms of 1,200,000 of them by 0.012; the long window gives back what that costs.
    stepd: { windowSize: 4_000, driftAlpha: 1e-8, warningAlpha: 1e-5 },
  },
  values: {
    adwin: { delta: 1e-4 },
    // In deviations of the values, which are 1 here.
    pageHinkley: { delta: 0.05, threshold: 150, alpha: 1 },
    cusum: { delta: 0.05, threshold: 150 },
    tabularCusum: { minInstances: 6_000, slack: 0.05, threshold: 200 },
    // α bounds the false alarms of 1,200,000 tests by 0.12; 300 values a side still see half a deviation.
    kswin: { windowSize: 1_500, sampleSize: 300, alpha: 1e-7 },
  },
};
