/** Starter notebooks: one per way into Ciclo, with every stage of the life-cycle wired. */
import type { CellId, NotebookId } from "../../ids";
import { stageCell, textCell } from "../document/defaults";
import { TEMPLATES } from "../document/document";
import type { Cell, EdgeMode, NotebookDocument, TemplateName } from "../document/document";
import { csvStarter } from "./csv";
import { digitsStarter } from "./digits";
import { loansStarter } from "./loans";
import type { StarterSpec } from "./starter-spec";

export const STARTERS = TEMPLATES;
export type StarterKind = TemplateName;

/** Where a starter's new ids come from. */
export interface StarterIds {
  readonly notebook: () => NotebookId;
  readonly cell: () => CellId;
}

const SPECS: Readonly<Record<StarterKind, StarterSpec>> = {
  digits: digitsStarter,
  loans: loansStarter,
  csv: csvStarter,
};

/** A new notebook. Goal, data, split and recipe run by themselves; each hand-over after them is a click until it is live. */
export function starterNotebook(kind: StarterKind, ids: StarterIds): NotebookDocument {
  const { title, texts, params } = SPECS[kind];
  const named = stages(ids, params);
  const { goal, dataset, split, prepare, train, evaluate, register, deploy, monitor, trigger } = named;
  const cells: readonly Cell[] = [
    textCell(ids.cell(), texts.intro),
    goal,
    dataset,
    split,
    prepare,
    textCell(ids.cell(), texts.train),
    train,
    named.package,
    evaluate,
    register,
    textCell(ids.cell(), texts.live),
    deploy,
    monitor,
    trigger,
  ];
  const edges: Record<string, EdgeMode> = {
    [split.id]: "automatic",
    [prepare.id]: "automatic",
    [train.id]: "manual",
    [named.package.id]: "manual",
    [evaluate.id]: "manual",
    [register.id]: "automatic",
    [deploy.id]: "manual",
    [monitor.id]: "automatic",
    [trigger.id]: "automatic",
  };
  return {
    format: "ciclo-notebook",
    formatVersion: 1,
    id: ids.notebook(),
    title,
    origin: null,
    template: kind,
    cells,
    edges,
  };
}

function stages(ids: StarterIds, params: StarterSpec["params"]) {
  const id = ids.cell;
  const goal = "goal";
  return {
    goal: stageCell({ id: id(), kind: "goal", params: params.goal ?? {} }),
    dataset: stageCell({ id: id(), kind: "dataset", params: params.dataset ?? {} }),
    split: stageCell({ id: id(), kind: "split", inputs: { data: "data", goal }, params: params.split ?? {} }),
    prepare: stageCell({ id: id(), kind: "prepare", inputs: { split: "split", goal }, params: params.prepare ?? {} }),
    train: stageCell({ id: id(), kind: "train", inputs: { recipe: "recipe", goal }, params: params.train ?? {} }),
    package: stageCell({ id: id(), kind: "package", inputs: { run: "run" } }),
    evaluate: stageCell({ id: id(), kind: "evaluate", inputs: { package: "bundle", goal } }),
    register: stageCell({
      id: id(),
      kind: "register",
      inputs: { evaluation: "evaluation" },
      params: params.register ?? {},
    }),
    deploy: stageCell({ id: id(), kind: "deploy", inputs: { model: "model" }, params: params.deploy ?? {} }),
    monitor: stageCell({
      id: id(),
      kind: "monitor",
      inputs: { endpoint: "endpoint", goal },
      params: params.monitor ?? {},
    }),
    trigger: stageCell({
      id: id(),
      kind: "trigger",
      inputs: { monitor: "monitor", goal },
      params: params.trigger ?? {},
    }),
  };
}
