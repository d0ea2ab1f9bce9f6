/** The metrics that {@link estimateCbpe} estimates, once the truth is known: what its estimates are held against. O(n log n). */
import { problemOfProbabilities } from "../../evaluation/classification/binary-scores";
import { precisionRecallCurve } from "../../evaluation/classification/precision-recall-curve";
import { rocArea } from "../../evaluation/classification/roc-area";
import { metric, type Metric } from "../../evaluation/metric";
import type { BinaryMetric } from "./cbpe";
import { confusionMetric, expectedConfusion } from "./expected-confusion";
import { problemOfAnswers, type LabelledAnswers } from "./scored-answers";

/** A metric of labelled rows; the two areas by the probabilities, the others by the answers. */
export function realisedPerformance(rows: LabelledAnswers, name: BinaryMetric): Metric {
  const { truth, answers, probabilities } = rows;
  const problem = problemOfAnswers(rows) ?? problemOfProbabilities({ truth, scores: probabilities });
  if (problem) return problem;
  if (name === "rocAuc") return rocArea({ truth, scores: probabilities });
  if (name !== "averagePrecision") return confusionMetric(expectedConfusion(truth, answers), name);
  const curve = precisionRecallCurve({ truth, scores: probabilities });
  return curve.kind === "measured" ? metric(curve.averagePrecision) : curve;
}
