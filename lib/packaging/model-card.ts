/**
 * The model card: `README.md` of a package. Markdown with a metadata header as model hubs read it, written from facts that are in
 * the run, the recipe and the dataset. It names no clock, so the same run always gives the same card.
 */
import { stringify } from "yaml";
import type { DatasetVersion } from "../data/version/dataset";
import type { Split } from "../data/split/split";
import type { FittedRecipe } from "../preprocess/recipe";
import type { Run } from "../tracking/run";
import { convolutionInWords } from "../training/describe-convolution";
import type { NetworkSpec } from "../training/model-spec";
import type { Decision } from "./decision";
import { PARITY_TOLERANCE, type PackageSignature } from "./package";
import { recipeInWords } from "./recipe-words";

export interface ModelCardOptions {
  readonly run: Run;
  readonly version: DatasetVersion;
  readonly split: Split;
  readonly recipe: FittedRecipe;
  readonly network: NetworkSpec;
  readonly signature: PackageSignature;
  readonly decision: Decision | null;
}

/** The card's text. */
export function modelCard(options: ModelCardOptions): string {
  const { version, signature } = options;
  const sections = [
    `# ${version.name}: ${signature.target}`,
    summaryOf(options),
    section("Data", dataLines(options)),
    section("Results of the run", metricLines(options.run)),
    section("Preparation", recipeInWords(options.recipe)),
    section("Network", networkLines(options)),
    section("Intended use and limits", limitLines(options)),
    section("Use it in Python", pythonLines(signature)),
    section("Use it in Node.js", nodeLines(signature)),
  ];
  return `---\n${stringify(frontMatter(options), { lineWidth: 0, version: "1.1" })}---\n\n${sections.join("\n\n")}\n`;
}

function frontMatter({ run, version, signature }: ModelCardOptions): object {
  const task = signature.task === "regression" ? "tabular-regression" : "tabular-classification";
  const metrics = metricEntries(run).map(([name, value]) => ({ type: name, value, name }));
  const result = {
    task: { type: task },
    dataset: {
      type: `local/${version.contentSha256.slice(0, 12)}`,
      name: version.name,
      revision: `v${version.version}`,
    },
    metrics,
  };
  return {
    library_name: "onnx",
    pipeline_tag: task,
    tags: ["onnx", "mlflow", "tabular", signature.task],
    "model-index": [{ name: `${version.name}-${signature.target}`, results: metrics.length > 0 ? [result] : [] }],
  };
}

function summaryOf({ signature, decision }: ModelCardOptions): string {
  const what =
    signature.task === "regression"
      ? `the number \`${signature.target}\``
      : `\`${signature.target}\`, one of ${signature.classes.length} classes`;
  return `Predicts ${what} from ${signature.inputs.length} columns. \`model.onnx\` holds everything from the raw row to the answer: preparation, network and decoding.${decision ? ` ${decisionInWords(decision)}` : ""}`;
}

function decisionInWords({ positive, threshold }: Decision): string {
  return `Its label is \`${positive}\` from a probability of ${threshold} on: a threshold that a person chose, where 0.5 would answer the more probable class.`;
}

function dataLines({ run, version, split }: ModelCardOptions): readonly string[] {
  const parts = split.balance.map(({ part, rows }) => `${part} ${rows}`).join(", ");
  return [
    `- dataset: ${version.name}, version ${version.version}, ${version.rowCount} rows`,
    `- content SHA-256: \`${version.contentSha256}\``,
    ...(version.sourceSha256 ? [`- source SHA-256: \`${version.sourceSha256}\``] : []),
    `- split: ${parts} (seed ${split.params.seed}, SHA-256 \`${split.digest}\`)`,
    `- run: \`${run.id}\` (${run.name}), seed ${run.seed}, trained on ${run.backend?.chosen ?? "an unknown backend"}`,
  ];
}

function metricLines(run: Run): readonly string[] {
  const entries = metricEntries(run);
  if (entries.length === 0) return ["The run logged no metrics."];
  return [
    "The last value of each metric of the run, beside a trivial model that looks at no feature.",
    "",
    "| metric | model | baseline |",
    "|---|---|---|",
    ...entries.map(([name, value]) => `| ${name} | ${short(value)} | ${short(baselineOf(run, name))} |`),
  ];
}

