/** A plan on a GPU: buffers and bind groups made once, bursts of steps recorded together, one number read back for each burst. */
import { AppError } from "../../../errors";
import type { NamedTensor } from "../../layer-graph";
import type { BurstResult, DevicePlan, DeviceRows, HostRows, PlannedStep } from "../device-plan";
import type { Plan } from "../plan/plan";
import type { DeviceLink } from "./device-link";
import type { GpuRows } from "./device-rows";
import { uploadRows } from "./device-rows";
import type { KernelContext } from "./shaders/kernel";
import { TOTALS, TOTALS_FLOATS } from "./shaders/loss";
import { stepGroup } from "./pipelines";
import type { PlacedBuffers } from "./placed-buffers";
import { placeBuffers, readTensors } from "./placed-buffers";
import type { PlacedParts, PlanHost } from "./placed-parts";
import type { PlacedProgram } from "./placed-program";
import { bindKernel, isDataRegion, placeProgram, readsData, recordSteps } from "./placed-program";
import type { ProgramKind } from "./program";
import { programOf } from "./program";
import { regionsOf } from "./regions";
import { batches, loadFeatures, loadRows, runRows } from "./row-runs";
import { STEPS_PER_SUBMIT, stepTable } from "./step-table";

const BYTES = 4;

export interface PlacedPlan extends DevicePlan {
  /** Gradient with respect to the features, for a plan compiled for that. */
  inputGradients(rows: HostRows): Promise<Float32Array>;
}

/** Places a plan. `training.does-not-fit` before anything is allocated. */
export async function placePlan(host: PlanHost, plan: Plan, options: { readonly seed: number }): Promise<PlacedPlan> {
  const regions = regionsOf(plan);
  const context: KernelContext = { regions, batchSize: plan.batchSize, parallelism: host.parallelism };
  const kinds: readonly ProgramKind[] = plan.inputGradient ? ["inputGradients"] : ["train", "evaluate", "predict"];
  const kernels = new Map(kinds.map((kind) => [kind, programOf(context, plan, kind)]));
  const workspace = Math.max(0, ...[...kernels.values()].flat().map((kernel) => kernel.workspace));
  const buffers = await placeBuffers(host.link, { regions, workspace });
  const placed = new Map<ProgramKind, Promise<PlacedProgram>>();
  /** Compiled when first used: an evaluation need not delay the first step. */
  const program = (kind: ProgramKind) => {
    const known = placed.get(kind);
    if (known) return known;
    const made = host.link.wait(() =>
      placeProgram(host.link.gpu, host.pipelines, { kernels: kernels.get(kind) ?? [], bufferOf: buffers.region }),
    );
    placed.set(kind, made);
    made.catch(() => placed.delete(kind));
    return made;
  };
  await program(kinds[0] ?? "train").catch((error: unknown) => {
    buffers.pool.destroyAll();
    throw error;
  });
  return devicePlan({ host, plan, buffers, program, seed: options.seed, kernels });
}

