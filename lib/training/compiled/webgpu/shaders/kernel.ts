/**
 * A compute kernel as text. The author of a kernel names its operands and writes a body in terms of them: for an operand `x` there
 * are `xAt(i)` (float i) and `xFour(i)` (floats 4i to 4i+3), for one that is written also `xSet(i, v)` and `xSetFour(i, v)`.
 * Which buffer that is, and whether it holds floats or groups of four, is decided here.
 *
 * Reads outside a buffer are harmless in WebGPU and need no guard; writes do.
 */
import type { Slot } from "../../plan/slot";
import type { Place, Regions } from "../regions";

export type Access = "read" | "read_write";

export interface Operand {
  readonly name: string;
  readonly at: Slot | Place;
  readonly access: Access;
  /** Read and written only in aligned groups of four. */
  readonly wide: boolean;
  /** Whole numbers: `xAt(i)` is a u32. */
  readonly integer?: boolean;
}

export interface Binding {
  readonly region: string;
  readonly access: Access;
}

export interface Kernel {
  readonly label: string;
  readonly code: string;
  /** Buffers of bind group 1, in the order of their binding numbers. */
  readonly bindings: readonly Binding[];
  readonly workgroups: readonly [number, number];
  /** Floats of the shared workspace that it uses. */
  readonly workspace: number;
}

/** Room that is free again after the kernels of one plan call: partial sums. */
export const WORKSPACE: Place = { region: "workspace", offset: 0 };

/** What every kernel generator knows. */
export interface KernelContext {
  readonly regions: Regions;
  readonly batchSize: number;
  /** Threads that a dispatch should have at least, when there is a choice: few on a software adapter, thousands on a GPU. */
  readonly parallelism: number;
}

export const WORKGROUP = 64;
/** The least that every WebGPU device allows in one dimension. */
const MAX_GROUPS = 65_535;

/** One step's numbers; bind group 0, with a dynamic offset into the step table. */
const STEP = `struct Step {
  start: u32,
  rows: u32,
  seed: u32,
  step: u32,
  rate: f32,
  correction1: f32,
  correction2: f32,
  ordered: u32,
}
@group(0) @binding(0) var<uniform> step: Step;`;

export function read(name: string, at: Slot | Place, wide = false): Operand {
  return { name, at, access: "read", wide };
}

export function write(name: string, at: Slot | Place, wide = false): Operand {
  return { name, at, access: "read_write", wide };
}

/** Whole numbers in a buffer of their own. */
export function readIntegers(name: string, at: Place): Operand {
  return { name, at, access: "read", wide: false, integer: true };
}

interface KernelInput {
  readonly label: string;
  readonly operands: readonly (Operand | null)[];
  /** Threads; the body sees its number as `index`. Threads beyond return before the body. */
  readonly threads: number;
  /** Set for a kernel with barriers: whole workgroups of this many threads, all of which enter the body; `lane` is the number within. */
  readonly groupSize?: number;
  /** Functions and module variables that the body needs. */
  readonly snippets?: readonly string[];
  readonly workspace?: number;
  readonly body: string;
}

/** Assembles a kernel. */
export function kernel({ regions }: KernelContext, input: KernelInput): Kernel {
  const operands = input.operands.filter((operand) => operand !== null);
  const placed = operands.map((operand) => ({ operand, place: placeOf(operand.at, regions) }));
  const bindings = bindingsOf(placed);
  const buffers = bindings.map((binding, index) => bufferText(binding, index, placed));
  const groupSize = input.groupSize ?? WORKGROUP;
  const workgroups = grid(Math.ceil(input.threads / groupSize));
  const guard = input.groupSize === undefined ? `  if (index >= ${input.threads}u) { return; }\n` : "";
  const code = `${STEP}
${buffers.join("\n")}
${placed.map((item) => accessors(item, bindings, placed)).join("\n")}
${withoutDoubles(input.snippets ?? []).join("\n")}
@compute @workgroup_size(${groupSize})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let index = (group.y * ${workgroups[0]}u + group.x) * ${groupSize}u + lane;
${guard}${input.body}
}
`;
  return { label: input.label, code, bindings, workgroups, workspace: input.workspace ?? 0 };
}

