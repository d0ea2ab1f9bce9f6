import { describe, expect, it } from "vitest";
import { asId, type Sha256 } from "../ids";
import { ARTIFACTS } from "./artifacts";
import { reproductionOf } from "./reproduction";
import type { Run } from "./run";
import { aRun } from "./testing/a-run";

const sha = (text: string): Sha256 => asId(text);
const artifact = (path: string, digest: string) => ({ path, digest: sha(digest), sizeBytes: 1 });
const input = (contentSha256: string): Run["inputs"][number] => ({
  ...{ datasetVersionId: asId("v1"), name: "digits", version: 1, digest: "md5", context: "training" },
  contentSha256: sha(contentSha256),
});
const original = aRun({
  status: "FINISHED",
  params: { epochs: "5", seed: "7", backend: "auto" },
  metrics: { val_loss: 0.25, best_epoch: NaN },
  inputs: [input("rows")],
  artifacts: [
    artifact(ARTIFACTS.recipe, "recipe"),
    artifact(ARTIFACTS.weights, "weights"),
    artifact(ARTIFACTS.testPredictions, "predictions"),
  ],
  backend: { chosen: "cpu", device: "cpu", reason: "measured", measurements: [] },
});
const split = sha("rows of the split");
const verdict = (change: Partial<Run>, splitDigest: Sha256 = split) =>
  reproductionOf({ run: original, splitDigest: split }, { run: { ...original, ...change }, splitDigest });

describe("reproductionOf", () => {
  it("is identical where the same went in and the same bits came out, though the ids differ", () => {
    const again = {
      id: asId("again"),
      name: "again",
      splitId: asId("drawn again"),
      params: { ...original.params, backend: "cpu" },
    } as Partial<Run>;
    expect(verdict(again)).toEqual({ kind: "identical" });
  });

  it("names every input that differs, the data first", () => {
    expect(verdict({ inputs: [input("other rows")] })).toEqual({ kind: "other-inputs", inputs: ["data"] });
    expect(verdict({ params: { ...original.params, seed: "8" } }, sha("other"))).toEqual({
      kind: "other-inputs",
      inputs: ["split", "options"],
    });
    const backend = { ...original.backend!, chosen: "webgpu" } as const;
    const artifacts = original.artifacts.map((one) =>
      one.path === ARTIFACTS.recipe ? { ...one, digest: sha("x") } : one,
    );
    expect(verdict({ backend, artifacts })).toEqual({ kind: "other-inputs", inputs: ["recipe", "engine"] });
  });

  it("does not call a result identical that differs in one bit", () => {
    expect(verdict({ metrics: { ...original.metrics, val_loss: 0.25 + Number.EPSILON } })).toEqual({
      kind: "other-result",
    });
    const artifacts = original.artifacts.map((one) =>
      one.path === ARTIFACTS.weights ? { ...one, digest: sha("x") } : one,
    );
    expect(verdict({ artifacts })).toEqual({ kind: "other-result" });
  });

  it("waits for the repetition to end", () => {
    expect(verdict({ status: "RUNNING" })).toEqual({ kind: "unfinished" });
    expect(verdict({ status: "FAILED" })).toEqual({ kind: "unfinished" });
  });
});
