/**
 * LSTM and GRU, and backpropagation through time. Rows of the batch go through a time step together. In backward each step's gates give
 * way to the gradients before their activations, so that the kernels' gradients are single products over all rows and times.
 */
import { activate4, derivativeFromOutput4 } from "./activations";
import { madd } from "./matrix/madd";
import { ADD, product, setStrides, THROUGH, transpose, WRITE } from "./matrix/product";
import { tempBase } from "./step";
import { readThrough } from "./through";
import { address, clear, int, load4, rowAt, rowBytes, store4 } from "./words";

/** The fields that all four calls begin with, of the call that runs. Strides are in bytes: of a time step, then of a batch row. */
let time: i32 = 0;
let features: i32 = 0;
let units: i32 = 0;
let act: i32 = 0;
let gate: i32 = 0;
let sequences: bool = false;
let x: usize = 0;
let kernel: usize = 0;
let recurrentKernel: usize = 0;
let hidden: usize = 0;
let gates: usize = 0;
let rowCount_: i32 = 0;
let hiddenStep: usize = 0;
let gatesStep: usize = 0;
let hiddenRow: usize = 0;
let gatesRow: usize = 0;
/** Columns of both kernels: 4·units or 3·units. */
let columns: i32 = 0;
/** Columns of the gates that are computed from products (an LSTM's fifth is its cell). */
let unitBytes: usize = 0;

const SHARED_WORDS: i32 = 18;

function readSizes(words: usize, rowStart: i32, rowCount: i32, parts: i32, saved: i32): void {
  time = int(words, 0);
  features = int(words, 1);
  units = int(words, 2);
  act = int(words, 3);
  gate = int(words, 4);
  sequences = int(words, 5) != 0;
  x = rowAt(words, 6, rowStart);
  kernel = address(words, 8);
  recurrentKernel = address(words, 10);
  hidden = rowAt(words, 14, rowStart);
  gates = rowAt(words, 16, rowStart);
  rowCount_ = rowCount;
  unitBytes = <usize>units << 2;
  hiddenStep = unitBytes;
  gatesStep = <usize>saved * unitBytes;
  hiddenRow = <usize>time * hiddenStep;
  gatesRow = <usize>time * gatesStep;
  columns = parts * units;
}

/** x·kernel + bias of all rows and times, where the gates will be. */
function projectInputs(words: usize): void {
  setStrides(<usize>features << 2, 4, <usize>columns << 2, gatesStep);
  product(x, kernel, gates, address(words, 12), rowCount_ * time, columns, features, WRITE);
}

/** Adds state·recurrentKernel to `count` of a time's gates from column `first` on. */
function projectState(state: usize, at: usize, first: i32, count: i32): void {
  const offset = <usize>first << 2;
  setStrides(hiddenRow, 4, <usize>columns << 2, gatesRow);
  product(state, recurrentKernel + offset, at + offset, 0, rowCount_, count, units, ADD);
}

/** Hidden states to the output: all of them, or the last. */
function writeOutput(words: usize, rowStart: i32): void {
  let y = rowAt(words, SHARED_WORDS, rowStart);
  const stride = rowBytes(words, SHARED_WORDS);
  const skip: usize = sequences ? 0 : hiddenRow - hiddenStep;
  for (let r = 0; r < rowCount_; r++, y += stride) {
    memory.copy(y, hidden + <usize>r * hiddenRow + skip, sequences ? hiddenRow : hiddenStep);
  }
}

/** c = f·c + i·c̃, h = o·act(c); the gates keep i, f, c̃, o and c. */
export function lstm(words: usize, rowStart: i32, rowCount: i32): void {
  readSizes(words, rowStart, rowCount, 4, 5);
  projectInputs(words);
  for (let t = 0; t < time; t++) {
    const h = hidden + <usize>t * hiddenStep;
    const g = gates + <usize>t * gatesStep;
    if (t > 0) projectState(h - hiddenStep, g, 0, columns);
    for (let r = 0; r < rowCount; r++) {
      lstmUnits(g + <usize>r * gatesRow, h + <usize>r * hiddenRow, t > 0);
    }
  }
  writeOutput(words, rowStart);
}

