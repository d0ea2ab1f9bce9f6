/**
 * How a gradient reaches its target: dx = [dx +] raw · act′(y), where y is the output of the value's producer, which fused `act`.
 * The words are throughActivation, throughY (two), accumulate.
 */
import { derivativeFromOutput4, LINEAR } from "./activations";
import { int, load4, store4 } from "./words";

/** Settings of the call that runs. Globals of the instance, so of the thread. */
let kind: i32 = 0;
let adds: i32 = 0;
/** Bytes from an element of dx to its y; 0 for none. */
let toY: usize = 0;

/** Reads the four words from `field` on; `dxField` is the place of the slot dx, which has the shape of y. */
export function readThrough(words: usize, field: i32, dxField: i32): void {
  const y = load<usize>(words + (<usize>field << 2), 4);
  kind = y ? int(words, field) : LINEAR;
  adds = int(words, field + 3);
  toY = y ? y - load<usize>(words + (<usize>dxField << 2)) : 0;
}

/** Whether targets keep what they hold. */
// @ts-ignore: decorator
@inline
export function accumulates(): bool {
  return adds != 0;
}

/** Whether a gradient goes through without a factor. */
// @ts-ignore: decorator
@inline
export function plain(): bool {
  return kind == LINEAR;
}

/** act′ at four elements of dx. */
// @ts-ignore: decorator
@inline
export function slope4(at: usize, left: i32): v128 {
  return derivativeFromOutput4(load4(at + toY, left), kind);
}

/** The settings, for loops that keep them in registers: pass them to {@link settle4}. */
// @ts-ignore: decorator
@inline
export function throughKind(): i32 {
  return kind;
}

// @ts-ignore: decorator
@inline
export function throughOffset(): usize {
  return toY;
}

/** `put4` of four numbers with the settings given. */
// @ts-ignore: decorator
@inline
export function settle4(at: usize, raw: v128, act: i32, offset: usize, adding: bool): void {
  let value = raw;
  if (act != LINEAR) value = f32x4.mul(value, derivativeFromOutput4(v128.load(at + offset), act));
  if (adding) value = f32x4.add(v128.load(at), value);
  v128.store(at, value);
}

/** Sends four raw gradients to dx. */
// @ts-ignore: decorator
@inline
export function put4(at: usize, raw: v128, left: i32): void {
  let value = raw;
  if (kind != LINEAR) value = f32x4.mul(value, slope4(at, left));
  if (adds) value = f32x4.add(load4(at, left), value);
  store4(at, value, left);
}

/** The same, always added. */
// @ts-ignore: decorator
@inline
export function add4(at: usize, raw: v128, left: i32): void {
  let value = raw;
  if (kind != LINEAR) value = f32x4.mul(value, slope4(at, left));
  store4(at, f32x4.add(load4(at, left), value), left);
}
