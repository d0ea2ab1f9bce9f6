/** The notebook as plain, versioned JSON. What is saved is this; what runs is rebuilt from it (`runtime.ts`). */
import type { CsvOptions, DatasetSource } from "../../data/version/dataset";
import type { Goal } from "../../data/goal";
import type { SplitParams } from "../../data/split/split";
import type { CellId, NotebookId, Sha256 } from "../../ids";
import type { AlertRule } from "../../monitoring/monitor";
import type { Decision } from "../../packaging/decision";
import type { RecipeSpec } from "../../preprocess/recipe";
import type { GateParams } from "../../registry/gate-types";
import type { Rollout } from "../../serving/endpoint";
import type { TrainParams } from "../../training/model-spec";

/** Text in one language, or in both. */
export type LocalizedText = string | { readonly es: string; readonly en: string };

export const STEP_KINDS = ["goal", "dataset", "split", "prepare", "train", "package", "evaluate", "register"] as const;
export const RESOURCE_KINDS = ["deploy", "monitor", "trigger"] as const;
export const STAGE_KINDS = [...STEP_KINDS, ...RESOURCE_KINDS] as const;
export type StepKind = (typeof STEP_KINDS)[number];
export type ResourceKind = (typeof RESOURCE_KINDS)[number];
export type StageKind = (typeof STAGE_KINDS)[number];

/** Parameters by kind: what the form of a stage cell edits. */
export interface StageParams {
  readonly goal: Goal;
  readonly dataset: {
    readonly source: DatasetSource;
    readonly datasetName: string;
    /** The version the cell holds: the one that its source gives, or the one of a number. Nothing moves it but a person. */
    readonly version: number | "source";
    readonly message: string;
    readonly csv: CsvOptions;
  };
  readonly split: SplitParams;
  readonly prepare: RecipeSpec;
  readonly train: TrainParams & { readonly experiment: string };
  /** The threshold that a person chose for its label; absent, the more probable class is answered. */
  readonly package: { readonly decision?: Decision | undefined };
  readonly evaluate: Record<string, never>;
  readonly register: { readonly modelName: string };
  readonly deploy: {
    readonly endpointName: string;
    readonly environment: "staging" | "production";
    readonly rollout: Rollout;
    /** Why a person serves a version; absent while nobody gave a reason. */
    readonly reason?: DeployReason;
  };
  readonly monitor: { readonly windowRows: number; readonly rule: AlertRule };
  readonly trigger: {
    readonly mode: "manual" | "on-alert";
    readonly gate: GateParams;
    readonly canary: { readonly percent: number; readonly windows: number };
  };
}

/** A person's reason for serving one package; null stands for whichever the notebook makes, in runs without a screen. */
export interface DeployReason {
  readonly text: string;
  readonly packageDigest: string | null;
}

/** Slots and the kind of stage cell whose output each accepts. */
export const SLOTS = {
  goal: {},
  dataset: {},
  split: { data: "dataset", goal: "goal" },
  prepare: { split: "split", goal: "goal" },
  train: { recipe: "prepare", goal: "goal" },
  package: { run: "train" },
  evaluate: { package: "package", goal: "goal" },
  register: { evaluation: "evaluate" },
  deploy: { model: "register" },
  monitor: { endpoint: "deploy", goal: "goal" },
  trigger: { monitor: "monitor", goal: "goal" },
} as const satisfies Record<StageKind, Readonly<Record<string, StageKind>>>;

/** A statement about a cell's result that a lesson or an author expects to hold. */
export interface ExpectedCheck {
  readonly metric: string;
  readonly operator: ">=" | ">" | "<=" | "<" | "==";
  readonly threshold: number;
}

interface CellCommon {
  /** Permanent: survives edits, moves, export and import. */
  readonly id: CellId;
  readonly locked: boolean;
  readonly hidden: boolean;
  readonly expects: readonly ExpectedCheck[];
}

export type StageCell = {
  [Kind in StageKind]: CellCommon & {
    readonly kind: Kind;
    /** Unique identifier in the notebook, and the cell's only output. */
    readonly name: string;
    /** Slot to the name of another stage cell. */
    readonly inputs: Readonly<Record<string, string>>;
    readonly params: StageParams[Kind];
  };
}[StageKind];

export type StageCellOf<Kind extends StageKind> = Extract<StageCell, { kind: Kind }>;

export interface CodeCell extends CellCommon {
  readonly kind: "code";
  readonly source: string;
}

export interface TextCell extends CellCommon {
  readonly kind: "text";
  readonly text: LocalizedText;
}

/** A cell of a kind this version does not know: shown as an inert card, and saved back byte for byte in meaning. */
export interface UnknownCell extends CellCommon {
  readonly kind: "unknown";
  readonly unknownKind: string;
  readonly raw: Readonly<Record<string, unknown>>;
}

export type Cell = StageCell | CodeCell | TextCell | UnknownCell;

/** How the hand-over into a cell happens: a click, a click after the cell before is done, or by itself. */
export type EdgeMode = "manual" | "approval" | "automatic";

/** Where a notebook came from; the author's copy is kept as a blob under `digest`. */
export interface NotebookOrigin {
  readonly id: string;
  readonly version: number;
  readonly digest: Sha256;
}

/** The notebooks that Ciclo offers to begin with. */
export const TEMPLATES = ["digits", "loans", "csv"] as const;
export type TemplateName = (typeof TEMPLATES)[number];

export interface NotebookDocument {
  readonly format: "ciclo-notebook";
  readonly formatVersion: 1;
  readonly id: NotebookId;
  readonly title: LocalizedText;
  readonly origin: NotebookOrigin | null;
  /** What it was made from; absent in notebooks of before this was kept. */
  readonly template?: TemplateName;
  readonly cells: readonly Cell[];
  /** Mode of the edge into each cell; a cell that is not named is `automatic` within Run all. */
  readonly edges: Readonly<Record<string, EdgeMode>>;
}

export const isStageCell = (cell: Cell): cell is StageCell => (STAGE_KINDS as readonly string[]).includes(cell.kind);
