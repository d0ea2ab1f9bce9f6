import { describe, expect, it } from "vitest";
import { networkFor } from "../../training/model-spec";
import { encodePackageGraph } from "../onnx/build-graph";
import { compareParity } from "../parity";
import { forwardPredictions, randomNetwork } from "../testing/forward";
import { MULTICLASS_TARGET, PLANS, recipeOf, sampleTable } from "../testing/recipes";
import { loadWebRuntime } from "./web";

const wasmPath = new URL("../../../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm", import.meta.url)
  .href;

describe("onnxruntime-web", () => {
  it("answers strings, missing and unknown values as the float64 reference does", async () => {
    const recipe = recipeOf(PLANS.mixed, MULTICLASS_TARGET);
    const model = { kind: "mlp", layers: [{ units: 6, activation: "elu", dropout: 0 }] } as const;
    const network = randomNetwork(networkFor({ model, task: "multiclass", inputWidth: 7, classCount: 3 }), 5);
    const runtime = await loadWebRuntime({ wasmPath });
    const { onnx, signature } = encodePackageGraph({ recipe, network });
    const session = await runtime.open(onnx, signature);
    const table = sampleTable();
    const answers = await session.predict(table);
    const report = compareParity(forwardPredictions(recipe, network, table), answers, { runtime: runtime.name });
    expect(report.maxDifference).toBeLessThan(1e-5);
    expect(report.labelMismatches).toBe(0);
    expect(report.runtime).toMatch(/^onnxruntime-web \d.* \(wasm\)$/);
    await session.dispose();
  });
});
