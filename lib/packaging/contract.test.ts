import { describe, expect, it } from "vitest";
import { contractDifference } from "./contract";
import type { PackageSignature } from "./package";

const served: PackageSignature = {
  task: "binary",
  inputMode: "columns",
  inputs: [
    { name: "age", type: "double" },
    { name: "city", type: "string" },
  ],
  target: "default",
  classes: ["no", "yes"],
};
const differs = (change: Partial<PackageSignature>) => contractDifference(served, { ...served, ...change });

describe("the contract of a name", () => {
  it("holds for the same questions, for fewer columns and for other classes", () => {
    expect(differs({})).toBeNull();
    expect(differs({ inputs: served.inputs.slice(0, 1) })).toBeNull();
    expect(differs({ classes: ["no"] })).toBeNull();
  });

  it("names what differs: the task, the target, a column that nobody sends, a column of another type", () => {
    expect(differs({ task: "regression" })).toEqual({ part: "task", serves: "binary", found: "regression" });
    expect(differs({ target: "species" })).toEqual({ part: "target", serves: "default", found: "species" });
    const more = [...served.inputs, { name: "constructor", type: "double" }] as PackageSignature["inputs"];
    expect(differs({ inputs: more })).toEqual({ part: "input", serves: "", found: "constructor" });
    const other = [{ name: "age", type: "string" }] as PackageSignature["inputs"];
    expect(differs({ inputs: other })).toEqual({ part: "input", serves: "double", found: "age" });
  });
});
