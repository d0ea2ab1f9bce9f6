import fc from "fast-check";
import { expect, it } from "vitest";
import { createFreeList } from "./free-list";

const START = 1_000;

it("never gives a byte twice, and has it all again when everything is given back", () => {
  const turn = fc.record({ bytes: fc.integer({ min: 1, max: 50 }), givesBack: fc.boolean(), which: fc.nat() });
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 60 }), (turns) => {
      const list = createFreeList(START);
      const taken: { readonly address: number; readonly bytes: number }[] = [];
      const giveBack = (index: number) => {
        const [part] = taken.splice(index, 1);
        list.give(part!.address, part!.bytes);
      };
      for (const { bytes, givesBack, which } of turns) {
        if (givesBack && taken.length > 0) giveBack(which % taken.length);
        else {
          const address = list.take(bytes);
          for (const other of taken) {
            expect(address + bytes <= other.address || other.address + other.bytes <= address).toBe(true);
          }
          taken.push({ address, bytes });
        }
      }
      while (taken.length > 0) giveBack(0);
      expect(list.take(1_000_000)).toBe(START);
    }),
    { seed: 3 },
  );
});

it("says how far memory must reach before it is taken", () => {
  const list = createFreeList(START);
  expect(list.endAfter(64)).toBe(START + 64);
  const first = list.take(64);
  list.take(64);
  list.give(first, 64);
  expect(list.endAfter(64)).toBe(0);
  expect(list.endAfter(65)).toBe(START + 128 + 65);
});
