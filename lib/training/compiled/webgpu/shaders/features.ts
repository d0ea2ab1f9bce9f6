/**
 * A recipe's columns as features, on the device: a thread for each number of the raw table. The program is data, so one pipeline
 * serves all recipes. Numbers travel as bits: a missing one is told by its pattern, whatever a driver thinks of NaN.
 */
import type { ColumnProgram, FeatureProgram } from "../../feature-program";
import { columnWidth } from "../../feature-program";
import { createBufferPool } from "../buffers";
import type { DeviceLink } from "../device-link";

const BYTES = 4;
const GROUP = 64;
const MAX_GROUPS = 65_535;
/** Larger tables go in pieces of rows. */
const MAX_PIECE_BYTES = 2 ** 26;
/** GPUBufferUsage: MAP_READ | COPY_DST. */
const STAGING_USAGE = 0x01 | 0x08;

/** Words of the table before its columns: rows, columns, outputs per row. */
const HEAD = 3;
/** Words of a column: kind, fill, factor, first output, categories or edges, where the edges begin. */
const FIELDS = 6;
const KINDS = { affine: 0, oneHot: 1, binNumber: 2, binOneHot: 3 } as const;

const TEXT = `@group(0) @binding(0) var<storage, read> program: array<u32>;
@group(0) @binding(1) var<storage, read> raw: array<u32>;
@group(0) @binding(2) var<storage, read_write> features: array<u32>;
const ONE = 0x3f800000u;
const MISSING = 0x7fc00000u;
fn isMissing(bits: u32) -> bool { return (bits & 0x7fffffffu) > 0x7f800000u; }
@compute @workgroup_size(${GROUP})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let index = (group.y * ${MAX_GROUPS}u + group.x) * ${GROUP}u + lane;
  let rows = program[0];
  let column = index / rows;
  let row = index % rows;
  if (column >= program[1]) { return; }
  let at = ${HEAD}u + column * ${FIELDS}u;
  let place = row * program[2] + program[at + 3u];
  let count = program[at + 4u];
  let kind = program[at];
  if (kind == ${KINDS.oneHot}u) {
    let code = bitcast<i32>(raw[index]);
    if (code >= 0 && code < i32(count)) { features[place + u32(code)] = ONE; }
    return;
  }
  var bits = raw[index];
  if (isMissing(bits)) { bits = program[at + 1u]; }
  if (isMissing(bits)) {
    if (kind != ${KINDS.binOneHot}u) { features[place] = MISSING; }
    return;
  }
  let value = bitcast<f32>(bits);
  if (kind == ${KINDS.affine}u) {
    features[place] = bitcast<u32>(value * bitcast<f32>(program[at + 2u]));
    return;
  }
  var interval = 0u;
  for (var edge = 0u; edge < count; edge++) {
    if (value >= bitcast<f32>(program[program[at + 5u] + edge])) { interval++; }
  }
  if (kind == ${KINDS.binOneHot}u) { features[place + interval] = ONE; } else { features[place] = bitcast<u32>(f32(interval)); }
}`;

export type Transform = (
  program: FeatureProgram,
  columns: readonly (Float32Array | Int32Array)[],
  rowCount: number,
) => Promise<Float32Array>;

/** The transform of one device; its pipeline is made when first used. */
export function createTransform(link: DeviceLink): Transform {
  let pipeline: Promise<GPUComputePipeline> | null = null;
  return async (program, columns, rowCount) => {
    const { width } = program;
    const features = new Float32Array(rowCount * width);
    if (features.length === 0) return features;
    pipeline ??= link.wait(() => compile(link.gpu));
    const ready = await pipeline;
    const rowsAtOnce = Math.max(1, Math.floor(MAX_PIECE_BYTES / BYTES / Math.max(width, columns.length)));
    for (let start = 0; start < rowCount; start += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, rowCount - start);
      const piece = await transformPiece(link, ready, { program, raw: rawWords(program, columns, start, rows), rows });
      features.set(piece, start * width);
    }
    return features;
  };
}

function compile(gpu: GPUDevice): Promise<GPUComputePipeline> {
  const compute = { module: gpu.createShaderModule({ label: "features", code: TEXT }) };
  return gpu.createComputePipelineAsync({ layout: "auto", compute });
}

interface Piece {
  readonly program: FeatureProgram;
  readonly raw: Uint32Array;
  readonly rows: number;
}

async function transformPiece(link: DeviceLink, pipeline: GPUComputePipeline, piece: Piece): Promise<Float32Array> {
  const { gpu } = link;
  const pool = createBufferPool(gpu);
  try {
    const words = programWords(piece.program, piece.rows);
    const outputs = piece.rows * piece.program.width;
    const [table, raw, features] = [words.length, piece.raw.length, outputs].map((floats) => pool.create(floats));
    const staging = pool.create(outputs, STAGING_USAGE);
    gpu.queue.writeBuffer(table!, 0, words);
    gpu.queue.writeBuffer(raw!, 0, piece.raw.buffer, 0, piece.raw.byteLength);
    const entries = [table!, raw!, features!].map((buffer, binding) => ({ binding, resource: { buffer } }));
    const groups = Math.ceil(piece.raw.length / GROUP);
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, gpu.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(Math.min(groups, MAX_GROUPS), Math.ceil(groups / MAX_GROUPS));
    pass.end();
    encoder.copyBufferToBuffer(features!, 0, staging, 0, outputs * BYTES);
    gpu.queue.submit([encoder.finish()]);
    return new Float32Array(await link.readMapped(staging, outputs * BYTES));
  } finally {
    pool.destroyAll();
  }
}

/** Rows of the columns one column after another, as bits: float32 numbers, int32 codes. */
function rawWords(
  { columns: programs }: FeatureProgram,
  columns: readonly (Float32Array | Int32Array)[],
  start: number,
  rows: number,
): Uint32Array {
  const words = new Uint32Array(columns.length * rows);
  columns.forEach((column, index) => {
    const view = programs[index]?.kind === "oneHot" ? Int32Array : Float32Array;
    new view(words.buffer, index * rows * BYTES, rows).set(column.subarray(start, start + rows));
  });
  return words;
}

function programWords({ columns, width }: FeatureProgram, rows: number): Uint32Array<ArrayBuffer> {
  const edges = columns.map((column) => (column.kind === "bin" ? column.edges : []));
  const firstEdge = HEAD + FIELDS * columns.length;
  const words = new Uint32Array(firstEdge + edges.flat().length);
  const floats = new Float32Array(words.buffer);
  words.set([rows, columns.length, width]);
  let output = 0;
  let edge = firstEdge;
  columns.forEach((column, index) => {
    const at = HEAD + index * FIELDS;
    words[at] = kindOf(column);
    if (column.kind !== "oneHot") floats[at + 1] = column.fill;
    if (column.kind === "affine") floats[at + 2] = column.factor;
    words[at + 3] = output;
    words[at + 4] = column.kind === "oneHot" ? column.categories : (edges[index]?.length ?? 0);
    words[at + 5] = edge;
    floats.set(edges[index] ?? [], edge);
    output += columnWidth(column);
    edge += edges[index]?.length ?? 0;
  });
  return words;
}

function kindOf(column: ColumnProgram): number {
  if (column.kind === "bin") return column.oneHot ? KINDS.binOneHot : KINDS.binNumber;
  return KINDS[column.kind];
}