function lstmUnits(g: usize, h: usize, hasPast: bool): void {
  for (let j = 0; j < units; j += 4) {
    const left = units - j;
    const at = g + (<usize>j << 2);
    const i = activate4(load4(at, left), gate);
    const f = activate4(load4(at + unitBytes, left), gate);
    const candidate = activate4(load4(at + 2 * unitBytes, left), act);
    const o = activate4(load4(at + 3 * unitBytes, left), gate);
    const cellAt = at + 4 * unitBytes;
    let cell = f32x4.mul(i, candidate);
    if (hasPast) cell = madd(f, load4(cellAt - gatesStep, left), cell);
    store4(at, i, left);
    store4(at + unitBytes, f, left);
    store4(at + 2 * unitBytes, candidate, left);
    store4(at + 3 * unitBytes, o, left);
    store4(cellAt, cell, left);
    store4(h + (<usize>j << 2), f32x4.mul(o, activate4(cell, act)), left);
  }
}

/** h = z·h + (1 − z)·h̃, where h̃ sees r·h. A time's hidden state first holds that product. */
export function gru(words: usize, rowStart: i32, rowCount: i32): void {
  readSizes(words, rowStart, rowCount, 3, 3);
  projectInputs(words);
  for (let t = 0; t < time; t++) {
    const h = hidden + <usize>t * hiddenStep;
    const g = gates + <usize>t * gatesStep;
    if (t > 0) projectState(h - hiddenStep, g, 0, 2 * units);
    for (let r = 0; r < rowCount; r++) gruGates(g + <usize>r * gatesRow, h + <usize>r * hiddenRow, t > 0);
    if (t > 0) projectState(h, g, 2 * units, units);
    for (let r = 0; r < rowCount; r++) gruUnits(g + <usize>r * gatesRow, h + <usize>r * hiddenRow, t > 0);
  }
  writeOutput(words, rowStart);
}

function gruGates(g: usize, h: usize, hasPast: bool): void {
  for (let j = 0; j < units; j += 4) {
    const left = units - j;
    const at = g + (<usize>j << 2);
    const reset = activate4(load4(at + unitBytes, left), gate);
    store4(at, activate4(load4(at, left), gate), left);
    store4(at + unitBytes, reset, left);
    if (!hasPast) continue;
    const to = h + (<usize>j << 2);
    store4(to, f32x4.mul(reset, load4(to - hiddenStep, left)), left);
  }
}

function gruUnits(g: usize, h: usize, hasPast: bool): void {
  const one = f32x4.splat(1);
  for (let j = 0; j < units; j += 4) {
    const left = units - j;
    const at = g + (<usize>j << 2);
    const to = h + (<usize>j << 2);
    const z = load4(at, left);
    const candidate = activate4(load4(at + 2 * unitBytes, left), act);
    store4(at + 2 * unitBytes, candidate, left);
    let state = f32x4.mul(f32x4.sub(one, z), candidate);
    if (hasPast) state = madd(z, load4(to - hiddenStep, left), state);
    store4(to, state, left);
  }
}

/** Words of a gradient call after the shared ones: dy, dx, dKernel, dRecurrentKernel, dBias, work, through. */
const DY: i32 = 18;
const DX: i32 = 20;
const D_KERNEL: i32 = 22;
const D_RECURRENT: i32 = 24;
const D_BIAS: i32 = 26;
const WORK: i32 = 28;
const THROUGH_WORDS: i32 = 30;

let dy: usize = 0;
let dyRow: usize = 0;
let work: usize = 0;
let workRow: usize = 0;

function readGradient(words: usize, rowStart: i32): void {
  dy = rowAt(words, DY, rowStart);
  dyRow = rowBytes(words, DY);
  work = rowAt(words, WORK, rowStart);
  workRow = rowBytes(words, WORK);
  for (let r = 0; r < rowCount_; r++) clear(work + <usize>r * workRow, 2 * units);
  clear(address(words, D_RECURRENT), units * columns);
  transpose(recurrentKernel, tempBase, units, columns);
}

