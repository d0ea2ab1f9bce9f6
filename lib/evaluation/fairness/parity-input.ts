/** What the parities take: answers, groups, and how groups are compared. */
import type { Measured } from "../../statistics/measured";
import { metricsByGroup } from "./by-group";
import {
  disparityDifference,
  disparityRatio,
  type Disparity,
  type DisparityInput,
  type DisparityMethod,
} from "./disparity";
import { FAIRNESS_METRICS, type BinaryAnswers, type FairnessMetric } from "./group-metric";
import type { Grouping } from "./grouping";

export interface ParityInput extends BinaryAnswers {
  readonly grouping: Grouping;
  /** `between_groups` when absent. */
  readonly method?: DisparityMethod;
}

/** The difference of one of Fairlearn's base metrics. */
export function metricDifference(metric: FairnessMetric, input: ParityInput): Measured<Disparity> {
  return compare(disparityDifference, metric, input);
}

/** The ratio of one of Fairlearn's base metrics. */
export function metricRatio(metric: FairnessMetric, input: ParityInput): Measured<Disparity> {
  return compare(disparityRatio, metric, input);
}

function compare(
  measure: (input: DisparityInput<"rate">) => Measured<Disparity>,
  metric: FairnessMetric,
  { truth, answers, grouping, method = "between_groups" }: ParityInput,
): Measured<Disparity> {
  const frame = metricsByGroup({ truth, answers, grouping, metrics: { rate: FAIRNESS_METRICS[metric] } });
  return frame.kind === "measured" ? measure({ frame, metric: "rate", method }) : frame;
}
