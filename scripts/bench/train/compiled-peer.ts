/** Our engine on one of its targets. */
import type { DevicePlan, DeviceRows, PlannedStep, PlanTarget } from "../../../lib/training/compiled/device-plan";
import { permutation, seededRandom } from "../../../lib/random";
import { batchCursor, type BenchSession, type BenchWorkload, type TrainPeer } from "./peer";
import { benchPlan } from "./workload";

const BURST = 256;

/** The peer on a target; null where there is none, or where a model is too small for as many threads. */
export function compiledPeer(name: string, openTarget: () => Promise<PlanTarget | null>, threads = 1): TrainPeer {
  return {
    name,
    async open(workload) {
      const target = await openTarget();
      if (!target) return null;
      const device = await target.place(benchPlan(workload), { seed: 1 });
      if (threads > 1 && device.threads === 1) {
        device.dispose();
        return null; // too small to share
      }
      device.writeTensors(workload.tensors);
      const data = device.upload({ ...workload, sampleWeights: null });
      device.setOrder(data, orderOf(workload));
      return session(device, data, workload);
    },
  };
}

/** In the order of the rows, as the other engines; a shuffled workload jumps through all of them. */
function orderOf({ rows, shuffled }: BenchWorkload): Uint32Array {
  if (shuffled) return permutation(rows, seededRandom("bench/order"));
  return Uint32Array.from({ length: rows }, (_, index) => index);
}

function session(device: DevicePlan, data: DeviceRows, workload: BenchWorkload): BenchSession {
  const cursor = batchCursor(workload.rows, workload.batchSize);
  let step = 0;
  let power1 = 1;
  let power2 = 1;
  const next = (): PlannedStep => {
    const { start, end } = cursor();
    power1 *= 0.9;
    power2 *= 0.999;
    const { learningRate } = workload;
    return {
      ...{ start, rows: end - start, step: step++, learningRate },
      ...{ correction1: 1 - power1, correction2: 1 - power2 },
    };
  };
  return {
    async run(steps) {
      const startMs = performance.now();
      let lossSum = 0;
      for (let done = 0; done < steps; done += BURST) {
        const burst = Array.from({ length: Math.min(BURST, steps - done) }, next);
        lossSum += (await device.run(burst)).lossSum;
      }
      return { ms: performance.now() - startMs, loss: lossSum / steps };
    },
    memoryBytes: () => device.memoryBytes(),
    dispatchesPerStep: () => device.dispatchesPerStep(),
    dispose() {
      data.release();
      device.dispose();
    },
  };
}
