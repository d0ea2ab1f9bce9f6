import { describe, expect, it } from "vitest";
import { asId, newId } from "../../ids";
import { codeCell, stageCell, textCell } from "../document/defaults";
import type { Cell, NotebookDocument } from "../document/document";
import { AppError } from "../../errors";
import { buildGraph } from "./graph";
import type { AnalyseCode } from "./graph";
import { starterNotebook } from "../templates/starter";

const notebook = (cells: readonly Cell[]): NotebookDocument => ({
  format: "ciclo-notebook",
  formatVersion: 1,
  id: asId("n"),
  title: "",
  origin: null,
  cells,
  edges: {},
});
const goal = stageCell({ id: asId("goal"), kind: "goal", params: { target: "label" } });
const split = stageCell({ id: asId("split"), kind: "split", inputs: { data: "data", goal: "goal" } });
const data = stageCell({
  id: asId("data"),
  kind: "dataset",
  params: { source: { kind: "builtin", name: "iris" } },
});
const analyse: AnalyseCode = (source) => {
  if (source === "(") throw new AppError("code.syntax", { details: { line: 1 } });
  const [defines = "", references = ""] = source.split("<-");
  return { defines: defines.split(",").filter(Boolean), references: references.split(",").filter(Boolean) };
};
const codesOf = (cells: readonly Cell[], id: string) =>
  (buildGraph(notebook(cells), analyse).diagnostics[id] ?? []).map((diagnostic) => diagnostic.code);

describe("the graph of a notebook", () => {
  it("orders cells by what they need, whatever their place", () => {
    expect(buildGraph(notebook([split, textCell(asId("t"), "x"), data, goal])).order).toEqual([
      "data",
      "goal",
      "split",
    ]);
  });

  it("a starter has no faults except the choices that are still open", () => {
    const ids = { notebook: newId, cell: newId } as never;
    expect(buildGraph(starterNotebook("digits", ids)).diagnostics).toEqual({});
    expect(Object.values(buildGraph(starterNotebook("csv", ids)).diagnostics).flat()).toMatchObject([
      { code: "notebook.missing-input", details: { slot: "target" } },
      { code: "notebook.missing-input", details: { slot: "source" } },
    ]);
  });

  it("faults are values on cells: missing inputs, unknown names, wrong kinds, doubles, syntax", () => {
    expect(codesOf([stageCell({ id: asId("s"), kind: "split" })], "s")).toEqual([
      "notebook.missing-input",
      "notebook.missing-input",
    ]);
    expect(codesOf([split, goal], "split")).toEqual(["notebook.unknown-reference"]);
    expect(codesOf([goal, { ...split, inputs: { data: "goal", goal: "goal" } }], "split")).toEqual([
      "notebook.unknown-reference",
    ]);
    const twins = [codeCell(asId("a"), "x<-"), codeCell(asId("b"), "x<-")];
    expect([codesOf(twins, "a"), codesOf(twins, "b")]).toEqual([
      ["notebook.duplicate-name"],
      ["notebook.duplicate-name"],
    ]);
    expect(codesOf([codeCell(asId("c"), "(")], "c")).toEqual(["code.syntax"]);
  });

  it("a cycle is a fault of its own cells only, and none of them nor what needs them has a place", () => {
    const cells = [codeCell(asId("a"), "a<-b"), codeCell(asId("b"), "b<-a"), codeCell(asId("c"), "c<-b")];
    const graph = buildGraph(notebook(cells), analyse);
    expect(graph.order).toEqual([]);
    expect(Object.keys(graph.diagnostics)).toEqual(["a", "b"]);
  });

  it("code cells take what other cells define, and leave globals alone", () => {
    const graph = buildGraph(notebook([data, codeCell(asId("c"), "n<-data,Math")]), analyse);
    expect(graph.edges).toEqual([{ from: "data", to: "c", name: "data", slot: null }]);
    expect(graph.diagnostics).toEqual({});
  });
});
