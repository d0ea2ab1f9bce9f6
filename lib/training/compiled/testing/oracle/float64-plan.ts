/**
 * Runs a plan of dense layers, sums, concatenations and elementwise activations in float64, call by call as `plan.ts` describes
 * them: it tells a mistake of the compiler from a mistake of a target. The loss is the mean squared error.
 */
import type { GraphActivation } from "../../../layer-graph";
import type { LossOp, Plan } from "../../plan/plan";
import type { ForwardOp } from "../../plan/forward-op";
import type { BackwardOp } from "../../plan/backward-op";
import { SPACES, type Slot, type Space } from "../../plan/slot";
import { activateNumber } from "./oracle-activations";

export interface Float64Run {
  /** The numbers of a slot: rows·width in a per-row space. */
  readonly read: (slot: Slot) => Float64Array;
}

/** Forward, loss and backward over the first `rows` rows. `weights` by the names of `plan.tensors`. */
export function runInFloat64(
  plan: Plan,
  input: {
    readonly rows: number;
    readonly weights: ReadonlyMap<string, Float64Array>;
    readonly features: ArrayLike<number>;
    readonly targets: ArrayLike<number>;
  },
): Float64Run {
  const memory = Object.fromEntries(
    // What lies in memory from before must not matter.
    SPACES.map((space) => [space, new Float64Array(plan.sizes[space]).fill(NaN)]),
  ) as Record<Space, Float64Array>;
  const { rows } = input;
  const perRow = (slot: Slot) => ["batch", "activations", "deltas"].includes(slot.space);
  const read = ({ space, offset, width }: Slot) =>
    memory[space].subarray(offset, offset + width * (perRow({ space, offset, width }) ? rows : 1));
  for (const { name, slot } of plan.tensors) read(slot).set(input.weights.get(name)!);
  read(plan.features).set(input.features);
  read(plan.targets).set(input.targets);
  for (const op of plan.forward) forwardCall(op, rows, read);
  lossCall(plan.loss, rows, read);
  for (const op of plan.backward) backwardCall(op, rows, read);
  return { read };
}

type Read = Float64Run["read"];

function forwardCall(op: ForwardOp, rows: number, read: Read): void {
  const y = "y" in op ? read(op.y) : new Float64Array();
  switch (op.kind) {
    case "dense": {
      const [x, kernel, bias] = [read(op.x), read(op.kernel), op.bias && read(op.bias)];
      for (let row = 0; row < rows * op.rowsPerSample; row++)
        for (let unit = 0; unit < op.units; unit++) {
          let sum = bias ? bias[unit]! : 0;
          for (let i = 0; i < op.inputs; i++) sum += x[row * op.inputs + i]! * kernel[i * op.units + unit]!;
          y[row * op.units + unit] = activateNumber(op.activation, sum);
        }
      return;
    }
    case "add": {
      const [a, b] = [read(op.a), read(op.b)];
      return y.forEach((_, i) => void (y[i] = a[i]! + b[i]!));
    }
    case "copyColumns":
      return read(op.x).forEach((value, i) => void (y[columnAt(op, i)] = value));
    case "activation":
      return read(op.x).forEach((value, i) => void (y[i] = activateNumber(op.activation, value)));
    default:
      throw new RangeError(op.kind);
  }
}

function lossCall(op: LossOp, rows: number, read: Read): void {
  const [y, t, dy] = [read(op.output), read(op.target), read(op.dOutput)];
  const share = (op.perRow ? 1 : 1 / rows) / op.outputs;
  y.forEach((value, i) => {
    const { seed } = op;
    const gradient = seed.kind === "loss" ? 2 * share * (value - t[i]!) : Number(i % op.outputs === seed.index);
    dy[i] = gradient * derivative(op.throughActivation, value);
  });
}

function backwardCall(op: BackwardOp, rows: number, read: Read): void {
  const dy = read(op.dy);
  switch (op.kind) {
    case "denseWeightGradient": {
      const [x, dKernel, dBias] = [read(op.x), read(op.dKernel), op.dBias && read(op.dBias)];
      dKernel.fill(0);
      dBias?.fill(0);
      for (let row = 0; row < rows * op.rowsPerSample; row++)
        for (let unit = 0; unit < op.units; unit++) {
          const d = dy[row * op.units + unit]!;
          if (dBias) dBias[unit]! += d;
          for (let i = 0; i < op.inputs; i++) dKernel[i * op.units + unit]! += x[row * op.inputs + i]! * d;
        }
      return;
    }
    case "denseInputGradient": {
      const kernel = read(op.kernel);
      return send(op, read, (place) => {
        const [row, i] = [Math.floor(place / op.inputs), place % op.inputs];
        let sum = 0;
        for (let unit = 0; unit < op.units; unit++) sum += dy[row * op.units + unit]! * kernel[i * op.units + unit]!;
        return sum;
      });
    }
    case "copyColumnsGradient":
      return send(op, read, (place) => dy[columnAt(op, place)]!);
    case "pass":
      return send(op, read, (place) => dy[place]!);
    case "activationGradient": {
      const x = read(op.x);
      const h = 1e-6;
      const slope = (at: number) =>
        (activateNumber(op.activation, at + h) - activateNumber(op.activation, at - h)) / (2 * h);
      return send(op, read, (place) => dy[place]! * slope(x[place]!));
    }
    default:
      throw new RangeError(op.kind);
  }
}

type Sending = Extract<
  BackwardOp,
  { readonly kind: "pass" | "denseInputGradient" | "copyColumnsGradient" | "activationGradient" }
>;

/** dx = gradient·act′(y), or dx += it. */
function send(op: Sending, read: Read, gradientAt: (place: number) => number): void {
  const dx = read(op.dx);
  const y = op.throughY && read(op.throughY);
  dx.forEach((before, place) => {
    const gradient = gradientAt(place) * (y ? derivative(op.throughActivation, y[place]!) : 1);
    dx[place] = op.accumulate ? before + gradient : gradient;
  });
}

/** act′ from the output. */
function derivative(activation: GraphActivation, y: number): number {
  if (activation === "linear") return 1;
  if (activation === "tanh") return 1 - y * y;
  if (activation === "sigmoid") return y * (1 - y);
  throw new RangeError(activation);
}

/** Where element `place` of a part lies in the whole. */
function columnAt(
  op: { readonly width: number; readonly column: number; readonly total: number },
  place: number,
): number {
  return Math.floor(place / op.width) * op.total + op.column + (place % op.width);
}
