import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { TASKS } from "../data/goal";
import { tableFromRows, type Column } from "../data/table";
import { sha256Bytes } from "../digest";
import { BY_PERSON } from "../journal";
import { finishedRun } from "../testing/finished-run";
import { aRun } from "../storage/testing/samples";
import { buildPackage, type BuildOptions } from "./build-package";
import { verifyManifest } from "./manifest";
import { loadNodeRuntime } from "./onnxruntime/node";
import { openPackage } from "./open-package";
import type { GoldenRows } from "./package";
import type { PackageRuntime } from "./session";
import { unzipFiles } from "./zip";
import { readPackageFiles, zipPackage } from "./zip-package";

let runtime: PackageRuntime;
beforeAll(async () => {
  runtime = await loadNodeRuntime();
});

type Finished = Awaited<ReturnType<typeof finishedRun>>;

function build({ stores, run, clock }: Finished, more: Partial<BuildOptions> = {}) {
  return buildPackage({ stores, runtime, runId: run.id, projectId: run.projectId, by: BY_PERSON, clock, ...more });
}

const textOf = (files: ReadonlyMap<string, Uint8Array>, path: string) => new TextDecoder().decode(files.get(path));

describe("buildPackage", () => {
  for (const task of TASKS) {
    it(`makes a ${task} package that answers its golden rows and whose files match its manifest`, async () => {
      const finished = await finishedRun(task);
      const made = await build(finished);
      expect(made.parity).toMatchObject({ rows: 20, labelMismatches: 0, runtime: runtime.name });
      expect(made.parity.maxDifference).toBeLessThan(1e-5);

      const files = unzipFiles(await zipPackage(finished.stores, made.digest));
      expect(await verifyManifest(files)).toEqual(made.manifest);
      expect(await sha256Bytes(files.get("manifest.json")!)).toBe(made.digest);
      const recipeFile = made.manifest.files.find((file) => file.path === "recipe.json");
      expect(recipeFile?.sha256).toBe(made.manifest.lineage.recipeSha256);

      const golden = JSON.parse(textOf(files, "golden.json")) as GoldenRows;
      expect(golden.rows).toHaveLength(10);
      const { session } = await openPackage({ stores: finished.stores, runtime, digest: made.digest });
      const storage: [string, Column["storage"]][] = made.signature.inputs.map(({ name, type }) => [
        name,
        type === "double" ? "numeric" : "dictionary",
      ]);
      const answers = await session.predict(tableFromRows(golden.rows, new Map(storage)));
      const got = answers.kind === "values" ? answers.values : answers.probabilities;
      const want = golden.values ?? golden.probabilities?.flat() ?? [];
      expect(got.length).toBe(want.length);
      want.forEach((value, index) =>
        expect(Math.abs(got[index]! - value)).toBeLessThanOrEqual(golden.tolerance * Math.max(1, Math.abs(value))),
      );
      await session.dispose();
    });
  }

  it("gives the same digest and the same zip when the same run is packaged twice", async () => {
    const finished = await finishedRun("binary");
    const first = await build(finished);
    finished.clock.advance(60_000);
    const second = await build(finished);
    expect(second.digest).toBe(first.digest);
    const zips = await Promise.all([1, 2].map(() => zipPackage(finished.stores, first.digest)));
    expect(zips[0]).toEqual(zips[1]);
    expect(await finished.stores.packages.listPackages(finished.run.projectId)).toHaveLength(1);
  });

  it("answers by the threshold that a person chose, proves it, and says so in manifest, card and MLflow's metadata", async () => {
    const finished = await finishedRun("binary");
    const plain = await build(finished);
    const decision = { positive: "yes", threshold: 0.3 };
    const made = await build(finished, { decision });
    expect(made.digest).not.toBe(plain.digest);
    expect(made.parity).toMatchObject({ rows: 20, labelMismatches: 0 });
    expect([plain.manifest.decision, made.manifest.decision]).toEqual([undefined, decision]);

    const files = unzipFiles(await zipPackage(finished.stores, made.digest));
    const golden = JSON.parse(textOf(files, "golden.json")) as GoldenRows;
    const scores = golden.probabilities?.map(([, yes]) => yes ?? 0) ?? [];
    expect(golden.labels).toEqual(scores.map((yes) => (yes >= 0.3 ? "yes" : "no")));
    expect(scores.some((yes) => yes >= 0.3 && yes < 0.5)).toBe(true);
    expect(textOf(files, "README.md")).toContain("`yes` from a probability of 0.3 on");
    expect(parse(textOf(files, "MLmodel"))).toMatchObject({
      metadata: { ...made.manifest.lineage, decisionPositive: "yes", decisionThreshold: 0.3 },
    });

    const { session } = await openPackage({ stores: finished.stores, runtime, digest: made.digest });
    const row = golden.rows[scores.findIndex((yes) => yes >= 0.3 && yes < 0.5)]!;
    const storage = made.signature.inputs.map(
      ({ name, type }) => [name, type === "double" ? "numeric" : "dictionary"] as const,
    );
    expect(await session.predict(tableFromRows([row], new Map(storage)))).toMatchObject({
      labels: Int32Array.from([1]),
    });
    await session.dispose();
  });

  it("leaves out a threshold for a class that the model does not answer", async () => {
    const finished = await finishedRun("multiclass");
    const made = await build(finished, { decision: { positive: "yes", threshold: 0.3 } });
    expect(made).toMatchObject({ digest: (await build(finished)).digest, manifest: { files: made.manifest.files } });
    expect(made.manifest.decision).toBeUndefined();
  });

  it("refuses a network that is not the one that was trained, says by how much, and stores nothing", async () => {
    const finished = await finishedRun("multiclass", { tamper: true });
    const failure = await build(finished).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "package.parity-failed", details: { tolerance: 1e-4, rows: 20 } });
    expect((failure as { details: { difference: number } }).details.difference).toBeGreaterThan(1e-4);
    expect(await finished.stores.packages.listPackages(finished.run.projectId)).toHaveLength(0);
  });

  it("refuses a run that has not finished", async () => {
    const finished = await finishedRun("binary");
    const live = aRun({ recipeId: finished.run.recipeId, splitId: finished.run.splitId });
    await finished.stores.tracking.createRun(live, BY_PERSON);
    await expect(build({ ...finished, run: live })).rejects.toMatchObject({ code: "run.not-finished" });
  });

  it("stops when it is asked to", async () => {
    const signal = AbortSignal.abort();
    await expect(build(await finishedRun("binary"), { signal })).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("files of a package", () => {
  it("are an MLflow model directory", async () => {
    const finished = await finishedRun("binary");
    const { digest, manifest } = await build(finished);
    const files = await readPackageFiles(finished.stores, digest);
    expect([...files.keys()].sort()).toEqual(
      [
        "MLmodel README.md conda.yaml golden.json input_example.json manifest.json model.onnx python_env.yaml",
        "recipe.json requirements.txt serving_input_example.json signature.json",
      ]
        .join(" ")
        .split(" "),
    );
    const mlmodel = parse(textOf(files, "MLmodel")) as {
      flavors: Record<string, Record<string, unknown>>;
      signature: Record<"inputs" | "outputs", string>;
      metadata: unknown;
      model_uuid: string;
      utc_time_created: string;
    };
    expect(mlmodel.flavors.onnx).toMatchObject({ data: "model.onnx", providers: ["CPUExecutionProvider"] });
    expect(mlmodel.flavors.python_function).toMatchObject({ loader_module: "mlflow.onnx", data: "model.onnx" });
    expect(mlmodel.model_uuid).toBe(finished.run.id);
    expect(mlmodel.utc_time_created).toBe("2023-11-14 22:13:20.000000");
    expect(mlmodel.metadata).toEqual(manifest.lineage);
    expect(JSON.parse(mlmodel.signature.inputs)).toEqual([
      { name: "age", type: "tensor", "tensor-spec": { dtype: "float64", shape: [-1] } },
      { name: "income", type: "tensor", "tensor-spec": { dtype: "float64", shape: [-1] } },
      { name: "city", type: "tensor", "tensor-spec": { dtype: "str", shape: [-1] } },
    ]);
    expect(JSON.parse(mlmodel.signature.outputs)).toHaveLength(2);
    const example = JSON.parse(textOf(files, "input_example.json")) as { columns: string[]; data: unknown[][] };
    expect(example.columns).toEqual(["age", "income", "city"]);
    expect(example.data.every((row) => row.length === 3 && row[2] !== null)).toBe(true);
    expect(JSON.parse(textOf(files, "serving_input_example.json"))).toEqual({ dataframe_split: example });
  });

  it("carry a card whose metadata parses and which names data, results and recipe", async () => {
    const finished = await finishedRun("regression");
    const { digest } = await build(finished);
    const card = textOf(await readPackageFiles(finished.stores, digest), "README.md");
    const [, header, body] = card.split("---\n");
    expect(parse(header ?? "")).toMatchObject({ library_name: "onnx", pipeline_tag: "tabular-regression" });
    expect(body).toContain(finished.version.contentSha256);
    expect(body).toContain("| val_loss | 0.4 | 1.1 |");
    expect(body).toContain("one-hot of 3 categories");
    expect(body).toContain("The test rows are scored after packaging");
  });

  it("fail their check when a byte changes, a file goes or a file comes", async () => {
    const finished = await finishedRun("binary");
    const { digest } = await build(finished);
    const files = await readPackageFiles(finished.stores, digest);
    const onnx = files.get("model.onnx")!.slice();
    onnx[20] = onnx[20]! ^ 1;
    const corrupt = (path: string) => ({ code: "storage.corrupt", details: { path } });
    await expect(verifyManifest(new Map([...files, ["model.onnx", onnx]]))).rejects.toMatchObject(
      corrupt("model.onnx"),
    );
    await expect(verifyManifest(new Map([...files, ["x.bin", onnx]]))).rejects.toMatchObject(corrupt("x.bin"));
    const without = new Map([...files].filter(([path]) => path !== "golden.json"));
    await expect(verifyManifest(without)).rejects.toMatchObject(corrupt("golden.json"));
    await expect(verifyManifest(new Map())).rejects.toMatchObject(corrupt("manifest.json"));
  });
});
