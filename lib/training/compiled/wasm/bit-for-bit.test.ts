/** Trainings on the CPU target give the same bits: again, on any number of threads, after other work, and when taken up from a state. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADAM } from "../../objective";
import type { DevicePlan, DeviceState, PlanTarget } from "../device-plan";
import { SHARDED_CASES } from "../testing/cases/layer-cases";
import { enableRelaxedSimd, loadKernelFromDisk, spawnNodeThread } from "../testing/node-kernels";
import { placeCase } from "../testing/cases/placed-case";
import { correctedStep } from "../testing/suite/suite-objectives";
import { placeRun, workloadRun } from "../testing/cases/workload-run";
import { WORKLOADS } from "../testing/cases/workloads";
import { createWasmTarget } from "./wasm-target";

enableRelaxedSimd();

const THREADS = [2, 3, 4];

interface Training {
  readonly name: string;
  /** Places it, from its start. */
  readonly place: (target: PlanTarget) => Promise<DevicePlan>;
  readonly steps: Parameters<DevicePlan["run"]>[0];
}

const workloads = WORKLOADS.map((workload): Training => {
  const { batchSize } = workload;
  const run = workloadRun(workload, { steps: 8, rows: Math.round(2.5 * batchSize), batchSize });
  return { name: workload.name, steps: run.steps, place: (target) => placeRun(target, run) };
});

const cases = SHARDED_CASES.map(({ name, graph }): Training => ({
  name,
  steps: [21, 21, 7, 21].map((rows, step) => correctedStep(ADAM, { step, rows })),
  place: async (target) => (await placeCase(target, { graph, optimizer: ADAM, batchSize: 21, seed: 41 })).device,
}));

describe.each(["plain", "auto"] as const)("the build %s", (variant) => {
  let alone: PlanTarget;
  const crews: PlanTarget[] = [];
  beforeAll(async () => {
    const base = { loadKernel: loadKernelFromDisk, variant, spawnThread: spawnNodeThread };
    alone = await createWasmTarget({ ...base, threads: 1 });
    for (const threads of THREADS) crews.push(await createWasmTarget({ ...base, threads }));
  });
  afterAll(() => [alone, ...crews].forEach((target) => target.dispose()));

  it.each([...workloads, ...cases])("trains $name to the same bits", async ({ place, steps }) => {
    const first = await place(alone);
    await first.run(steps);
    const expected = bitsOf(await first.readState());

    expect(await bitsAfter(await place(alone), steps), "again").toBe(expected);

    // A plan that has worked before: nothing that it left in memory may count.
    const start = await (await place(alone)).readState();
    first.writeState(start);
    expect(await bitsAfter(first, steps), "in used memory").toBe(expected);

    const middle = Math.floor(steps.length / 2);
    const half = await place(alone);
    await half.run(steps.slice(0, middle));
    const resumed = await place(alone);
    resumed.writeState(await half.readState());
    expect(await bitsAfter(resumed, steps.slice(middle)), "resumed").toBe(expected);

    for (const crew of crews) {
      const device = await place(crew);
      if (device.plan.shards > 1) expect(device.threads).toBeGreaterThan(1);
      expect(await bitsAfter(device, steps), `on ${device.threads} threads`).toBe(expected);
    }
  });
});

/** Runs the steps and gives the bits of everything that resume needs. */
async function bitsAfter(device: DevicePlan, steps: Training["steps"]): Promise<string> {
  await device.run(steps);
  const bits = bitsOf(await device.readState());
  device.dispose();
  return bits;
}

/** A digest of the very bits: −0 is not 0. */
function bitsOf({ parameters, optimizer, statistics }: DeviceState): string {
  const hash = createHash("sha256");
  for (const { buffer, byteOffset, byteLength } of [parameters, optimizer, statistics]) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest("hex");
}