const BASELINE = "baseline_";

/** Metrics of the model itself, in order of name. */
function metricEntries(run: Run): readonly (readonly [string, number])[] {
  const entries = Object.entries(run.metrics).filter(
    ([name, value]) => Number.isFinite(value) && !name.startsWith(BASELINE),
  );
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `best_val_accuracy`, `val_accuracy` and `train_accuracy` are all read against `baseline_accuracy`. */
function baselineOf(run: Run, metric: string): number | undefined {
  return run.metrics[`${BASELINE}${metric.replace(/^(best_)?(train|val)_/, "")}`];
}

function short(value: number | undefined): string {
  return value === undefined ? "" : String(Number(value.toPrecision(6)));
}

function networkLines({ run, network }: ModelCardOptions): readonly string[] {
  const layers = network.layers.map(({ units, activation }) => `${units} ${activation}`).join(" → ");
  const { imageSide, convolutions } = network;
  const image = imageSide === null ? "" : ` as one image of ${imageSide} × ${imageSide}`;
  const chain = [...convolutions.map(convolutionInWords), layers].join(" → ");
  const params = Object.entries(run.params).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `- inputs ${network.inputWidth}${image} → ${chain}`,
    ...params.map(([name, value]) => `- ${name}: ${value.replaceAll("\n", " ")}`),
  ];
}

function limitLines({ signature, recipe }: ModelCardOptions): readonly string[] {
  const hasCategories = recipe.features.some((plan) => plan.kind === "one-hot");
  return [
    "- For rows that come from the same source as the training data. On other data its answers mean nothing until evaluated there.",
    "- The results above are of training and validation rows; validation rows also chose the epoch, so they flatter. The test rows are scored after packaging: that score is kept with the registered version, not in this file.",
    "- Every row came from the same dataset: the results say nothing about later changes of the world. Monitor it.",
    ...(hasCategories
      ? ["- Categories that were not in the training rows carry no information: they are all zeros."]
      : []),
    ...(signature.task === "regression" ? [] : ["- Probabilities are not calibrated."]),
    "- Not for decisions about people without an analysis of fairness and a person who answers for them.",
  ];
}

function pythonLines(signature: PackageSignature): readonly string[] {
  const outputs = signature.task === "regression" ? 'answers["value"]' : 'answers["label"], answers["probabilities"]';
  return [
    "```python",
    "import json, mlflow, pandas",
    'example = json.load(open("input_example.json"))',
    `rows = pandas.DataFrame(example["data"], columns=example["columns"]${signature.inputMode === "matrix" ? ', dtype="float64"' : ""})`,
    'model = mlflow.pyfunc.load_model(".")  # this folder is an MLflow model',
    "answers = model.predict(rows)",
    `print(${outputs})`,
    "```",
    `A missing number is NaN${signature.inputMode === "columns" ? ', a missing text is ""' : ""}.`,
  ];
}

function nodeLines(signature: PackageSignature): readonly string[] {
  const shape = signature.inputs.length === 1 ? "[1, 1]" : "[1]";
  const tensor =
    signature.inputMode === "matrix"
      ? [
          `const row = new Float64Array(${signature.inputs.length}); // in the order of signature.json`,
          `const feeds = { features: new ort.Tensor("float64", row, [1, ${signature.inputs.length}]) };`,
        ]
      : [
          "const feeds = {}; // one tensor per column of input_example.json, named as the column",
          `feeds["<number column>"] = new ort.Tensor("float64", [1.5], ${shape});`,
          `feeds["<text column>"] = new ort.Tensor("string", ["a"], ${shape});`,
        ];
  return [
    "```js",
    'import * as ort from "onnxruntime-node";',
    'const session = await ort.InferenceSession.create("model.onnx");',
    ...tensor,
    "console.log(await session.run(feeds));",
    "```",
    `\`golden.json\` holds rows with their answers: any runtime should agree within ${PARITY_TOLERANCE}.`,
  ];
}

function section(title: string, lines: readonly string[]): string {
  return `## ${title}\n\n${lines.join("\n")}`;
}
