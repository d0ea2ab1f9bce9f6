/** A plan for people: one line per call. Names, shapes and formulas only, so that it reads alike in every language. */
import { opFlops } from "./flops";
import { shapesOf } from "./op-shapes";
import { opTraffic } from "./op-traffic";
import type { Plan, PlanOp } from "./plan";
import { SPACES, type Space } from "./slot";

export interface PlanLine {
  readonly phase: "forward" | "loss" | "backward" | "update";
  /** The call's kind. */
  readonly kernel: string;
  /** The layer by its name, where the call has a weight of it; else empty. */
  readonly layer: string;
  /** Sizes for a full batch: `[128,64]·[64,128] → [128,128]`. */
  readonly shapes: string;
  /** For a full batch. */
  readonly flops: number;
  /** Bytes of memory, counting each array once. */
  readonly reads: number;
  readonly writes: number;
  /** What else the call does: a fused activation `relu`, `·relu′` in a gradient, `+=` when it adds to its target. */
  readonly note: string;
}

export interface PlanDescription {
  readonly lines: readonly PlanLine[];
  readonly flopsPerStep: number;
  /** Bytes of one copy of each space. */
  readonly memory: Readonly<Record<Space, number>>;
}

/** Every call of a step in order. An input-gradient plan has no update. */
export function describePlan(plan: Plan): PlanDescription {
  const layers = new Map(plan.tensors.map(({ name, slot }) => [placeOf(slot), name.slice(0, name.lastIndexOf("/"))]));
  const line = (phase: PlanLine["phase"], op: PlanOp): PlanLine => ({
    phase,
    kernel: op.kind,
    layer: layerOf(op, layers),
    shapes: shapesOf(op, plan.batchSize),
    flops: opFlops(op, plan.batchSize),
    ...opTraffic(op, plan),
    note: noteOf(op),
  });
  const lines = [
    ...plan.forward.map((op) => line("forward", op)),
    line("loss", plan.loss),
    ...plan.backward.map((op) => line("backward", op)),
    ...(plan.inputGradient === null ? [line("update", plan.update)] : []),
  ];
  const memory = Object.fromEntries(SPACES.map((space) => [space, 4 * plan.sizes[space]])) as Record<Space, number>;
  return { lines, flopsPerStep: plan.flopsPerStep, memory };
}

/** The description as a table in columns, with the totals below: for a terminal and for tests. */
export function planText(plan: Plan): string {
  const { lines, flopsPerStep, memory } = describePlan(plan);
  const head = ["phase", "kernel", "layer", "shapes", "kFLOP", "kB read", "kB written", ""];
  const rows = lines.map((line) => [
    line.phase,
    line.kernel,
    line.layer,
    line.shapes,
    ...[line.flops, line.reads, line.writes].map(inThousands),
    line.note,
  ]);
  const spaces = SPACES.filter((space) => memory[space] > 0).map(
    (space) => `${space} ${inThousands(memory[space])} kB`,
  );
  const totals = [
    `${inThousands(flopsPerStep)} kFLOP; ${plan.shards} × ${plan.rowsPerShard} = ${plan.batchSize}`,
    spaces.join(", "),
  ];
  return [...columns([head, ...rows]), ...totals].join("\n");
}

function layerOf(op: PlanOp, layers: ReadonlyMap<string, string>): string {
  for (const field of ["kernel", "dKernel", "gamma", "table", "dTable"] as const) {
    const slot = (op as Partial<Record<typeof field, { readonly space: Space; readonly offset: number } | null>>)[
      field
    ];
    // A weight and its gradient lie at the same offset of their spaces.
    const layer = slot ? layers.get(placeOf({ space: "parameters", offset: slot.offset })) : undefined;
    if (layer !== undefined) return layer;
  }
  return "";
}

function placeOf(slot: { readonly space: Space; readonly offset: number }): string {
  return `${slot.space}:${slot.offset}`;
}

function noteOf(op: PlanOp): string {
  const notes: string[] = [];
  if (op.kind === "loss") notes.push(op.loss.kind);
  if (op.kind === "update") notes.push(op.optimizer.kind);
  if ("activation" in op && op.activation !== "linear") notes.push(op.activation);
  if ("throughActivation" in op && op.throughActivation !== "linear") notes.push(`·${op.throughActivation}′`);
  if ("accumulate" in op && op.accumulate) notes.push("+=");
  return notes.join(" ");
}

function inThousands(value: number): string {
  return (value / 1000).toFixed(1);
}

/** Pads each column to its widest cell; numbers stand to the right. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (cell: string) => /^[\d.]+$/.test(cell);
  return rows.map((row) =>
    row
      .map((cell, column) => (isNumber(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
