/** From the last layer's numbers to the answer, one entry per task: activation, decoding, and the declared outputs. */
import type { Task } from "../../../data/goal";
import type { TargetPlan } from "../../../preprocess/recipe";
import { singleThreshold, type Decision } from "../../decision";
import type { GraphBuilder } from "../graph-builder";
import { doubleTensor, ELEMENT_TYPES, floatTensor } from "../tensor";
import { asVector, besides } from "./column";

export interface HeadOptions {
  readonly target: TargetPlan;
  /** Two classes only: from which probability the second is answered; null answers the more probable one. */
  readonly decision: Decision | null;
}

/** Takes logits or the scaled value, float [N, outputWidth]; declares the graph's outputs. */
export type HeadOp = (graph: GraphBuilder, logits: string, options: HeadOptions) => void;

/** One entry per task. */
export const HEAD_OPS: Readonly<Record<Task, HeadOp>> = {
  /** Logistic: [1 − p, p], where p belongs to the second class. */
  binary: (graph, logits, { target, decision }) => {
    const positive = graph.node("Sigmoid", [logits]);
    const negative = graph.node("Sub", [graph.constant(floatTensor([1], [1])), positive]);
    const scores = besides(graph, [negative, positive]);
    decodeLabels(graph, scores, { target, index: decision ? reaches(graph, positive, decision) : best(graph, scores) });
  },
  multiclass: (graph, logits, { target }) => {
    const scores = graph.node("Softmax", [logits], { attributes: { axis: { kind: "int", value: -1 } } });
    decodeLabels(graph, scores, { target, index: best(graph, scores) });
  },
  /** Back to the target's units in float64: value · scale + offset. */
  regression: (graph, logits, { target }) => {
    const { scale, offset } = target.kind === "number" ? target : { scale: 1, offset: 0 };
    const wide = graph.node("Cast", [asVector(graph, logits)], {
      attributes: { to: { kind: "int", value: ELEMENT_TYPES.double } },
    });
    const scaled = graph.node("Mul", [wide, graph.constant(doubleTensor([1], [scale]))]);
    graph.node("Add", [scaled, graph.constant(doubleTensor([1], [offset]))], { output: "value" });
    graph.output({ name: "value", type: "double", shape: ["N"] });
  },
};

/** Index of the most probable class: [N, classes] to int64 [N]. */
function best(graph: GraphBuilder, scores: string): string {
  return graph.node("ArgMax", [scores], {
    attributes: { axis: { kind: "int", value: 1 }, keepdims: { kind: "int", value: 0 } },
  });
}

/** 1 where the positive class is probable enough: [N, 1] to int64 [N]. */
function reaches(graph: GraphBuilder, positive: string, { threshold }: Decision): string {
  const from = graph.constant(floatTensor([1], [singleThreshold(threshold)]));
  const reached = graph.node("GreaterOrEqual", [asVector(graph, positive), from]);
  return graph.node("Cast", [reached], { attributes: { to: { kind: "int", value: ELEMENT_TYPES.int64 } } });
}

function decodeLabels(
  graph: GraphBuilder,
  scores: string,
  { target, index }: { readonly target: TargetPlan; readonly index: string },
): void {
  const classes = classesOf(target);
  graph.node("Identity", [scores], { output: "probabilities" });
  graph.node("LabelEncoder", [index], {
    domain: "ai.onnx.ml",
    output: "label",
    attributes: {
      keys_int64s: { kind: "ints", value: classes.map((_, index) => index) },
      values_strings: { kind: "strings", value: classes },
      default_string: { kind: "string", value: "" },
    },
  });
  graph.output({ name: "label", type: "string", shape: ["N"] });
  graph.output({ name: "probabilities", type: "float", shape: ["N", classes.length] });
}

function classesOf(target: TargetPlan): readonly string[] {
  return target.kind === "labels" ? target.classes : [];
}
