import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GRAPH_ACTIVATIONS } from "../../layer-graph";
import { encodeCall, type CallFields, type CallName } from "./encode-call";
import { FRAME_WORDS, OP_WORDS, WINDOW_FIELDS, type WordKind } from "./op-words";

const TABLE: Readonly<Record<string, Readonly<Record<string, WordKind>>>> = { ...OP_WORDS, ...FRAME_WORDS };

const size = fc.nat({ max: 1 << 20 });
const slot = fc.record({ space: fc.constant("activations" as const), offset: size, width: size });
const VALUES: Readonly<Record<WordKind, fc.Arbitrary<unknown>>> = {
  slot: fc.option(slot),
  int: size,
  float: fc.float({ noNaN: true }),
  flag: fc.boolean(),
  activation: fc.constantFrom(...GRAPH_ACTIVATIONS),
  window: fc.record(Object.fromEntries(WINDOW_FIELDS.map((field) => [field, size]))),
  pointer: fc.nat({ max: 0xffff_ffff }),
};
const BASE = 4096;
type Fields = Readonly<Record<string, unknown>>;

/** What a kernel would read: the encoding taken apart by the table alone. */
function decode(name: string, words: Uint32Array): Fields {
  let at = 2;
  const next = () => words[at++]!;
  const read = (kind: WordKind): unknown => {
    switch (kind) {
      case "slot": {
        const [address, width] = [next(), next()];
        return address === 0 ? null : { space: "activations", offset: (address - BASE) / 4, width };
      }
      case "float":
        return new Float32Array(Uint32Array.of(next()).buffer)[0];
      case "flag":
        return next() === 1;
      case "activation":
        return GRAPH_ACTIVATIONS[next()];
      case "window":
        return Object.fromEntries(WINDOW_FIELDS.map((field) => [field, next()]));
      case "int":
      case "pointer":
        return next();
    }
  };
  return Object.fromEntries(Object.entries(TABLE[name]!).map(([field, kind]) => [field, read(kind)]));
}

describe.each(Object.keys(TABLE))("the words of %s", (name) => {
  const fields = fc.record(
    Object.fromEntries(Object.entries(TABLE[name]!).map(([field, kind]) => [field, VALUES[kind]])),
  );

  it("hold every field, in the order of the table", () => {
    fc.assert(
      fc.property(fields, (values) => {
        const encoded = encodeCall(name as CallName, values as CallFields<CallName>, (s) => BASE + 4 * s.offset);
        const words = Uint32Array.from(encoded);
        expect(words[0]).toBe(Object.keys(TABLE).indexOf(name));
        expect(words[1]).toBe(words.length - 2);
        expect(decode(name, words)).toEqual(values);
      }),
      { seed: 5, numRuns: 20 },
    );
  });
});
