/** A target without kernels: logistic regression with momentum in plain loops. It shows what a fit loop does, and can be lost. */
import { AppError } from "../../../errors";
import type { DevicePlan, DeviceRows, DeviceState, HostRows, PlannedStep, PlanTarget, RowRange } from "../device-plan";
import type { Plan } from "../plan/plan";

const MOMENTUM = 0.9;

/** A plan for `inputs` features and one logit: kernel, then bias. */
export function fakePlan(inputs: number, batchSize: number): Plan {
  const slot = (space: Plan["features"]["space"], offset: number, width: number) => ({ space, offset, width });
  const logits = slot("activations", 0, 1);
  return {
    ...{ batchSize, shards: 1, rowsPerShard: batchSize, inputWidth: inputs, outputWidth: 1, targetWidth: 1 },
    hasSampleWeights: false,
    sizes: {
      ...{ parameters: inputs + 1, gradients: inputs + 1, state: inputs + 1, statistics: 0 },
      ...{ batch: batchSize * (inputs + 1), activations: batchSize, deltas: batchSize, scratch: 0 },
    },
    optimizerSlots: 1,
    features: slot("batch", 0, inputs),
    targets: slot("batch", batchSize * inputs, 1),
    sampleWeights: null,
    output: logits,
    ...{ outputActivation: "linear", inputGradient: null },
    tensors: [
      { name: "dense0/kernel", shape: [inputs, 1], slot: slot("parameters", 0, inputs) },
      { name: "dense0/bias", shape: [1], slot: slot("parameters", inputs, 1) },
    ],
    ...{ forward: [], backward: [] },
    loss: {
      ...{ kind: "loss", seed: { kind: "loss" }, perRow: false, outputs: 1, targetWidth: 1 },
      loss: {
        ...{ kind: "binaryCrossEntropy", fromLogits: true, labelSmoothing: 0, delta: 1, classWeights: null },
      },
      ...{ output: logits, target: slot("batch", batchSize * inputs, 1), sampleWeight: null },
      ...{ dOutput: slot("deltas", 0, 1), throughActivation: "linear", score: "correct" },
    },
    update: {
      ...{ kind: "update", clip: null, length: inputs + 1, regularized: [] },
      optimizer: { kind: "momentum", momentum: MOMENTUM, nesterov: false },
    },
    flopsPerStep: 4 * batchSize * inputs,
  };
}

export interface FakeTarget extends PlanTarget {
  /** The device goes away: its next call fails. */
  lose(): void;
  /** Steps of every `run` so far, on all plans. */
  readonly bursts: readonly (readonly PlannedStep[])[];
  /** Plans that were placed and not disposed. */
  readonly placed: () => number;
}

/** A target that runs {@link fakePlan}s. `onRun` sees every burst before it runs, and may lose the device. */
export function fakeTarget(onRun?: (target: FakeTarget, burst: number) => void): FakeTarget {
  const bursts: (readonly PlannedStep[])[] = [];
  let lost = false;
  let placed = 0;
  const check = () => {
    if (lost) throw new AppError("training.device-lost", { details: { device: "fake" } });
  };
  const target: FakeTarget = {
    ...{ name: "wasm", device: "fake", bursts, placed: () => placed },
    lose: () => void (lost = true),
    place(plan) {
      check();
      placed++;
      const onBurst = (steps: readonly PlannedStep[]) => {
        bursts.push(steps);
        onRun?.(target, bursts.length);
      };
      return Promise.resolve(fakeDevicePlan(plan, { check, onBurst, onDispose: () => void placed-- }));
    },
    inputGradients: () => Promise.reject(new AppError("training.uncovered", { details: { what: "input gradient" } })),
    dispose: () => undefined,
  };
  return target;
}

interface FakeRows extends DeviceRows, HostRows {
  order: Uint32Array;
}

interface Hooks {
  readonly check: () => void;
  readonly onBurst: (steps: readonly PlannedStep[]) => void;
  readonly onDispose: () => void;
}

