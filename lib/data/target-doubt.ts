/** Whether a column can hardly be what somebody wants to predict: learning it would give nonsense that looks like a result. */
import type { Task } from "./goal";
import type { ColumnProfile } from "./profile/profile";
import type { DatasetVersion } from "./version/dataset";

export type TargetDoubt =
  /** A moment in time, predicted as a number of milliseconds. */
  | { readonly kind: "date" }
  /** Each row has a value of its own: a number or a name that someone was given. */
  | { readonly kind: "identifier" }
  | { readonly kind: "many-classes"; readonly classes: number };

/** More classes than this are rarely meant. */
export const MOST_CLASSES = 30;
/** In fewer rows than this, values of their own are chance. */
const FEWEST_ROWS = 20;

/** The doubt about a target; null where there is none, or no such column. */
export function targetDoubt(
  version: DatasetVersion,
  goal: { readonly target: string; readonly task: Task },
): TargetDoubt | null {
  const profile = version.profile.columns.find(({ name }) => name === goal.target);
  if (!profile) return null;
  if (version.schema.find(({ name }) => name === goal.target)?.type === "date") return { kind: "date" };
  if (isIdentifier(profile, version.rowCount)) return { kind: "identifier" };
  const classes = goal.task === "regression" ? 0 : profile.distinct;
  return classes > MOST_CLASSES ? { kind: "many-classes", classes } : null;
}

/** Texts that are all different, or whole numbers that count the rows without a gap. */
function isIdentifier(profile: ColumnProfile, rowCount: number): boolean {
  const present = rowCount - profile.missing;
  if (present < FEWEST_ROWS || profile.distinct < present) return false;
  if (profile.kind === "categorical") return true;
  const { min, max } = profile;
  return min !== null && max !== null && Number.isInteger(min) && max - min + 1 === present;
}
