/** Goal: its value is the digest of what it says. */
import { sha256Json } from "../../digest";
import { AppError } from "../../errors";
import type { Executor } from "./context";

/** Throws `data.target-missing` while no target is chosen. */
export const runGoal: Executor<"goal"> = async ({ cell }) => {
  if (cell.params.target === "") throw new AppError("data.target-missing", { details: { target: "" } });
  const digest = await sha256Json(cell.params);
  return { kind: "goal", id: digest, digest };
};
