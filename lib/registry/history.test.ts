import { describe, expect, it } from "vitest";
import { asId } from "../ids";
import type { JournalEntry } from "../journal";
import { championHistory } from "./history";

function move(atMs: number, details: JournalEntry["details"], more: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id: asId(`j${atMs}`),
    projectId: asId("p"),
    atMs,
    actor: "person",
    command: "alias.set",
    subjects: [],
    cause: null,
    virtualMinute: null,
    details: { modelName: "digits", alias: "champion", ...details },
    ...more,
  };
}

const ENTRIES = [
  move(10, { from: null, to: "1", reason: "first-version" }),
  move(15, { to: "2", reason: "challenger", alias: "challenger" }),
  move(20, { from: "1", to: "2", reason: "gate-blessed" }, { actor: "trigger", cause: { kind: "alert", id: "a1" } }),
  move(25, { to: "7", reason: "chosen", modelName: "loans" }),
  move(30, { from: "2", to: "1", reason: "rolled-back" }),
  move(40, {}, { command: "model.register" }),
];

describe("championHistory", () => {
  it("tells who was champion, from when to when, and why, newest first", () => {
    const terms = championHistory(ENTRIES, "digits");
    expect(
      terms.map(({ version, fromMs, untilMs, reason, actor }) => [version, fromMs, untilMs, reason, actor]),
    ).toEqual([
      ["1", 30, null, "rolled-back", "person"],
      ["2", 20, 30, "gate-blessed", "trigger"],
      ["1", 10, 20, "first-version", "person"],
    ]);
    expect(terms[1]?.cause).toEqual({ kind: "alert", id: "a1" });
  });

  it("keeps the terms of models apart", () => {
    const terms = championHistory(ENTRIES);
    expect(terms).toHaveLength(4);
    expect(terms.find((term) => term.modelName === "loans")).toMatchObject({ version: "7", untilMs: null });
  });

  it("does not depend on the order of the entries", () => {
    expect(championHistory(ENTRIES.toReversed())).toEqual(championHistory(ENTRIES));
  });
});
