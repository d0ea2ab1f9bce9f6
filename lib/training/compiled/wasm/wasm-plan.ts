/** The port `DevicePlan` on one linear memory. Steps run to the end of a burst in the calling thread; nothing is awaited within. */
import { AppError } from "../../../errors";
import type { DevicePlan, HostRows } from "../device-plan";
import { dataArena, type Allocation } from "./data-arena";
import { align } from "./memory-layout";
import { NO_DATA, rowSteps, runProgram, type DataAddresses, type PlacedPlan } from "./placed-plan";
import { readGradients, readState, readTensors, slotView, writeState, writeTensors } from "./plan-values";

export function wasmPlan(placed: PlacedPlan): DevicePlan {
  const arena = dataArena(placed);
  let order: Allocation | null = null;
  let current: DataAddresses | null = null;
  return {
    plan: placed.plan,
    get threads() {
      return placed.runner.threads();
    },
    memoryBytes: () => placed.memory.bytes(),
    dispatchesPerStep: () => null,
    upload: (rows) => arena.upload(rows),
    setOrder(data, rows) {
      const addresses = arena.addressesOf(data);
      if (order === null || order.bytes !== align(rows.byteLength)) {
        if (order) arena.free(order);
        order = arena.allocate(rows.byteLength);
      }
      placed.memory.words().set(rows, order.address / 4);
      current = { ...addresses, order: order.address };
    },
    async run(steps) {
      if (current === null) throw new AppError("unexpected");
      return { lossSum: runProgram(placed, "training", { steps, data: current }).loss, steps: steps.length };
    },
    async evaluate(data, part = { start: 0, rows: data.rows }) {
      const steps = rowSteps(part.rows, placed.plan.batchSize, part.start);
      const sums = runProgram(placed, "evaluation", { steps, data: arena.addressesOf(data) });
      return { loss: sums.rowLoss / part.rows, score: sums.score / part.rows };
    },
    predict: async (data) => predict(placed, data),
    readTensors: async () => readTensors(placed),
    writeTensors: (tensors) => writeTensors(placed, tensors),
    readState: async () => readState(placed),
    writeState: (state) => writeState(placed, state),
    readGradients: async () => readGradients(placed),
    dispose: () => placed.runner.close(),
  };
}

/** Raw outputs, a batch at a time: rows go straight into the batch's slots. */
function predict(placed: PlacedPlan, data: { readonly rows: number; readonly features: Float32Array }): Float32Array {
  const { plan } = placed;
  const outputs = new Float32Array(data.rows * plan.outputWidth);
  for (const step of rowSteps(data.rows, plan.batchSize)) {
    slotView(placed, plan.features, step.rows).set(rowsOf(data.features, step, plan.inputWidth));
    runProgram(placed, "prediction", { steps: [step], data: NO_DATA });
    outputs.set(slotView(placed, plan.output, step.rows), step.start * plan.outputWidth);
  }
  return outputs;
}

/** Gradient with respect to the features [rows, inputWidth], for a plan that was compiled for it. */
export function inputGradients(placed: PlacedPlan, rows: HostRows): Float32Array {
  const { plan } = placed;
  if (plan.inputGradient === null) throw new AppError("training.uncovered", { details: { what: "inputGradients" } });
  const gradients = new Float32Array(rows.rows * plan.inputWidth);
  for (const step of rowSteps(rows.rows, plan.batchSize)) {
    slotView(placed, plan.features, step.rows).set(rowsOf(rows.features, step, plan.inputWidth));
    slotView(placed, plan.targets, step.rows).set(rowsOf(rows.targets, step, plan.targetWidth));
    if (plan.sampleWeights) {
      const weights = rows.sampleWeights ?? new Float32Array(rows.rows).fill(1);
      slotView(placed, plan.sampleWeights, step.rows).set(rowsOf(weights, step, 1));
    }
    runProgram(placed, "gradient", { steps: [step], data: NO_DATA });
    gradients.set(slotView(placed, plan.inputGradient, step.rows), step.start * plan.inputWidth);
  }
  return gradients;
}

function rowsOf(
  values: Float32Array,
  part: { readonly start: number; readonly rows: number },
  width: number,
): Float32Array {
  return values.subarray(part.start * width, (part.start + part.rows) * width);
}
