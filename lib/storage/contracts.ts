/** Held where routes and versions are written, so that no verb can forget it: a name serves one task, one target, one set of columns. */
import { AppError, type ErrorCode } from "../errors";
import type { Sha256 } from "../ids";
import { contractDifference } from "../packaging/contract";
import type { CicloDatabase } from "./database/database";

const CODES = {
  task: "registry.other-task",
  target: "registry.other-target",
  input: "registry.other-input",
} as const satisfies Record<string, ErrorCode>;

/** Throws `registry.other-task`, `-target` or `-input` when the package breaks what the name promises. Call inside a transaction with `packages`. */
export async function requireSameContract(
  database: CicloDatabase,
  name: string,
  { serves, next }: { readonly serves: Sha256; readonly next: Sha256 },
): Promise<void> {
  if (serves === next) return;
  const [before, after] = await Promise.all([database.packages.get(serves), database.packages.get(next)]);
  // A package that is gone promises nothing any more.
  const difference = before && after ? contractDifference(before.signature, after.signature) : null;
  if (!difference) return;
  const { part, serves: expected, found } = difference;
  throw new AppError(CODES[part], { details: { name, serves: expected, found } });
}
