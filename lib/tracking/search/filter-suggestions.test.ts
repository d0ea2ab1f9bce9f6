import { expect, test } from "vitest";
import { filterSuggestions } from "./filter-suggestions";
import { searchRuns } from "./search";
import { aRun } from "../testing/a-run";

const runs = [aRun({ params: { epochs: "5", optimizer: "adam" }, metrics: { val_loss: 0.2, val_accuracy: 0.9 } })];

test("the word that is being typed is completed, what stands before it stays", () => {
  expect(filterSuggestions(runs, "epochs = 5 and val")).toEqual([
    "epochs = 5 and val_accuracy ",
    "epochs = 5 and val_loss ",
  ]);
  expect(filterSuggestions(runs, "EP")).toEqual(["epochs "]);
  expect(filterSuggestions(runs, "")).toContain("status ");
});

test("no name is suggested where a value is wanted, and a suggestion goes on to a filter that is read", () => {
  for (const filter of ["epochs = ", "epochs > o", "status = 'v", "run_name like v"]) {
    expect(filterSuggestions(runs, filter)).toEqual([]);
  }
  for (const text of filterSuggestions(runs, "val")) expect(searchRuns(runs, `${text}> 0,1`)).toHaveLength(1);
});
