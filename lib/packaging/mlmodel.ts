/**
 * The files that make a package an MLflow model directory: `MLmodel` with the flavors `onnx` and `python_function`, the Python
 * environment in MLflow's three forms, and an input example. Nothing here reads a clock: the run's end is the model's time.
 */
import { ownValue } from "../own-value";
import { stringify } from "yaml";
import type { GoldenRows, PackageSignature } from "./package";
import type { RunId } from "../ids";
import { columnInputName } from "./onnx/encode-recipe";
import { MODEL_PATH } from "./open-package";

/** Releases that the files name. MLflow only warns when a reader has others. */
const VERSIONS = { mlflow: "3.6.0", python: "3.11.2", onnx: "1.19.0" } as const;
const REQUIREMENTS = [`mlflow==${VERSIONS.mlflow}`, "onnx", "onnxruntime", "numpy", "pandas"] as const;

export interface MlmodelOptions {
  readonly signature: PackageSignature;
  readonly runId: RunId;
  /** End of the run, milliseconds since the Unix epoch. */
  readonly endTimeMs: number;
  readonly modelSizeBytes: number;
  /** Free metadata: the lineage. */
  readonly metadata: Readonly<Record<string, string | number>>;
  readonly golden: GoldenRows;
}

/** Path to text of every MLflow file. */
export function mlflowFiles(options: MlmodelOptions): ReadonlyMap<string, string> {
  const example = inputExampleJson(options.signature, options.golden);
  return new Map([
    ["MLmodel", mlmodelYaml(options)],
    ["conda.yaml", condaYaml()],
    ["python_env.yaml", pythonEnvYaml()],
    ["requirements.txt", `${REQUIREMENTS.join("\n")}\n`],
    ["input_example.json", example],
    ["serving_input_example.json", `{"dataframe_split":${example}}`],
  ]);
}

function mlmodelYaml({ signature, runId, endTimeMs, modelSizeBytes, metadata }: MlmodelOptions): string {
  return yaml({
    artifact_path: "model",
    flavors: {
      onnx: {
        code: null,
        data: MODEL_PATH,
        onnx_session_options: null,
        onnx_version: VERSIONS.onnx,
        providers: ["CPUExecutionProvider"],
      },
      python_function: {
        data: MODEL_PATH,
        env: { conda: "conda.yaml", virtualenv: "python_env.yaml" },
        loader_module: "mlflow.onnx",
        python_version: VERSIONS.python,
      },
    },
    metadata,
    mlflow_version: VERSIONS.mlflow,
    model_size_bytes: modelSizeBytes,
    // A run has one package, so the run's 32 hex digits identify the model too.
    model_uuid: runId,
    run_id: runId,
    saved_input_example_info: {
      artifact_path: "input_example.json",
      pandas_orient: "split",
      serving_input_path: "serving_input_example.json",
      type: "dataframe",
    },
    signature: {
      inputs: JSON.stringify(inputSpecs(signature)),
      outputs: JSON.stringify(outputSpecs(signature)),
      params: null,
    },
    utc_time_created: utcTime(endTimeMs),
  });
}

/**
 * Tensors, not columns: with a column signature MLflow flattens every output of an ONNX model to one column, which a table of
 * probabilities is not. A graph with one input has an unnamed tensor, which lets a DataFrame of all columns be fed to it.
 */
function inputSpecs({ inputMode, inputs }: PackageSignature): readonly object[] {
  if (inputMode === "matrix") return [tensorSpec({ dtype: "float64", shape: [-1, inputs.length] })];
  const [only] = inputs;
  if (inputs.length === 1 && only) return [tensorSpec({ dtype: numpyType(only.type), shape: [-1, 1] })];
  return inputs.map((input) =>
    tensorSpec({ name: columnInputName(input.name), dtype: numpyType(input.type), shape: [-1] }),
  );
}

function outputSpecs({ task, classes }: PackageSignature): readonly object[] {
  if (task === "regression") return [tensorSpec({ name: "value", dtype: "float64", shape: [-1] })];
  return [
    tensorSpec({ name: "label", dtype: "str", shape: [-1] }),
    tensorSpec({ name: "probabilities", dtype: "float32", shape: [-1, classes.length] }),
  ];
}

function tensorSpec(spec: {
  readonly name?: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}): object {
  const { name, dtype, shape } = spec;
  return { ...(name === undefined ? {} : { name }), type: "tensor", "tensor-spec": { dtype, shape } };
}

function numpyType(type: "double" | "string"): string {
  return type === "double" ? "float64" : "str";
}

/**
 * A DataFrame in pandas' split form; a missing text is the empty string, as the graph expects. Whole numbers are written `5.0`:
 * from `5` pandas would make integers, which MLflow's schema does not take for `float64`.
 */
function inputExampleJson({ inputMode, inputs }: PackageSignature, golden: GoldenRows): string {
  const columns = inputs.map((input) => (inputMode === "columns" ? columnInputName(input.name) : input.name));
  const rows = golden.rows
    .slice(0, 5)
    .map((row) => inputs.map((input) => cellJson(ownValue(row, input.name) ?? null, input.type)));
  return `{"columns":${JSON.stringify(columns)},"data":[${rows.map((cells) => `[${cells.join(",")}]`).join(",")}]}`;
}

function cellJson(value: number | string | null, type: "double" | "string"): string {
  if (type === "string") return JSON.stringify(value ?? "");
  const text = JSON.stringify(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function condaYaml(): string {
  return yaml({
    channels: ["conda-forge"],
    dependencies: [`python=${VERSIONS.python}`, "pip", { pip: REQUIREMENTS }],
    name: "mlflow-env",
  });
}

function pythonEnvYaml(): string {
  return yaml({
    build_dependencies: ["pip", "setuptools", "wheel"],
    dependencies: ["-r requirements.txt"],
    python: VERSIONS.python,
  });
}

/** `2026-11-20 23:00:00.000000`: MLflow's form, with microseconds. */
function utcTime(timeMs: number): string {
  return `${new Date(timeMs).toISOString().replace("T", " ").replace("Z", "")}000`;
}

function yaml(value: unknown): string {
  // Python reads YAML 1.1, where a bare date or a run of digits is not text.
  return stringify(value, { lineWidth: 0, version: "1.1" });
}
