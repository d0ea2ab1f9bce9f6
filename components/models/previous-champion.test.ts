import { expect, test } from "vitest";
import type { ChampionTerm } from "@/lib/registry/history";
import { previousChampion } from "./previous-champion";

/** Terms written oldest first, as they happened; `<` marks a roll-back. */
const history = (...terms: readonly string[]): readonly ChampionTerm[] =>
  terms
    .map((term, index) => ({
      modelName: "m",
      version: term.replace("<", ""),
      fromMs: index,
      untilMs: null,
      reason: term.startsWith("<") ? ("rolled-back" as const) : ("chosen" as const),
      actor: "person" as const,
      cause: null,
      virtualMinute: null,
      note: null,
      missed: null,
      ground: null,
    }))
    .toReversed();

test("the one before the champion is the previous one", () => {
  expect(previousChampion(history("1", "2", "3"), "3")).toBe("2");
});

test("rolling back twice goes further back", () => {
  expect(previousChampion(history("1", "2", "3", "<2"), "2")).toBe("1");
  expect(previousChampion(history("1", "2", "3", "<2", "<1"), "1")).toBeNull();
});

test("after a roll-back and a new promotion the version gone back to is the previous one", () => {
  expect(previousChampion(history("1", "2", "<1", "3"), "3")).toBe("1");
});

test("a first champion has none before, and without a champion there is nothing to go back from", () => {
  expect(previousChampion(history("1"), "1")).toBeNull();
  expect(previousChampion(history("1"), undefined)).toBeNull();
});
