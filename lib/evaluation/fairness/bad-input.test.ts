/** Bad input is a named result or an AppError, of every public entry point of fairness. */
import { metricsByGroup } from "./by-group";
import { differenceInPositiveProportions, disparateImpact } from "./clarify-bias";
import { demographicParityDifference, demographicParityRatio } from "./demographic-parity";
import { disparityDifference, disparityRatio, groupMax, groupMin } from "./disparity";
import { equalOpportunityDifference, equalOpportunityRatio } from "./equal-opportunity";
import { equalizedOddsDifference, equalizedOddsRatio } from "./equalized-odds";
import { FAIRNESS_METRICS } from "./group-metric";
import { groupRows } from "./grouping";
import { optimiseThresholds } from "./threshold-optimiser";
import { conformance, OTHER } from "../testing/bad-input";

interface Grouped {
  readonly truth: readonly number[];
  readonly answers: readonly number[];
}

const withGroups =
  (work: (grouping: Extract<ReturnType<typeof groupRows>, { kind: "measured" }>, input: Grouped) => unknown) =>
  (input: Grouped): unknown =>
    [
      ["A", "B", "A", "B"],
      ["A", "A", "A", "A"],
      [null, null, null, null],
      ["A", "B", "C", null],
    ].map((values) => {
      const grouping = groupRows([{ name: "g", values: values.slice(0, input.truth.length) }]);
      return grouping.kind === "measured" ? work(grouping, input) : grouping;
    });

const parities = {
  demographicParityDifference,
  demographicParityRatio,
  equalOpportunityDifference,
  equalOpportunityRatio,
  equalizedOddsDifference,
  equalizedOddsRatio,
} as const;

conformance<Grouped>(
  "fairness",
  {
    ...Object.fromEntries(
      Object.entries(parities).map(([name, parity]) => [
        name,
        withGroups((grouping, input) =>
          (["between_groups", "to_overall"] as const).map((method) => parity({ ...input, grouping, method })),
        ),
      ]),
    ),
    metricsByGroup: withGroups((grouping, input) => metricsByGroup({ ...input, grouping, metrics: FAIRNESS_METRICS })),
    disparities: withGroups((grouping, input) => {
      const frame = metricsByGroup({ ...input, grouping, metrics: FAIRNESS_METRICS });
      if (frame.kind !== "measured") return frame;
      return [groupMin, groupMax, disparityDifference, disparityRatio].map((measure) =>
        measure({ frame, metric: "selection_rate", method: "to_overall" }),
      );
    }),
    clarify: (input) =>
      [differenceInPositiveProportions, disparateImpact].map((measure) =>
        measure({ advantaged: input, disadvantaged: { truth: OTHER, answers: OTHER } }),
      ),
    thresholdsForParity: withGroups((grouping, { truth, answers }) =>
      optimiseThresholds({ truth, scores: answers, grouping, constraint: "demographic_parity", gridSize: 10 }),
    ),
    thresholdsForOdds: withGroups((grouping, { truth, answers }) =>
      optimiseThresholds({ truth, scores: answers, grouping, constraint: "equalized_odds", gridSize: 10 }),
    ),
    "thresholds on no grid": withGroups((grouping, { truth, answers }) =>
      optimiseThresholds({ truth, scores: answers, grouping, constraint: "equalized_odds", gridSize: NaN }),
    ),
  },
  (truth, answers) => ({ truth, answers }),
  { strict: false },
);
