/** One ONNX graph with everything between a row and its answer: recipe, network, decoding. */
import type { Task } from "../../data/goal";
import { AppError } from "../../errors";
import { planWidth, type FittedRecipe } from "../../preprocess/recipe";
import { denseInputs, imageSizes } from "../../training/image-sizes";
import type { TrainedNetwork } from "../../training/model-spec";
import { decisionFor, type Decision } from "../decision";
import type { PackageSignature } from "../package";
import { encodeNetwork } from "./encode-network";
import { columnInputName, encodeRecipe, MATRIX_INPUT } from "./encode-recipe";
import { graphBuilder } from "./graph-builder";
import { encodeModel } from "./model";
import { opFor } from "./ops/registry";

export interface PackageGraph {
  readonly onnx: Uint8Array;
  readonly signature: PackageSignature;
}

/**
 * The graph of a trained network behind its recipe. Sizes that do not fit each other are `training.model-invalid`; a part
 * that has no ONNX form here is `package.unsupported`, naming it. A decision without a meaning for the target's classes is left out.
 */
export function encodePackageGraph(options: {
  readonly recipe: FittedRecipe;
  readonly network: TrainedNetwork;
  readonly decision?: Decision | null;
}): PackageGraph {
  const { recipe, network } = options;
  recipe.features.forEach((plan) => opFor("column", plan.kind));
  assertSizes(recipe, network);
  const signature = signatureOf(recipe, network.spec.task);
  const inputNames = signature.inputs.map((input) => columnInputName(input.name));
  const graph = graphBuilder([MATRIX_INPUT, ...inputNames]);
  const features = encodeRecipe(graph, recipe, signature);
  const decision = decisionFor(options.decision, signature.classes);
  encodeNetwork(graph, { features, network, target: recipe.target, decision });
  return { onnx: encodeModel(graph.build("package")), signature };
}

/** What the graph of a recipe takes and gives. */
export function signatureOf(recipe: FittedRecipe, task: Task): PackageSignature {
  return {
    task,
    inputMode: recipe.features.every((plan) => plan.kind === "numeric") ? "matrix" : "columns",
    inputs: recipe.features.map((plan) => ({
      name: plan.column,
      type: plan.kind === "numeric" ? "double" : "string",
    })),
    target: recipe.target.column,
    classes: recipe.target.kind === "labels" ? recipe.target.classes : [],
  };
}

function assertSizes(recipe: FittedRecipe, { spec, convolutions, weights }: TrainedNetwork): void {
  const width = recipe.features.reduce((sum, plan) => sum + planWidth(plan), 0);
  if (width === 0) throw new AppError("recipe.no-features");
  const classes = recipe.target.kind === "labels" ? recipe.target.classes.length : 0;
  const expected = { binary: classes === 2 ? 1 : -1, multiclass: classes, regression: classes === 0 ? 1 : -1 };
  const chained = weights.every((layer, index) => layer.inputs === (weights[index - 1]?.units ?? denseInputs(spec)));
  const images = imageSizes(spec);
  const imagesChained = convolutions.every(({ channels }, index) => channels === images[index]?.channels);
  const outputs = weights.at(-1)?.units;
  if (spec.inputWidth !== width || !chained || !imagesChained || outputs !== expected[spec.task]) {
    const details = { features: width, inputs: spec.inputWidth, outputs: outputs ?? 0, classes };
    throw new AppError("training.model-invalid", { details });
  }
}
