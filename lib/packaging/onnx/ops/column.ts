/** Recipe steps on feature columns, one entry per kind of column plan. */
import type { ColumnPlan } from "../../../preprocess/recipe";
import type { GraphBuilder } from "../graph-builder";
import { doubleTensor, int64Tensor, stringTensor } from "../tensor";
import { ELEMENT_TYPES } from "../tensor";

export type NumericPlan = Extract<ColumnPlan, { kind: "numeric" }>;
export type OneHotPlan = Extract<ColumnPlan, { kind: "one-hot" }>;

/**
 * Imputes and scales K number columns at once: double [N, K] to float [N, K].
 * The arithmetic stays in float64 and is cast at the end: a timestamp in milliseconds has no exact float32.
 */
export function numericOp(graph: GraphBuilder, matrix: string, plans: readonly NumericPlan[]): string {
  const row = (values: readonly number[]): string => graph.constant(doubleTensor([plans.length], values));
  let result = matrix;
  if (plans.some((plan) => plan.fill !== null)) {
    const missing = graph.node("IsNaN", [matrix]);
    result = graph.node("Where", [missing, row(plans.map((plan) => plan.fill ?? NaN)), matrix]);
  }
  result = graph.node("Sub", [result, row(plans.map((plan) => plan.offset))]);
  result = graph.node("Mul", [result, row(plans.map((plan) => plan.factor))]);
  return graph.node("Cast", [result], { attributes: { to: { kind: "int", value: ELEMENT_TYPES.float } } });
}

/**
 * One-hot of one category column: string [N] to float [N, categories].
 * The empty string means missing: it takes the plan's fill, or gives zeros as an unknown value does.
 */
export function oneHotOp(graph: GraphBuilder, column: string, plan: OneHotPlan): string {
  let result = column;
  if (plan.fill !== null) {
    const missing = graph.node("Equal", [column, graph.constant(stringTensor([1], [""]))]);
    result = graph.node("Where", [missing, graph.constant(stringTensor([1], [plan.fill])), column]);
  }
  return graph.node("OneHotEncoder", [result], {
    domain: "ai.onnx.ml",
    attributes: { cats_strings: { kind: "strings", value: plan.categories }, zeros: { kind: "int", value: 1 } },
  });
}

/** [N] to [N, 1]. */
export function asColumn(graph: GraphBuilder, vector: string): string {
  return graph.node("Unsqueeze", [vector, graph.constant(int64Tensor([1], [1]))]);
}

/** [N, 1] to [N]. */
export function asVector(graph: GraphBuilder, matrix: string): string {
  return graph.node("Reshape", [matrix, graph.constant(int64Tensor([1], [-1]))]);
}

/** Side by side: [N, a], [N, b] to [N, a + b]. */
export function besides(graph: GraphBuilder, parts: readonly string[]): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return graph.node("Concat", parts, { attributes: { axis: { kind: "int", value: 1 } } });
}