/** dy of a row at time t; 0 where that time has no output. */
// @ts-ignore: decorator
@inline
function outputGradient(row: i32, t: i32): usize {
  if (sequences) return dy + <usize>row * dyRow + <usize>t * hiddenStep;
  return t == time - 1 ? dy + <usize>row * dyRow : 0;
}

/** dKernel, dBias and dx once all the gates are gradients. */
function finishGradient(words: usize, rowStart: i32): void {
  const steps = rowCount_ * time;
  setStrides(4, <usize>features << 2, gatesStep, <usize>columns << 2);
  product(x, gates, address(words, D_KERNEL), 0, features, columns, steps, WRITE);
  sumSteps(gates, address(words, D_BIAS), steps);
  if (!address(words, DX)) return;
  readThrough(words, THROUGH_WORDS, DX);
  transpose(kernel, tempBase, features, columns);
  setStrides(gatesStep, 4, <usize>features << 2, <usize>features << 2);
  product(gates, tempBase, rowAt(words, DX, rowStart), 0, steps, features, columns, THROUGH);
}

/** Sums of the gates' columns over all rows and times. */
function sumSteps(from: usize, to: usize, steps: i32): void {
  for (let j = 0; j < columns; j += 4) {
    const left = columns - j;
    let sum = f32x4.splat(0);
    let at = from + (<usize>j << 2);
    for (let s = 0; s < steps; s++, at += gatesStep) sum = f32x4.add(sum, load4(at, left));
    store4(to + (<usize>j << 2), sum, left);
  }
}

/** dRecurrentKernel += stateᵀ·(the gates' gradients) of one time, for `count` columns from `first` on. */
function addRecurrentGradient(words: usize, state: usize, at: usize, first: i32, count: i32): void {
  const offset = <usize>first << 2;
  setStrides(4, hiddenRow, gatesRow, <usize>columns << 2);
  product(state, at + offset, address(words, D_RECURRENT) + offset, 0, units, count, rowCount_, ADD);
}

/** Sends the gates' gradients of one time (`count` columns from `first` on) back to the states in `to`. */
function sendBack(at: usize, to: usize, first: i32, count: i32, mode: i32): void {
  setStrides(gatesRow, 4, unitBytes, workRow);
  product(at + (<usize>first << 2), tempBase + <usize>first * unitBytes, to, 0, rowCount_, units, count, mode);
}

/** `work` per row: gradients of the hidden state and of the cell. */
export function lstmGradient(words: usize, rowStart: i32, rowCount: i32): void {
  readSizes(words, rowStart, rowCount, 4, 5);
  readGradient(words, rowStart);
  for (let t = time - 1; t >= 0; t--) {
    const g = gates + <usize>t * gatesStep;
    for (let r = 0; r < rowCount; r++) {
      lstmUnitsGradient(g + <usize>r * gatesRow, work + <usize>r * workRow, outputGradient(r, t), t > 0);
    }
    if (t == 0) continue;
    addRecurrentGradient(words, hidden + <usize>(t - 1) * hiddenStep, g, 0, columns);
    sendBack(g, work, 0, columns, WRITE);
  }
  finishGradient(words, rowStart);
}