function devicePlan(parts: PlacedParts): PlacedPlan {
  const { host, plan, buffers } = parts;
  const gpu = host.link.gpu;
  const exclusive = oneAtATime();
  const submit = submitter(parts);
  let training: GpuRows | null = null;
  const gradientsOf = plan.tensors.filter(({ slot }) => slot.space === "parameters");
  return {
    plan,
    threads: 1,
    memoryBytes: () => buffers.pool.bytes(),
    dispatchesPerStep: () => parts.kernels.get("train")?.length ?? null,
    upload: (rows) => uploadRows(gpu, buffers.pool, { rows, plan, bind: dataBinder(parts) }),
    setOrder(data, order) {
      training = gpuRows(data);
      training.setOrder(order);
    },
    run: (steps) =>
      exclusive(async (): Promise<BurstResult> => {
        if (!training) throw new AppError("unexpected", { details: { missing: "order" } });
        await submit("train", { steps, ordered: true, data: training });
        const [lossSum = NaN] = await readTotals(host.link, buffers);
        return { lossSum, steps: steps.length };
      }),
    evaluate: (data, part = { start: 0, rows: data.rows }) =>
      exclusive(async () => {
        const steps = batches(part.rows, plan.batchSize, part.start);
        await submit("evaluate", { steps, ordered: false, data: gpuRows(data) });
        const [loss = NaN, score = NaN] = await readTotals(host.link, buffers);
        return { loss: loss / part.rows, score: score / part.rows };
      }),
    predict: (data) =>
      exclusive(async () => {
        const output = { at: plan.output, width: plan.outputWidth };
        return runRows(parts, { kind: "predict", rows: data.rows, output, load: loadFeatures(parts, data.features) });
      }),
    inputGradients: (rows) =>
      exclusive(async () => {
        if (!plan.inputGradient) throw new AppError("unexpected", { details: { missing: "inputGradient" } });
        const output = { at: plan.inputGradient, width: plan.inputWidth };
        return runRows(parts, { kind: "inputGradients", rows: rows.rows, output, load: loadRows(parts, rows) });
      }),
    readTensors: () => exclusive(() => readTensors(buffers, plan.tensors)),
    writeTensors: (tensors) => writeTensors(parts, tensors),
    readState: () =>
      exclusive(async () => {
        const { parameters, state, statistics } = plan.sizes;
        const sizes = { parameters, state, statistics };
        const [first, second, third] = await buffers.read(
          Object.entries(sizes).map(([region, floats]) => ({ at: { region, offset: 0 }, floats })),
        );
        const none = new Float32Array(0);
        return { parameters: first ?? none, optimizer: second ?? none, statistics: third ?? none };
      }),
    writeState({ parameters, optimizer, statistics }) {
      buffers.write({ region: "parameters", offset: 0 }, parameters);
      buffers.write({ region: "state", offset: 0 }, optimizer);
      buffers.write({ region: "statistics", offset: 0 }, statistics);
    },
    readGradients: () =>
      exclusive(() => readTensors(buffers, gradientsOf, (slot) => ({ ...slot, space: "gradients" }))),
    dispose: () => buffers.pool.destroyAll(),
  };
}

/** Records and submits steps, at most a table of them at once; totals start from zero. */
function submitter(parts: PlacedParts) {
  const { host, buffers, seed } = parts;
  const { gpu } = host.link;
  const group = stepGroup(gpu, host.pipelines, buffers.stepTable);
  return async (
    kind: ProgramKind,
    work: { readonly steps: readonly PlannedStep[]; readonly ordered: boolean; readonly data: GpuRows },
  ): Promise<void> => {
    const program = await parts.program(kind);
    await work.data.requireRoom();
    for (let start = 0; start < work.steps.length; start += STEPS_PER_SUBMIT) {
      const steps = work.steps.slice(start, start + STEPS_PER_SUBMIT);
      const encoder = gpu.createCommandEncoder();
      if (start === 0) encoder.clearBuffer(buffers.region(TOTALS.region));
      gpu.queue.writeBuffer(buffers.stepTable, 0, stepTable(steps, { seed, ordered: work.ordered }));
      const pass = encoder.beginComputePass();
      recordSteps(pass, program, { steps: steps.length, stepGroup: group, dataGroup: work.data.group() });
      pass.end();
      gpu.queue.submit([encoder.finish()]);
    }
  };
}

async function readTotals(link: DeviceLink, buffers: PlacedBuffers): Promise<Float32Array> {
  const bytes = TOTALS_FLOATS * BYTES;
  const encoder = link.gpu.createCommandEncoder();
  encoder.copyBufferToBuffer(buffers.region(TOTALS.region), 0, buffers.staging, 0, bytes);
  link.gpu.queue.submit([encoder.finish()]);
  return new Float32Array(await link.readMapped(buffers.staging, bytes));
}

function writeTensors({ plan, buffers }: PlacedParts, tensors: readonly NamedTensor[]): void {
  const slots = new Map(plan.tensors.map(({ name, slot }) => [name, slot]));
  for (const { name, values } of tensors) {
    const slot = slots.get(name);
    if (slot?.width !== values.length) throw new AppError("training.model-invalid", { details: { layer: name } });
    buffers.write(slot, values);
  }
}

function dataBinder({ host, buffers, kernels }: PlacedParts) {
  const gather = kernels.get("train")?.find(readsData);
  return (bufferOf: (region: "dataFeatures" | "dataTargets" | "dataWeights" | "dataOrder") => GPUBuffer) => {
    if (!gather) throw new AppError("unexpected", { details: { missing: "gather" } });
    return bindKernel(host.link.gpu, host.pipelines, {
      kernel: gather,
      bufferOf: (region) => (isDataRegion(region) ? bufferOf(region) : buffers.region(region)),
    });
  };
}

function gpuRows(rows: DeviceRows): GpuRows {
  if ("group" in rows) return rows as GpuRows;
  throw new AppError("unexpected", { details: { missing: "rows of this target" } });
}

/** Calls run one after another: they share the step table and the staging buffer. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
