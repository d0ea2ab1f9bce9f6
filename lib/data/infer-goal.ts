/** The goal a new notebook starts with, read off a version's profile. */
import { knownDataset } from "./builtin";
import type { DatasetVersion } from "./version/dataset";
import type { Goal, Task } from "./goal";
import type { CategoricalProfile, ColumnProfile, NumericProfile } from "./profile/profile";

/** A column of whole numbers with at most this many values in a row is taken for classes. */
const MAX_NUMBER_CLASSES = 10;
/** An RMSE this share of the target's spread below it means that something was learnt. */
const USEFUL_ERROR_SHARE = 0.9;

/**
 * A goal for a version. Target: the suggested one, else the last column that could be one. Task by type and number of values.
 * Minimum: what is known of the data set, else half-way between always guessing the most frequent class and being always
 * right, or 0.9 standard deviations of the target.
 */
export function suggestGoal(version: DatasetVersion): Goal {
  const target = version.suggestedTarget ?? lastCandidate(version);
  const profile = version.profile.columns.find((column) => column.name === target);
  const known = knownDataset(version);
  const base = { target, sensitive: known?.sensitive ?? [], costs: { falsePositive: 1, falseNegative: 1 } };
  const task = profile ? taskOf(profile) : "binary";
  if (known && known.target === target) return { ...base, task, metric: known.metric, minimum: known.minimum };
  if (task === "regression") {
    const std = profile?.kind === "numeric" ? (profile.std ?? 0) : 0;
    return { ...base, task, metric: "rmse", minimum: Number((std * USEFUL_ERROR_SHARE).toPrecision(3)) };
  }
  const majority = profile?.kind === "categorical" ? majorityShare(profile, version.rowCount) : 0.5;
  return { ...base, task, metric: "accuracy", minimum: Math.floor(50 + 50 * majority) / 100 };
}

/** The task that predicts such a column. */
function taskOf(profile: ColumnProfile): Task {
  if (profile.kind === "categorical") return profile.distinct > 2 ? "multiclass" : "binary";
  if (profile.distinct === 2) return "binary";
  return isClassNumber(profile) ? "multiclass" : "regression";
}

/** 0, 1, 2, … without gaps. */
function isClassNumber({ distinct, min, max }: NumericProfile): boolean {
  if (min === null || max === null || distinct > MAX_NUMBER_CLASSES || distinct < 2) return false;
  return Number.isInteger(min) && max - min + 1 === distinct;
}

function majorityShare(profile: CategoricalProfile, rowCount: number): number {
  const present = rowCount - profile.missing;
  return present === 0 ? 0 : (profile.top[0]?.count ?? 0) / present;
}

function lastCandidate(version: DatasetVersion): string {
  const usable = version.schema.filter(({ name, type }) => {
    const profile = version.profile.columns.find((column) => column.name === name);
    return type !== "text" && type !== "date" && profile !== undefined && profile.missing < version.rowCount;
  });
  return (usable.at(-1) ?? version.schema.at(-1))?.name ?? "";
}
