/** A call and its fields as 32-bit words, by the one table `op-words.ts`. */
import { GRAPH_ACTIVATIONS, type GraphActivation } from "../../layer-graph";
import type { Window2d } from "../plan/forward-op";
import type { Slot } from "../plan/slot";
import { FRAME_WORDS, OP_WORDS, WINDOW_FIELDS, type WordKind } from "./op-words";

const CALL_WORDS = { ...OP_WORDS, ...FRAME_WORDS };
export type CallName = keyof typeof CALL_WORDS;

const CALL_NAMES = Object.keys(CALL_WORDS);

/** What a field of a kind holds before it is encoded. */
interface FieldValues {
  readonly slot: Slot | null;
  readonly int: number;
  readonly float: number;
  readonly flag: boolean;
  readonly activation: GraphActivation;
  readonly window: Window2d;
  readonly pointer: number;
}

/** The fields that a call needs; a plan's op of that name has them. */
export type CallFields<Name extends CallName> = {
  readonly [Field in keyof (typeof CALL_WORDS)[Name]]: (typeof CALL_WORDS)[Name][Field] extends WordKind
    ? FieldValues[(typeof CALL_WORDS)[Name][Field]]
    : never;
};

/** Byte address of a slot's first row, in a shard's own copy where there are copies. */
export type AddressOf = (slot: Slot) => number;

/** [opcode, number of words, …words]. */
export function encodeCall<Name extends CallName>(
  name: Name,
  fields: CallFields<Name>,
  addressOf: AddressOf,
): readonly number[] {
  const kinds: Readonly<Record<string, WordKind>> = CALL_WORDS[name];
  const values = fields as unknown as Readonly<Record<string, FieldValues[WordKind]>>;
  const words = Object.entries(kinds).flatMap(([field, kind]) => encodeField(kind, values[field], addressOf));
  return [CALL_NAMES.indexOf(name), words.length, ...words];
}

function encodeField(kind: WordKind, value: unknown, addressOf: AddressOf): readonly number[] {
  switch (kind) {
    case "slot": {
      const slot = value as Slot | null;
      return slot ? [addressOf(slot), slot.width] : [0, 0];
    }
    case "window":
      return WINDOW_FIELDS.map((field) => (value as Window2d)[field]);
    case "activation":
      return [GRAPH_ACTIVATIONS.indexOf(value as GraphActivation)];
    case "float":
      return [floatBits(value as number)];
    case "flag":
      return [value ? 1 : 0];
    case "int":
    case "pointer":
      return [value as number];
  }
}

function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0]!;
}