function fakeDevicePlan(plan: Plan, { check, onBurst, onDispose }: Hooks): DevicePlan {
  const inputs = plan.inputWidth;
  let state = freshState(plan);
  let data: FakeRows | null = null;
  return {
    ...{ plan, threads: 1, memoryBytes: () => 0, dispatchesPerStep: () => null, dispose: onDispose },
    upload: (rows) => ({ ...rows, order: new Uint32Array(rows.rows), release: () => undefined }) satisfies FakeRows,
    setOrder(rows, order) {
      data = rows as FakeRows;
      data.order = order;
    },
    run(steps) {
      return task(() => {
        onBurst(steps);
        check();
        let lossSum = 0;
        for (const step of steps) if (data) lossSum += trainStep(state, data, step);
        return { lossSum, steps: steps.length };
      });
    },
    evaluate: (rows, part) => task(() => (check(), evaluate(state, rows as FakeRows, part))),
    predict: ({ rows, features }) =>
      task(() => Float32Array.from({ length: rows }, (_, row) => logitOf(state, features, row))),
    readTensors() {
      return task(() => {
        check();
        return plan.tensors.map(({ name, shape, slot }) => {
          return { name, shape, values: state.parameters.slice(slot.offset, slot.offset + slot.width) };
        });
      });
    },
    writeTensors(tensors) {
      state.parameters.set(tensors[0]!.values, 0);
      state.parameters.set(tensors[1]!.values, inputs);
    },
    readState: () => task(() => (check(), copyState(state))),
    writeState: (saved) => void (state = copyState(saved)),
    readGradients: () => Promise.resolve([]),
  };
}

/** Failures reject, as those of a real device do. */
async function task<T>(work: () => T): Promise<T> {
  await Promise.resolve();
  return work();
}

function freshState({ sizes }: Plan): DeviceState {
  return {
    parameters: new Float32Array(sizes.parameters),
    optimizer: new Float32Array(sizes.state),
    statistics: new Float32Array(0),
  };
}

function copyState({ parameters, optimizer, statistics }: DeviceState): DeviceState {
  return { parameters: parameters.slice(), optimizer: optimizer.slice(), statistics: statistics.slice() };
}

function logitOf({ parameters }: DeviceState, features: Float32Array, row: number): number {
  const inputs = parameters.length - 1;
  let sum = parameters[inputs]!;
  for (let column = 0; column < inputs; column++) sum += parameters[column]! * features[row * inputs + column]!;
  return sum;
}

function lossOf(logit: number, target: number): number {
  return Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - logit * target;
}

function trainStep(state: DeviceState, data: FakeRows, { start, rows, learningRate }: PlannedStep): number {
  const inputs = state.parameters.length - 1;
  const gradient = new Float64Array(inputs + 1);
  let loss = 0;
  for (let index = start; index < start + rows; index++) {
    const row = data.order[index]!;
    const logit = logitOf(state, data.features, row);
    const delta = (1 / (1 + Math.exp(-logit)) - data.targets[row]!) / rows;
    loss += lossOf(logit, data.targets[row]!) / rows;
    for (let column = 0; column < inputs; column++) gradient[column]! += delta * data.features[row * inputs + column]!;
    gradient[inputs]! += delta;
  }
  gradient.forEach((slope, index) => {
    state.optimizer[index] = MOMENTUM * state.optimizer[index]! + slope;
    state.parameters[index]! -= learningRate * state.optimizer[index];
  });
  return loss;
}

function evaluate(
  state: DeviceState,
  { rows, features, targets }: HostRows,
  part: RowRange = { start: 0, rows },
): { loss: number; score: number } {
  let loss = 0;
  let right = 0;
  for (let row = part.start; row < part.start + part.rows; row++) {
    const logit = logitOf(state, features, row);
    loss += lossOf(logit, targets[row]!) / part.rows;
    if (logit > 0 === targets[row]! > 0.5) right++;
  }
  return { loss, score: right / part.rows };
}
