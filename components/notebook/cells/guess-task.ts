/** What a target column most likely asks for. */
import type { DatasetVersion } from "@/lib/data/dataset";
import { metricsFor, type Goal, type Task } from "@/lib/data/goal";

/** Above this many different whole numbers a target is a quantity. */
const MANY_VALUES = 20;

/** The task of a target: two values, several classes, or a number. */
export function guessTask(version: Pick<DatasetVersion, "schema" | "profile">, target: string): Task {
  const profile = version.profile.columns.find((column) => column.name === target);
  if (!profile) return "multiclass";
  if (profile.distinct === 2) return "binary";
  return profile.kind === "numeric" && profile.distinct > MANY_VALUES ? "regression" : "multiclass";
}

/** The members of a goal that follow from its task: the usual metric, and a minimum to start from. */
export function defaultsForTask(
  task: Task,
  target: string,
  version: Pick<DatasetVersion, "profile"> | null,
): Partial<Goal> {
  const metric = metricsFor(task)[0] ?? "accuracy";
  if (task !== "regression") return { target, task, metric, minimum: 0.8 };
  const profile = version?.profile.columns.find((column) => column.name === target);
  const std = profile?.kind === "numeric" ? profile.std : null;
  return { target, task, metric, minimum: std ? Number((std * 0.8).toPrecision(2)) : 1 };
}
