/** An alert as the parts of its explanation: pure data that the page turns into one sentence and a formula. */
import { holds, type Operator } from "../check";
import type { AlertEvidence, DriftTest, SeriesName } from "./monitor";

export interface AlertExplanation {
  readonly series: SeriesName;
  readonly operator: Operator;
  readonly threshold: number;
  /** Windows that met the condition, of `windows` looked at; `m` were needed out of `n`. */
  readonly met: number;
  readonly windows: number;
  readonly m: number;
  readonly n: number;
  /** The newest value: the left operand. */
  readonly value: number | null;
  readonly points: readonly { readonly window: number; readonly value: number | null; readonly met: boolean }[];
  readonly columns: readonly {
    readonly column: string;
    readonly test: DriftTest;
    readonly score: number | null;
    readonly operator: Operator;
    readonly threshold: number;
    readonly psi: number | null;
  }[];
}

/** The formula, both operands and the threshold of an alert. */
export function explainAlert(evidence: AlertEvidence): AlertExplanation {
  const { condition, values, windowIndices, m, n } = evidence;
  const points = values.map((value, index) => ({
    window: windowIndices[index] ?? index,
    value,
    met: value !== null && holds(value, condition.operator, condition.threshold),
  }));
  return {
    ...condition,
    met: points.filter(({ met }) => met).length,
    windows: points.length,
    m,
    n,
    value: values.at(-1) ?? null,
    points,
    columns: evidence.columns.map(({ column, test, score, operator, threshold, psi }) => ({
      column,
      test,
      score,
      operator,
      threshold,
      psi,
    })),
  };
}