interface Placed {
  readonly operand: Operand;
  readonly place: Place;
}

function placeOf(at: Slot | Place, regions: Regions): Place {
  return "region" in at ? at : regions.place(at);
}

/** One binding per buffer; written when any operand in it is. */
function bindingsOf(placed: readonly Placed[]): readonly Binding[] {
  return [...new Set(placed.map(({ place }) => place.region))].map((region) => ({
    region,
    access: placed.some(({ operand, place }) => place.region === region && operand.access === "read_write")
      ? "read_write"
      : "read",
  }));
}

/** A buffer is typed in fours when an operand asks for it, all that is written in it is in fours, and the places are aligned. */
function isWide(region: string, placed: readonly Placed[]): boolean {
  const here = placed.filter(({ place }) => place.region === region);
  const fours = here.filter(({ operand }) => operand.wide);
  const written = here.filter(({ operand }) => operand.access === "read_write");
  return (
    fours.length > 0 &&
    fours.every(({ place }) => place.offset % 4 === 0) &&
    written.every(({ operand }) => operand.wide)
  );
}

function bufferText({ region, access }: Binding, index: number, placed: readonly Placed[]): string {
  const integer = placed.some(({ operand, place }) => place.region === region && operand.integer);
  const type = integer ? "u32" : isWide(region, placed) ? "vec4f" : "f32";
  return `@group(1) @binding(${index}) var<storage, ${access}> buffer${index}: array<${type}>;`;
}

function accessors({ operand, place }: Placed, bindings: readonly Binding[], placed: readonly Placed[]): string {
  const { name } = operand;
  if (operand.integer) return `fn ${name}At(i: u32) -> u32 { return buffer${indexOf(place, bindings)}[i]; }`;
  const buffer = `buffer${indexOf(place, bindings)}`;
  const wide = isWide(place.region, placed);
  const base = place.offset === 0 ? "" : `${place.offset}u + `;
  const base4 = place.offset === 0 ? "" : `${place.offset / 4}u + `;
  const load = wide ? `let j = ${base}i; return ${buffer}[j / 4u][j % 4u];` : `return ${buffer}[${base}i];`;
  const load4 = wide
    ? `return ${buffer}[${base4}i];`
    : `let j = ${base}4u * i; return vec4f(${[0, 1, 2, 3].map((q) => `${buffer}[j + ${q}u]`).join(", ")});`;
  const reads = `fn ${name}At(i: u32) -> f32 { ${load} }
fn ${name}Four(i: u32) -> vec4f { ${load4} }`;
  if (operand.access === "read") return reads;
  const store4 = wide
    ? `${buffer}[${base4}i] = v;`
    : `let j = ${base}4u * i; ${[0, 1, 2, 3].map((q) => `${buffer}[j + ${q}u] = v[${q}];`).join(" ")}`;
  const store = wide ? "" : `\nfn ${name}Set(i: u32, v: f32) { ${buffer}[${base}i] = v; }`;
  return `${reads}${store}
fn ${name}SetFour(i: u32, v: vec4f) { ${store4} }`;
}

function indexOf(place: Place, bindings: readonly Binding[]): number {
  return bindings.findIndex(({ region }) => region === place.region);
}

/** Workgroups in two dimensions, so that no dimension is longer than a device allows. */
function grid(groups: number): readonly [number, number] {
  const count = Math.max(1, groups);
  const height = Math.ceil(count / MAX_GROUPS);
  return [Math.ceil(count / height), height];
}

/** A function that several snippets bring is kept once. */
function withoutDoubles(snippets: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return snippets
    .flatMap((snippet) => snippet.split(/^(?=fn )/m))
    .filter((text) => {
      const name = /^fn (\w+)/.exec(text)?.[1];
      if (name === undefined) return true;
      const known = seen.has(name);
      seen.add(name);
      return !known;
    });
}

/** `count` pieces of text, one after another. */
export function repeat(count: number, piece: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => piece(index)).join("\n");
}

/** A float as WGSL text. */
export function float(value: number): string {
  const text = String(Math.fround(value));
  return /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
}
