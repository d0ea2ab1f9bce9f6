import { describe, expect, it } from "vitest";
import type { Cell } from "@/lib/notebook/document/document";
import { cellTitle, titleOfName } from "./cell-title";

const cell = (kind: string, name: string) => ({ kind, name }) as unknown as Cell;
const t = (key: string) => key;

describe("the name of a cell", () => {
  it("is its stage alone, never an identifier", () => {
    const cells = [cell("train", "run"), cell("package", "bundle")];
    expect(cells.map((one) => cellTitle(one, cells, t as never))).toEqual(["kinds.train.name", "kinds.package.name"]);
    expect(titleOfName("run", cells, t as never)).toBe("kinds.train.name");
  });

  it("adds the identifier where two cells share a stage", () => {
    const cells = [cell("train", "run"), cell("train", "run2")];
    expect(titleOfName("run2", cells, t as never)).toBe("kinds.train.name · run2");
  });

  it("keeps the identifier of a cell that is gone", () => {
    expect(titleOfName("gone", [], t as never)).toBe("gone");
  });
});
