/** Foreign failures of IndexedDB and Dexie, wrapped once, here. */
import { Dexie } from "dexie";
import { AppError } from "../../errors";

/** Runs storage work; whatever IndexedDB throws leaves as an AppError. */
export async function guarded<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error);
  }
}

/** The AppError for a failure of the database; our own errors and programming errors pass unchanged. */
export function storageError(error: unknown): unknown {
  const chain = causes(error);
  const own = chain.find((cause) => cause instanceof AppError);
  if (own) return own;
  const names = new Set(chain.map(nameOf));
  if (names.has("QuotaExceededError")) return new AppError("storage.quota-exceeded", { cause: error });
  if (names.has("ConstraintError")) return new AppError("storage.duplicate", { cause: error });
  if (names.has("VersionError")) return new AppError("storage.newer-version", { cause: error });
  for (const name of UNAVAILABLE) {
    if (names.has(name)) return new AppError("storage.unavailable", { details: { reason: name }, cause: error });
  }
  return isForeign(error) ? new AppError("unexpected", { cause: error }) : error;
}

/** What the browser says when it has no IndexedDB to give: private windows, blocked storage, a connection that was closed. */
const UNAVAILABLE = [
  "MissingAPIError",
  "OpenFailedError",
  "DatabaseClosedError",
  "InvalidStateError",
  "SecurityError",
  "UnknownError",
  "TimeoutError",
  "AbortError",
];

// Dexie keeps the cause of an aborted transaction in `inner`, and those of a bulk write in `failures`.
function causes(error: unknown, depth = 0): readonly unknown[] {
  if (typeof error !== "object" || error === null || depth > 4) return [];
  const { inner, failures } = error as { inner?: unknown; failures?: unknown };
  const first: unknown = Array.isArray(failures) ? failures[0] : undefined;
  const below = [inner, first];
  return [error, ...below.flatMap((cause) => causes(cause, depth + 1))];
}

function nameOf(error: unknown): string {
  return typeof error === "object" && error !== null && "name" in error ? String(error.name) : "";
}

function isForeign(error: unknown): boolean {
  return error instanceof Dexie.DexieError || error instanceof DOMException;
}
