import { describe, expect, it } from "vitest";
import { manualClock } from "../../clock";
import type { BackendMeasurement } from "../engine";
import { networkFor } from "../model-spec";
import { clouds } from "../testing/clouds";
import { trainParams } from "../testing/fit-to-end";
import { chooseBackend, pickFastest } from "./choose-backend";

const measured = (backend: BackendMeasurement["backend"], msPerStep: number | null): BackendMeasurement => ({
  backend,
  outcome: msPerStep === null ? "unavailable" : "measured",
  msPerStep,
  device: "",
});

describe("pickFastest", () => {
  it("takes the fastest", () => {
    const lines = [measured("wasm", 5), measured("cpu", 9), measured("webgpu", 2)];
    expect(pickFastest(lines)?.backend).toBe("webgpu");
  });

  it("stays on the processor when the GPU is less than 10 % faster", () => {
    expect(pickFastest([measured("wasm", 1.09), measured("webgpu", 1)])?.backend).toBe("wasm");
    expect(pickFastest([measured("wasm", 1.2), measured("webgpu", 1)])?.backend).toBe("webgpu");
  });

  it("passes over what could not be measured", () => {
    expect(pickFastest([measured("wasm", null), measured("cpu", 3)])?.backend).toBe("cpu");
    expect(pickFastest([measured("wasm", null)])).toBeNull();
  });
});

describe("chooseBackend", () => {
  const options = {
    spec: networkFor({ model: { kind: "linear" }, task: "multiclass", inputWidth: 4, classCount: 3 }),
    data: clouds({ rows: 40, classes: 3, seed: 1 }),
    setup: { wasmPath: null },
    clock: manualClock(),
  };

  it("uses a pinned backend without measuring", async () => {
    const { engine, choice } = await chooseBackend({ ...options, params: trainParams({ backend: "cpu" }) });
    expect(engine.backend).toBe("cpu");
    expect(choice).toEqual({ chosen: "cpu", device: "JavaScript", reason: "pinned", measurements: [] });
  });

  it("refuses a pinned backend that this machine does not have", async () => {
    const choosing = chooseBackend({ ...options, params: trainParams({ backend: "webgpu" }) });
    await expect(choosing).rejects.toMatchObject({
      code: "training.backend-unavailable",
      details: { backend: "webgpu" },
    });
  });

  it("measures the user's own model on what there is, and says what is missing", async () => {
    const { choice } = await chooseBackend({ ...options, params: trainParams({ backend: "auto" }) });
    const outcome = Object.fromEntries(choice.measurements.map((line) => [line.backend, line.outcome]));
    expect(outcome).toMatchObject({ cpu: "measured", webgpu: "unavailable" });
    expect(["cpu", "wasm"]).toContain(choice.chosen);
  });

  it("refuses a loss that does not fit the task, whatever the backend", async () => {
    const spec = networkFor({ model: { kind: "linear" }, task: "regression", inputWidth: 4, classCount: 0 });
    const params = trainParams({ backend: "auto", loss: "crossEntropy" });
    await expect(chooseBackend({ ...options, spec, params })).rejects.toMatchObject({ code: "training.model-invalid" });
  });
});