function lstmUnitsGradient(g: usize, state: usize, out: usize, hasPast: bool): void {
  for (let j = 0; j < units; j += 4) {
    const left = units - j;
    const offset = <usize>j << 2;
    const at = g + offset;
    const i = load4(at, left);
    const f = load4(at + unitBytes, left);
    const candidate = load4(at + 2 * unitBytes, left);
    const o = load4(at + 3 * unitBytes, left);
    const cellAt = at + 4 * unitBytes;
    const shown = activate4(load4(cellAt, left), act);
    let dh = load4(state + offset, left);
    if (out) dh = f32x4.add(dh, load4(out + offset, left));
    const fromHidden = f32x4.mul(f32x4.mul(dh, o), derivativeFromOutput4(shown, act));
    const dc = f32x4.add(load4(state + unitBytes + offset, left), fromHidden);
    const past = hasPast ? load4(cellAt - gatesStep, left) : f32x4.splat(0);
    store4(state + unitBytes + offset, f32x4.mul(dc, f), left);
    store4(at, f32x4.mul(f32x4.mul(dc, candidate), derivativeFromOutput4(i, gate)), left);
    store4(at + unitBytes, f32x4.mul(f32x4.mul(dc, past), derivativeFromOutput4(f, gate)), left);
    store4(at + 2 * unitBytes, f32x4.mul(f32x4.mul(dc, i), derivativeFromOutput4(candidate, act)), left);
    store4(at + 3 * unitBytes, f32x4.mul(f32x4.mul(dh, shown), derivativeFromOutput4(o, gate)), left);
  }
}

/** `work` per row: gradients of the hidden state and of r·h. A time's hidden state gives way to its r·h. */
export function gruGradient(words: usize, rowStart: i32, rowCount: i32): void {
  readSizes(words, rowStart, rowCount, 3, 3);
  readGradient(words, rowStart);
  for (let t = time - 1; t >= 0; t--) {
    const h = hidden + <usize>t * hiddenStep;
    const g = gates + <usize>t * gatesStep;
    for (let r = 0; r < rowCount; r++) {
      const row = <usize>r;
      gruUnitsGradient(g + row * gatesRow, h + row * hiddenRow, work + row * workRow, outputGradient(r, t), t > 0);
    }
    sendBack(g, work + unitBytes, 2 * units, units, WRITE);
    for (let r = 0; r < rowCount; r++) {
      gruResetGradient(g + <usize>r * gatesRow, h + <usize>r * hiddenRow, work + <usize>r * workRow, t > 0);
    }
    if (t == 0) continue;
    addRecurrentGradient(words, h - hiddenStep, g, 0, 2 * units);
    addRecurrentGradient(words, h, g, 2 * units, units);
    sendBack(g, work, 0, 2 * units, ADD);
  }
  finishGradient(words, rowStart);
}

/** Gradients of z and h̃; the hidden state's keeps what z lets through. */
function gruUnitsGradient(g: usize, h: usize, state: usize, out: usize, hasPast: bool): void {
  for (let j = 0; j < units; j += 4) {
    const left = units - j;
    const offset = <usize>j << 2;
    const at = g + offset;
    const z = load4(at, left);
    const candidate = load4(at + 2 * unitBytes, left);
    const past = hasPast ? load4(h + offset - hiddenStep, left) : f32x4.splat(0);
    let dh = load4(state + offset, left);
    if (out) dh = f32x4.add(dh, load4(out + offset, left));
    const rest = f32x4.mul(dh, f32x4.sub(f32x4.splat(1), z));
    store4(state + offset, f32x4.mul(dh, z), left);
    store4(at, f32x4.mul(f32x4.mul(dh, f32x4.sub(past, candidate)), derivativeFromOutput4(z, gate)), left);
    store4(at + 2 * unitBytes, f32x4.mul(rest, derivativeFromOutput4(candidate, act)), left);
  }
}

/** Gradient of r, and r's part of the hidden state's; r·h replaces the hidden state. */
function gruResetGradient(g: usize, h: usize, state: usize, hasPast: bool): void {
  for (let j = 0; j < units; j += 4) {
    const left = units - j;
    const offset = <usize>j << 2;
    const at = g + unitBytes + offset;
    const reset = load4(at, left);
    const past = hasPast ? load4(h + offset - hiddenStep, left) : f32x4.splat(0);
    const d = load4(state + unitBytes + offset, left);
    store4(h + offset, f32x4.mul(reset, past), left);
    store4(at, f32x4.mul(f32x4.mul(d, past), derivativeFromOutput4(reset, gate)), left);
    store4(state + offset, madd(d, reset, load4(state + offset, left)), left);
  }
}
