/**
 * ROC AUC of more than two classes. `one-vs-rest`: each class against all others. `one-vs-one` (Hand and Till, 2001): for each pair
 * of classes, on their rows only, the mean of both directions. Then the plain mean (`macro`), or the mean weighted by the share of
 * rows of the class or pair. Source: scikit-learn `roc_auc_score` (`multi_class="ovr" | "ovo"`).
 * O(k · n) and O(k² · n) for k classes and n rows.
 */
import { degenerate } from "../../statistics/measured";
import { metric, type Metric } from "../metric";
import { problemOfClassProbabilities, type ClassProbabilities } from "./class-probabilities";
import { areaOfSteps } from "./roc-area";
import { scoreSteps } from "./score-steps";

export interface ClassRocOptions {
  readonly scheme: "one-vs-rest" | "one-vs-one";
  readonly average: "macro" | "weighted";
}

interface Part {
  readonly area: Metric;
  readonly weight: number;
}

/** Mean area over classes or pairs; degenerate when a class has no row, or all of them. */
export function classRocAuc(input: ClassProbabilities, { scheme, average }: ClassRocOptions): Metric {
  const problem = problemOfClassProbabilities(input);
  if (problem) return problem;
  const parts = scheme === "one-vs-rest" ? againstRest(input) : againstEachOther(input);
  let sum = 0;
  let total = 0;
  for (const { area, weight } of parts) {
    if (area.kind !== "measured") return area;
    const share = average === "macro" ? 1 : weight;
    sum += share * area.value;
    total += share;
  }
  return total === 0 ? degenerate("one-class") : metric(sum / total);
}

function againstRest(input: ClassProbabilities): readonly Part[] {
  return Array.from({ length: input.classCount }, (_, target) => {
    const { area, own } = against(input, target, null);
    return { area, weight: own };
  });
}

function againstEachOther(input: ClassProbabilities): readonly Part[] {
  const parts: Part[] = [];
  for (let first = 0; first < input.classCount; first++) {
    for (let second = first + 1; second < input.classCount; second++) {
      const [forward, backward] = [against(input, first, second), against(input, second, first)];
      parts.push({ area: meanOf(forward.area, backward.area), weight: forward.own + backward.own });
    }
  }
  return parts;
}

function meanOf(forward: Metric, backward: Metric): Metric {
  if (forward.kind !== "measured") return forward;
  return backward.kind === "measured" ? metric((forward.value + backward.value) / 2) : backward;
}

/** The area of a class's probability against a rival class, or against all rows when there is none; and the class's own rows. */
function against({ truth, probabilities, classCount }: ClassProbabilities, target: number, rival: number | null) {
  const isTarget = new Uint8Array(truth.length);
  const scores = new Float64Array(truth.length);
  let [kept, own] = [0, 0];
  for (let row = 0; row < truth.length; row++) {
    const label = truth[row]!;
    if (label === target) own++;
    else if (rival !== null && label !== rival) continue;
    isTarget[kept] = label === target ? 1 : 0;
    scores[kept++] = probabilities[row * classCount + target]!;
  }
  const steps = scoreSteps({ truth: isTarget.subarray(0, kept), scores: scores.subarray(0, kept) });
  return { area: areaOfSteps(steps), own };
}
