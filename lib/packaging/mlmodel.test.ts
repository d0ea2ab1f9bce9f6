import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { asId } from "../ids";
import { mlflowFiles } from "./mlmodel";
import type { GoldenRows, PackageSignature } from "./package";

function filesOf(
  signature: PackageSignature,
  runId: string,
  rows: GoldenRows["rows"] = [{ label: null, x: null }],
): ReadonlyMap<string, string> {
  return mlflowFiles({
    signature,
    runId: asId(runId),
    endTimeMs: 0,
    modelSizeBytes: 1,
    metadata: { datasetName: "yes" },
    golden: { rows, tolerance: 1e-4 },
  });
}

const signature = (inputs: PackageSignature["inputs"], inputMode: PackageSignature["inputMode"]): PackageSignature => ({
  task: "binary",
  inputMode,
  inputs,
  target: "y",
  classes: ["no", "yes"],
});

describe("MLflow files", () => {
  it("keep times, ids and words as text for readers of YAML 1.1, such as Python's", () => {
    const digits = "1".repeat(32);
    const files = filesOf(signature([{ name: "x", type: "double" }], "matrix"), digits);
    const mlmodel = parse(files.get("MLmodel") ?? "", { version: "1.1" }) as Record<string, unknown>;
    expect(mlmodel.utc_time_created).toBe("1970-01-01 00:00:00.000000");
    expect(mlmodel.run_id).toBe(digits);
    expect(mlmodel.metadata).toEqual({ datasetName: "yes" });
    expect(files.get("MLmodel")).not.toContain("%YAML");
  });

  it("describe a matrix as one unnamed tensor and a single text column as [rows, 1]", () => {
    const inputsOf = (of: PackageSignature): unknown => {
      const mlmodel = parse(filesOf(of, "a").get("MLmodel") ?? "") as { signature: { inputs: string } };
      return JSON.parse(mlmodel.signature.inputs);
    };
    expect(inputsOf(signature([{ name: "x", type: "double" }], "matrix"))).toEqual([
      { type: "tensor", "tensor-spec": { dtype: "float64", shape: [-1, 1] } },
    ]);
    expect(inputsOf(signature([{ name: "x", type: "string" }], "columns"))).toEqual([
      { type: "tensor", "tensor-spec": { dtype: "str", shape: [-1, 1] } },
    ]);
  });

  it("name columns as the graph does, and write a missing text as the empty string", () => {
    const inputs = [
      { name: "label", type: "string" },
      { name: "x", type: "double" },
    ] as const;
    const example: unknown = JSON.parse(filesOf(signature(inputs, "columns"), "a").get("input_example.json") ?? "");
    expect(example).toEqual({ columns: ["column:label", "x"], data: [["", null]] });
  });

  it("write whole numbers as floats, so that pandas reads the type that the signature declares", () => {
    const inputs = [
      { name: "x", type: "double" },
      { name: "z", type: "double" },
    ] as const;
    const rows = [
      { x: 5, z: -0.5 },
      { x: null, z: 1e21 },
    ];
    const files = filesOf(signature(inputs, "matrix"), "a", rows);
    const example = '{"columns":["x","z"],"data":[[5.0,-0.5],[null,1e+21]]}';
    expect(files.get("input_example.json")).toBe(example);
    expect(files.get("serving_input_example.json")).toBe(`{"dataframe_split":${example}}`);
  });
});
