import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { circlesOf, importGraph } from "./circles.mjs";

const HALLS = ["app", "components", "lib", "workers", "e2e", "scripts"];
/** A folder is a room of one noun; i18n is one file for each part of the screen. */
const ROOM_FILES = 24;

const files = HALLS.flatMap((hall) =>
  readdirSync(hall, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)),
);

describe("the house", () => {
  it("has no circle of imports, types included", () => {
    expect(circlesOf(importGraph(files))).toEqual([]);
  });

  it("finds a circle where there is one", () => {
    const graph = new Map([
      ["a", ["b"]],
      ["b", ["c", "d"]],
      ["c", ["a"]],
      ["d", []],
    ]);
    expect(circlesOf(graph)).toEqual([["a", "b", "c"]]);
  });

  it("keeps every folder a room", () => {
    const counts = new Map<string, number>();
    for (const file of files.filter((name) => !/\.test\.tsx?$/.test(name) && !name.startsWith("lib/i18n/"))) {
      counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count > ROOM_FILES)).toEqual([]);
  });
});
