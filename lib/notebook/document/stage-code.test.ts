import { describe, expect, it } from "vitest";
import { newId } from "../../ids";
import { isStageCell } from "./document";
import { stageCode } from "./stage-code";
import { starterNotebook } from "../templates/starter";

const starter = starterNotebook("loans", { notebook: () => newId(), cell: () => newId() });
const stages = starter.cells.filter(isStageCell);
const codeOf = (kind: string): string => {
  const cell = stages.find((other) => other.kind === kind);
  return cell ? stageCode(cell) : "";
};

describe("the code of a stage cell", () => {
  it("is one declaration of the cell's name, from its inputs and parameters", () => {
    expect(codeOf("split")).toBe(
      "const split = await ciclo.split({ data, goal }, { seed: 7, train: 0.7, validation: 0.15, test: 0.15, stratify: true });\n",
    );
    expect(codeOf("package")).toBe("const bundle = await ciclo.package({ run });\n");
  });

  it("holds every parameter as it is", () => {
    for (const cell of stages) {
      if (Object.keys(cell.params).length === 0) continue;
      const call = stageCode(cell).split(/^const \w+ = await ciclo\.\w+\((?:\{\}|\{ [^}]*\}), /)[1] ?? "";
      const json = call
        .replace(/\);\s*$/, "")
        .replace(/([{,]\s*)([A-Za-z_$][\w$]*):/g, '$1"$2":')
        .replace(/,(\s*[}\]])/g, "$1");
      expect(JSON.parse(json)).toEqual(cell.params);
    }
  });
});
