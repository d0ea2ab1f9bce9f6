/** The CPU target stays with a float64 training far closer than two float32 implementations stay with each other. */
import { expect, it } from "vitest";
import { float64Losses } from "../testing/oracle/float64-training";
import { enableRelaxedSimd, loadKernelFromDisk } from "../testing/node-kernels";
import { lossesOf, placeRun, workloadRun, worstRelative } from "../testing/cases/workload-run";
import { WORKLOADS } from "../testing/cases/workloads";
import { createWasmTarget } from "./wasm-target";

enableRelaxedSimd();

const DENSE = WORKLOADS.filter(({ name }) => ["logistic", "tabular-b32", "tabular-b256", "mlp-64"].includes(name));

it.each(DENSE)("loses as much as float64 over 50 steps of $name", async (workload) => {
  const { batchSize } = workload;
  const run = workloadRun(workload, { steps: 50, rows: Math.round(4.5 * batchSize), batchSize });
  const expected = float64Losses(run);
  for (const variant of ["plain", "auto"] as const) {
    const target = await createWasmTarget({ loadKernel: loadKernelFromDisk, variant, threads: 1 });
    const device = await placeRun(target, run);
    expect(worstRelative(await lossesOf(device, run), expected), variant).toBeLessThan(2e-6);
    device.dispose();
    target.dispose();
  }
});
