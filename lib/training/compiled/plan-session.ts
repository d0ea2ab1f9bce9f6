/** A plan on a device together with the rows it trains on. */
import type { DevicePlan, DeviceRows, DeviceState, HostRows, PlanTarget } from "./device-plan";
import type { Plan } from "./plan/plan";

export interface PlanSession {
  readonly target: PlanTarget;
  readonly device: DevicePlan;
  readonly train: DeviceRows;
  /** The training rows where there are none to validate on: the curve is then judged on them. */
  readonly validation: DeviceRows;
  /** May be called again. */
  close(): void;
}

export interface SessionInput {
  readonly plan: Plan;
  readonly seed: number;
  readonly train: HostRows;
  readonly validation: HostRows | null;
}

/** Places the plan and uploads its rows. Errors: `training.does-not-fit`, `training.device-lost`. */
export async function openSession(target: PlanTarget, input: SessionInput): Promise<PlanSession> {
  const device = await target.place(input.plan, { seed: input.seed });
  try {
    const train = device.upload(input.train);
    const validation = input.validation ? device.upload(input.validation) : train;
    return { target, device, train, validation, close: onceOnly(() => close(device, [train, validation])) };
  } catch (error) {
    device.dispose();
    throw error;
  }
}

/** A copy of the state whose numbers are all finite; null when they are not. */
export async function readGoodState(device: DevicePlan): Promise<DeviceState | null> {
  const state = await device.readState();
  const good = [state.parameters, state.optimizer, state.statistics].every(areFinite);
  return good ? state : null;
}

/** A plain loop: a callback for each of some million numbers is felt. */
function areFinite(values: Float32Array): boolean {
  for (let index = 0; index < values.length; index++) if (!Number.isFinite(values[index])) return false;
  return true;
}

function close(device: DevicePlan, rows: readonly DeviceRows[]): void {
  for (const part of new Set(rows)) part.release();
  device.dispose();
}

function onceOnly(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
