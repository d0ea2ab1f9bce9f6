/** How good a version is, in one sentence: what the gate found, and what the goal asks. Never better than was measured. */
import type { GoalMiss } from "@/lib/evaluation/goal-miss";
import type { Standing } from "@/lib/registry/registered-model";
import type { Text } from "../i18n";

type Words = Pick<Text, "t" | "formatNumber">;

/** A figure of a metric, short. */
export function figureText(value: number, { formatNumber }: Pick<Text, "formatNumber">): string {
  return formatNumber(value, { maximumSignificantDigits: 3 });
}

/** What fills a sentence about a missed goal. */
export function missWords({ metric, value, minimum }: GoalMiss, text: Words) {
  return {
    metric: text.t(`common.metric.${metric}`),
    value: figureText(value, text),
    minimum: figureText(minimum, text),
  };
}

/** Empty where nothing was judged. */
export function standingWords({ missed, ground }: Standing, text: Words): string {
  const { t } = text;
  if (missed) return t(`models.standing.${MISSED[ground ?? "none"]}`, missWords(missed, text));
  return ground === null ? "" : t(`models.standing.${REACHED[ground]}`);
}

const MISSED = { better: "betterBelow", even: "evenBelow", "reaches-goal": "below", none: "below" } as const;
const REACHED = { better: "better", even: "even", "reaches-goal": "reaches" } as const;
