/** Every default of a notebook, in one place: what a new cell starts with, and what a file may leave out. */
import { DEFAULT_CSV_OPTIONS } from "../../data/version/dataset";
import { DEFAULT_SPLIT } from "../../data/split/split";
import type { CellId } from "../../ids";
import { DEFAULT_RULE, WINDOW_ROWS } from "../../monitoring/monitor";
import { DEFAULT_RECIPE } from "../../preprocess/recipe";
import { DEFAULT_TRAIN } from "../../training/model-spec";
import type { Cell, CodeCell, StageCell, StageCellOf, StageKind, StageParams, TextCell } from "./document";

/** Parameters of a new stage cell, by kind. */
export const DEFAULT_PARAMS: StageParams = {
  goal: {
    target: "",
    task: "multiclass",
    metric: "accuracy",
    minimum: 0.8,
    sensitive: [],
    costs: { falsePositive: 1, falseNegative: 1 },
  },
  dataset: { source: { kind: "none" }, datasetName: "data", version: "source", message: "", csv: DEFAULT_CSV_OPTIONS },
  split: DEFAULT_SPLIT,
  prepare: DEFAULT_RECIPE,
  train: { ...DEFAULT_TRAIN, experiment: "default" },
  package: {},
  evaluate: {},
  register: { modelName: "model" },
  deploy: { endpointName: "model", environment: "production", rollout: { kind: "all-at-once" } },
  monitor: { windowRows: WINDOW_ROWS, rule: DEFAULT_RULE },
  trigger: {
    mode: "on-alert",
    gate: { changeThreshold: 0 },
    canary: { percent: 10, windows: 2 },
  },
};

/** Names that new stage cells take, before they are made unique. */
export const DEFAULT_NAMES: Readonly<Record<StageKind, string>> = {
  goal: "goal",
  dataset: "data",
  split: "split",
  prepare: "recipe",
  train: "run",
  package: "bundle",
  evaluate: "evaluation",
  register: "model",
  deploy: "endpoint",
  monitor: "monitor",
  trigger: "trigger",
};

const COMMON = { locked: false, hidden: false, expects: [] } as const;

interface StageCellInput<Kind extends StageKind> {
  readonly id: CellId;
  readonly kind: Kind;
  readonly name?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly params?: Partial<StageParams[Kind]>;
}

/** A stage cell with everything that is not given filled from the defaults. */
export function stageCell<Kind extends StageKind>(input: StageCellInput<Kind>): StageCellOf<Kind> {
  const { id, kind, name = DEFAULT_NAMES[kind], inputs = {}, params = {} } = input;
  const cell = { ...COMMON, id, kind, name, inputs, params: { ...DEFAULT_PARAMS[kind], ...params } };
  return cell as unknown as StageCellOf<Kind>;
}

/** A text cell. */
export function textCell(id: CellId, text: TextCell["text"]): TextCell {
  return { ...COMMON, id, kind: "text", text };
}

/** A code cell. */
export function codeCell(id: CellId, source: string): CodeCell {
  return { ...COMMON, id, kind: "code", source };
}

/** The names of stage cells of a list, which are unique in a sound notebook. */
export function stageNames(cells: readonly Cell[]): ReadonlySet<string> {
  return new Set(cells.flatMap((cell) => ("name" in cell ? [cell.name] : [])));
}

/** The first of `name`, `name2`, `name3` … that is not taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}${number}`)) number += 1;
  return `${name}${number}`;
}

/** A new stage cell under a free name, wired to the nearest cells before `index` that its slots accept. */
export function wiredStageCell(input: {
  readonly id: CellId;
  readonly kind: StageKind;
  readonly cells: readonly Cell[];
  readonly index: number;
  readonly slots: Readonly<Record<string, StageKind>>;
}): StageCell {
  const before = input.cells.slice(0, input.index).reverse();
  const inputs: Record<string, string> = {};
  for (const [slot, kind] of Object.entries(input.slots)) {
    const source = before.find((cell) => cell.kind === kind) ?? input.cells.find((cell) => cell.kind === kind);
    if (source && "name" in source) inputs[slot] = source.name;
  }
  const name = freeName(DEFAULT_NAMES[input.kind], stageNames(input.cells));
  return stageCell({ id: input.id, kind: input.kind, name, inputs });
}
