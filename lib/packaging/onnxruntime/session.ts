/**
 * Runs a package's graph with onnxruntime. The runtime module is handed in, so that the browser's and Node's share this
 * code; only this folder imports onnxruntime.
 */
import type * as onnxruntime from "onnxruntime-web";
import type { Column, Table } from "../../data/table";
import { AppError } from "../../errors";
import type { Predictions } from "../../training/predictions";
import { columnInputName, MATRIX_INPUT } from "../onnx/encode-recipe";
import type { PackageSignature, SignatureInput } from "../package";
import type { PackageRuntime, PackageSession } from "../session";

/** What this adapter uses of onnxruntime-web or onnxruntime-node. */
export type OrtModule = Pick<typeof onnxruntime, "InferenceSession" | "Tensor">;

export interface RuntimeOptions {
  readonly ort: OrtModule;
  readonly name: string;
  readonly session: onnxruntime.InferenceSession.SessionOptions;
}

type Feeds = Record<string, onnxruntime.Tensor>;

/** The port of package runtimes on an onnxruntime module. A graph that does not load is `package.runtime-failed`. */
export function onnxRuntime(options: RuntimeOptions): PackageRuntime {
  return {
    name: options.name,
    open: async (onnx, signature) => {
      const session = await options.ort.InferenceSession.create(onnx, options.session).catch((cause: unknown) => {
        throw new AppError("package.runtime-failed", { details: { stage: "load" }, cause });
      });
      return packageSession({ ort: options.ort, session, signature });
    },
  };
}

function packageSession(open: {
  readonly ort: OrtModule;
  readonly session: onnxruntime.InferenceSession;
  readonly signature: PackageSignature;
}): PackageSession {
  const { ort, session, signature } = open;
  const classIndex = new Map(signature.classes.map((name, index) => [name, index]));
  return {
    signature,
    predict: async (table) => {
      const feeds = feedsOf(ort, signature, table);
      if (table.rowCount === 0) return noPredictions(signature);
      const results = await session.run(feeds).catch((cause: unknown) => {
        throw new AppError("package.runtime-failed", { details: { stage: "run" }, cause });
      });
      return predictionsOf(results, signature, classIndex);
    },
    dispose: () => session.release(),
  };
}

/** Graph inputs for rows. A column that is absent or of the other type is `endpoint.bad-input`. */
function feedsOf(ort: OrtModule, signature: PackageSignature, table: Table): Feeds {
  if (signature.inputMode === "matrix") {
    const dims = [table.rowCount, signature.inputs.length];
    return { [MATRIX_INPUT]: new ort.Tensor("float64", matrixOf(signature.inputs, table), dims) };
  }
  const dims = signature.inputs.length === 1 ? [table.rowCount, 1] : [table.rowCount];
  // Without a prototype: a column may be called `__proto__`.
  const feeds = Object.create(null) as Feeds;
  for (const input of signature.inputs) feeds[columnInputName(input.name)] = vectorOf(ort, { input, table, dims });
  return feeds;
}

/** Row-major [rows, inputs]. */
function matrixOf(inputs: readonly SignatureInput[], table: Table): Float64Array {
  const matrix = new Float64Array(table.rowCount * inputs.length);
  inputs.forEach((input, position) => {
    const column = inputColumn(table, input);
    if (column.storage !== "numeric") throw wrongType(input);
    for (let row = 0; row < table.rowCount; row++) matrix[row * inputs.length + position] = column.values[row]!;
  });
  return matrix;
}

function vectorOf(
  ort: OrtModule,
  options: { readonly input: SignatureInput; readonly table: Table; readonly dims: readonly number[] },
): onnxruntime.Tensor {
  const column = inputColumn(options.table, options.input);
  if (options.input.type === "double") {
    if (column.storage !== "numeric") throw wrongType(options.input);
    return new ort.Tensor("float64", column.values, options.dims);
  }
  if (column.storage !== "dictionary") throw wrongType(options.input);
  // Missing is the empty string: onnxruntime has no null strings.
  const texts = Array.from(column.codes, (code) => (code < 0 ? "" : (column.categories[code] ?? "")));
  return new ort.Tensor("string", texts, options.dims);
}

function inputColumn(table: Table, input: SignatureInput): Column {
  const column = table.columns.get(input.name);
  if (!column) throw new AppError("endpoint.bad-input", { details: { column: input.name, problem: "missing" } });
  return column;
}

function wrongType(input: SignatureInput): AppError {
  const expected = input.type === "double" ? "number" : "category";
  return new AppError("endpoint.bad-input", { details: { column: input.name, problem: "type", expected } });
}

function predictionsOf(
  results: onnxruntime.InferenceSession.OnnxValueMapType,
  signature: PackageSignature,
  classIndex: ReadonlyMap<string, number>,
): Predictions {
  if (signature.task === "regression") {
    const { data } = outputOf(results, "value");
    if (!(data instanceof Float64Array)) throw badOutput("value");
    return { kind: "values", values: data };
  }
  const probabilities = outputOf(results, "probabilities").data;
  const labels = outputOf(results, "label").data;
  if (!(probabilities instanceof Float32Array)) throw badOutput("probabilities");
  if (!Array.isArray(labels)) throw badOutput("label");
  return {
    kind: "classes",
    classes: signature.classes,
    probabilities,
    labels: Int32Array.from(labels, (label) => classIndex.get(String(label)) ?? -1),
  };
}

function outputOf(results: onnxruntime.InferenceSession.OnnxValueMapType, name: string): onnxruntime.Tensor {
  const output = results[name];
  if (!output) throw badOutput(name);
  return output;
}

function badOutput(output: string): AppError {
  return new AppError("package.runtime-failed", { details: { stage: "output", output } });
}

function noPredictions(signature: PackageSignature): Predictions {
  if (signature.task === "regression") return { kind: "values", values: new Float64Array(0) };
  return {
    kind: "classes",
    classes: signature.classes,
    probabilities: new Float32Array(0),
    labels: new Int32Array(0),
  };
}
