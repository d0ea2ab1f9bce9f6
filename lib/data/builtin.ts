/** What Ciclo knows about the data sets and generators that ship with it, beyond their bytes. */
import type { BuiltinDataset, DatasetVersion, GeneratorName, ImageLayout } from "./version/dataset";
import type { Goal } from "./goal";
import type { ColumnType } from "./schema";

export interface KnownDataset {
  readonly target: string;
  readonly metric: Goal["metric"];
  readonly minimum: number;
  readonly sensitive: readonly string[];
  readonly typeOverrides: Readonly<Record<string, ColumnType>>;
  readonly image: ImageLayout | null;
}

/** Pixel columns `p<row><column>` of an 8×8 image with 17 grey values. */
const DIGIT_IMAGE: ImageLayout = {
  width: 8,
  height: 8,
  columns: Array.from({ length: 64 }, (_, index) => `p${Math.floor(index / 8)}${index % 8}`),
  max: 16,
};

const PLAIN = { sensitive: [], typeOverrides: {}, image: null } as const;

export const BUILTIN: Readonly<Record<BuiltinDataset, KnownDataset>> = {
  digits: {
    target: "label",
    metric: "accuracy",
    minimum: 0.9,
    sensitive: [],
    typeOverrides: { label: "category" },
    image: DIGIT_IMAGE,
  },
  iris: { ...PLAIN, target: "species", metric: "accuracy", minimum: 0.9 },
  wine: { ...PLAIN, target: "cultivar", metric: "accuracy", minimum: 0.9 },
  "breast-cancer": { ...PLAIN, target: "diagnosis", metric: "accuracy", minimum: 0.92 },
  diabetes: { ...PLAIN, target: "progression", metric: "rmse", minimum: 65 },
};

export const GENERATED: Readonly<Record<GeneratorName, KnownDataset>> = {
  "loan-default": { ...PLAIN, target: "default", metric: "auc", minimum: 0.7, sensitive: ["gender"] },
};

/** What is known about where a version came from; null for a person's own file and for retraining versions. */
export function knownDataset(version: Pick<DatasetVersion, "origin">): KnownDataset | null {
  if (version.origin.kind !== "import") return null;
  const { source } = version.origin;
  if (source.kind === "builtin") return BUILTIN[source.name];
  return source.kind === "generator" ? GENERATED[source.name] : null;
}
