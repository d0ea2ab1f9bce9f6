/** From the last layer's numbers to the answer, one entry per task: activation, decoding, and the declared outputs. */
import type { Task } from "../../../data/goal";
import type { TargetPlan } from "../../../preprocess/recipe";
import type { GraphBuilder } from "../graph-builder";
import { doubleTensor, ELEMENT_TYPES, floatTensor } from "../tensor";
import { asVector, besides } from "./column";

/** Takes logits or the scaled value, float [N, outputWidth]; declares the graph's outputs. */
export type HeadOp = (graph: GraphBuilder, logits: string, target: TargetPlan) => void;

/** One entry per task. */
export const HEAD_OPS: Readonly<Record<Task, HeadOp>> = {
  /** Logistic: [1 − p, p], where p belongs to the second class. */
  binary: (graph, logits, target) => {
    const positive = graph.node("Sigmoid", [logits]);
    const negative = graph.node("Sub", [graph.constant(floatTensor([1], [1])), positive]);
    decodeLabels(graph, besides(graph, [negative, positive]), classesOf(target));
  },
  multiclass: (graph, logits, target) => {
    const scores = graph.node("Softmax", [logits], { attributes: { axis: { kind: "int", value: -1 } } });
    decodeLabels(graph, scores, classesOf(target));
  },
  /** Back to the target's units in float64: value · scale + offset. */
  regression: (graph, logits, target) => {
    const { scale, offset } = target.kind === "number" ? target : { scale: 1, offset: 0 };
    const wide = graph.node("Cast", [asVector(graph, logits)], {
      attributes: { to: { kind: "int", value: ELEMENT_TYPES.double } },
    });
    const scaled = graph.node("Mul", [wide, graph.constant(doubleTensor([1], [scale]))]);
    graph.node("Add", [scaled, graph.constant(doubleTensor([1], [offset]))], { output: "value" });
    graph.output({ name: "value", type: "double", shape: ["N"] });
  },
};

function decodeLabels(graph: GraphBuilder, scores: string, classes: readonly string[]): void {
  graph.node("Identity", [scores], { output: "probabilities" });
  const best = graph.node("ArgMax", [scores], {
    attributes: { axis: { kind: "int", value: 1 }, keepdims: { kind: "int", value: 0 } },
  });
  graph.node("LabelEncoder", [best], {
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
