/** A plan as bytes for the interpreter: tables, then each program with the words of every segment and shard. */
import type { Plan } from "../plan/plan";
import { align, slotAddress, type MemoryLayout } from "./memory-layout";
import { encodeProgram, type ProgramName, type ShardAddresses } from "./plan-programs";

export interface EncodedPlan {
  /** Byte address of each program that the plan has; 0 for the others. */
  readonly programs: Readonly<Record<ProgramName, number>>;
  /** What to write, and where. */
  readonly parts: readonly { readonly address: number; readonly words: Uint32Array }[];
  /** First byte after it all. */
  readonly end: number;
}

/** Lays tables and programs after `layout.end`. */
export function encodePlan(plan: Plan, layout: MemoryLayout): EncodedPlan {
  const parts: { readonly address: number; readonly words: Uint32Array }[] = [];
  let next = layout.end;
  const append = (words: Uint32Array): number => {
    const address = next;
    parts.push({ address, words });
    next += align(words.byteLength);
    return address;
  };
  const tables = {
    classWeights: plan.loss.loss.classWeights ? append(floatWords(plan.loss.loss.classWeights)) : 0,
    regularized: plan.update.regularized.length > 0 ? append(regularizedWords(plan)) : 0,
  };
  const place = (name: ProgramName): number => {
    const shards = Array.from({ length: plan.shards }, (_, shard) =>
      encodeProgram(plan, name, shardAddresses(layout, { shard, tables })),
    );
    const addresses = shards[0]!.flatMap((_, segment) => shards.map((segments) => append(segments[segment]!)));
    return append(programWords(plan, layout, { segments: shards[0]!.length, addresses }));
  };
  const trains = plan.inputGradient === null;
  const programs = {
    training: trains ? place("training") : 0,
    evaluation: trains ? place("evaluation") : 0,
    prediction: place("prediction"),
    gradient: trains ? 0 : place("gradient"),
  };
  return { programs, parts, end: next };
}

function shardAddresses(
  layout: MemoryLayout,
  input: { readonly shard: number; readonly tables: Omit<ShardAddresses, "slot" | "gradients"> },
): ShardAddresses {
  return {
    ...input.tables,
    slot: (slot) => slotAddress(layout, slot, input.shard),
    gradients: layout.spaces.gradients,
  };
}

/** The header that `kernels/program.ts` reads, then the addresses segment by segment. */
function programWords(
  plan: Plan,
  layout: MemoryLayout,
  table: { readonly segments: number; readonly addresses: readonly number[] },
): Uint32Array {
  const { gradientStride, scratchStride } = layout;
  return Uint32Array.of(
    plan.shards,
    plan.rowsPerShard,
    gradientStride,
    scratchStride,
    table.segments,
    ...table.addresses,
  );
}

function regularizedWords(plan: Plan): Uint32Array {
  return Uint32Array.from(
    plan.update.regularized.flatMap(({ start, end, l1, l2 }) => [start, end, ...floatWords([l1, l2])]),
  );
}

function floatWords(values: readonly number[]): Uint32Array {
  return new Uint32Array(Float32Array.from(values).buffer);
}
