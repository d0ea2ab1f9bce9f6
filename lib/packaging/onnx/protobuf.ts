/**
 * The writing half of the protobuf wire format: what an ONNX file needs and no more.
 * A message is its fields one after another; a field is a key (number and wire type) and a payload.
 * Format: https://protobuf.dev/programming-guides/encoding
 */

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/** A base-128 varint. Negative integers are written as 64-bit two's complement, ten bytes long. */
export function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
}

/** An integer or enum field. */
export function intField(field: number, value: number | bigint): Uint8Array {
  return concat([key(field, VARINT), varint(value)]);
}

/** A 32-bit float field. */
export function floatField(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return concat([key(field, FIXED_32), bytes]);
}

/** A bytes field, or a message that is already written. */
export function bytesField(field: number, bytes: Uint8Array): Uint8Array {
  return concat([key(field, LENGTH_DELIMITED), varint(bytes.length), bytes]);
}

/** A text field, UTF-8. */
export function stringField(field: number, text: string): Uint8Array {
  return bytesField(field, new TextEncoder().encode(text));
}

/** A repeated integer field in its packed form. */
export function packedIntsField(field: number, values: readonly (number | bigint)[]): Uint8Array {
  return bytesField(field, concat(values.map(varint)));
}

/** A message from its fields, in the order given. */
export function message(...fields: readonly Uint8Array[]): Uint8Array {
  return concat(fields);
}

function key(field: number, wireType: number): Uint8Array {
  return varint(field * 8 + wireType);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
