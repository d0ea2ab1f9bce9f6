/** A fitted recipe as graph nodes: from the declared inputs to the network's float [N, width] features. */
import type { ColumnPlan, FittedRecipe } from "../../preprocess/recipe";
import { planWidth } from "../../preprocess/recipe";
import type { PackageSignature, SignatureInput } from "../package";
import type { GraphBuilder } from "./graph-builder";
import { asColumn, asVector, besides, type NumericPlan, type OneHotPlan } from "./ops/column";
import { opFor } from "./ops/registry";

/** The one input of a graph whose features are all numbers. */
export const MATRIX_INPUT = "features";

const PREFIX = "column:";
const OUTPUTS: readonly string[] = ["label", "probabilities", "value"];

/**
 * The graph input of a column: its own name, which is how a DataFrame is fed, except where ONNX forbids that
 * (an empty name, or the name of an output of the graph). Two columns never share an input.
 */
export function columnInputName(column: string): string {
  const taken = column === "" || OUTPUTS.includes(column) || column.startsWith(PREFIX);
  return taken ? PREFIX + column : column;
}

/** Adds inputs and preprocessing to the graph and returns the name of the feature matrix. */
export function encodeRecipe(graph: GraphBuilder, recipe: FittedRecipe, signature: PackageSignature): string {
  if (signature.inputMode === "matrix") {
    const width = recipe.features.length;
    const matrix = graph.input({ name: MATRIX_INPUT, type: "double", shape: ["N", width] });
    return opFor("column", "numeric")(graph, matrix, recipe.features.filter(isNumeric));
  }
  const vectors = declareColumns(graph, signature.inputs);
  const blocks = inBlocks(recipe.features.filter((plan) => planWidth(plan) > 0));
  return besides(
    graph,
    blocks.map((block) => encodeBlock(graph, block, vectors)),
  );
}

/** Neighbouring number columns are handled together: a few nodes for all of them instead of a few for each. */
type Block = { readonly numeric: readonly NumericPlan[] } | { readonly oneHot: OneHotPlan };

function inBlocks(plans: readonly ColumnPlan[]): readonly Block[] {
  const blocks: Block[] = [];
  let run: NumericPlan[] = [];
  for (const plan of plans) {
    if (plan.kind === "numeric") {
      if (run.length === 0) blocks.push({ numeric: run });
      run.push(plan);
    } else {
      blocks.push({ oneHot: plan });
      run = [];
    }
  }
  return blocks;
}

function encodeBlock(graph: GraphBuilder, block: Block, vectors: ReadonlyMap<string, string>): string {
  const vectorOf = (plan: ColumnPlan): string => vectors.get(plan.column) ?? plan.column;
  if ("oneHot" in block) return opFor("column", "one-hot")(graph, vectorOf(block.oneHot), block.oneHot);
  const columns = block.numeric.map((plan) => asColumn(graph, vectorOf(plan)));
  return opFor("column", "numeric")(graph, besides(graph, columns), block.numeric);
}

/** Declares one input per column; returns the name of each column's [N] vector. A single input is [N, 1]. */
function declareColumns(graph: GraphBuilder, inputs: readonly SignatureInput[]): Map<string, string> {
  const single = inputs.length === 1;
  return new Map(
    inputs.map((input) => {
      const shape = single ? ["N", 1] : ["N"];
      const name = graph.input({ name: columnInputName(input.name), type: input.type, shape });
      return [input.name, single ? asVector(graph, name) : name];
    }),
  );
}

function isNumeric(plan: ColumnPlan): plan is NumericPlan {
  return plan.kind === "numeric";
}
