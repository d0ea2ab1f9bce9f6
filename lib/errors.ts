/**
 * One error class for the whole product. Code is written against the code, never against the message:
 * the sentence a person reads comes from the catalogue (`lib/i18n`) by `code`, filled with `details`.
 */

/** Every way Ciclo can fail on purpose. A new code needs a Spanish and an English sentence (a type error otherwise). */
export const ERROR_CODES = [
  // data
  "csv.not-csv",
  "csv.ragged-row",
  "csv.empty",
  "csv.unclosed-quote",
  "csv.duplicate-column",
  "csv.too-many-columns",
  "data.column-missing",
  "data.column-all-missing",
  "data.one-class",
  "data.too-few-rows",
  "data.version-not-found",
  "data.fetch-failed",
  "data.target-missing",
  "data.target-not-numeric",
  // preprocess
  "recipe.missing-not-imputed",
  "recipe.no-features",
  "recipe.step-unknown-column",
  "recipe.step-wrong-type",
  // training
  "training.loss-not-finite",
  "training.device-lost",
  "training.backend-unavailable",
  "training.model-invalid",
  "training.task-mismatch",
  "training.not-an-image",
  "training.image-too-small",
  "training.uncovered",
  "training.data-invalid",
  "training.label-out-of-range",
  "training.does-not-fit",
  "training.not-resumable",
  // tracking
  "run.not-found",
  "run.illegal-transition",
  "run.not-finished",
  "run.filter-invalid",
  // packaging
  "package.parity-failed",
  "package.not-found",
  "package.runtime-failed",
  "package.unsupported",
  // evaluation, registry
  "evaluation.empty",
  "registry.model-not-found",
  "registry.other-task",
  "registry.other-target",
  "registry.other-input",
  "registry.alias-unset",
  "registry.gate-refused",
  "registry.reason-needed",
  // serving
  "endpoint.not-found",
  "endpoint.bad-input",
  "endpoint.column-absent",
  "scenario.invalid",
  // options of an algorithm
  "option.out-of-range",
  // notebook
  "notebook.not-found",
  "notebook.invalid",
  "notebook.newer-version",
  "notebook.link-too-long",
  "notebook.link-invalid",
  "notebook.cycle",
  "notebook.duplicate-name",
  "notebook.unknown-reference",
  "notebook.missing-input",
  "notebook.unknown-cell-kind",
  "notebook.locked-cell",
  "notebook.runs-elsewhere",
  "pipeline.not-published",
  "pipeline.busy",
  "code.syntax",
  "code.runtime",
  "code.capability-denied",
  "code.too-many-rows",
  // platform
  "cancelled",
  "storage.quota-exceeded",
  "storage.unavailable",
  "storage.newer-version",
  "storage.corrupt",
  "storage.duplicate",
  "backup.foreign",
  "backup.cut",
  "backup.damaged",
  "backup.bad-record",
  "backup.not-verified",
  "file.unknown",
  "trash.in-service",
  "trash.monitored",
  "trash.training",
  "trash.retraining",
  "trash.name-taken",
  "trash.not-there",
  "worker.crashed",
  "worker.timeout",
  "worker.load-failed",
  "unexpected",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The context that failed: small JSON values that fill the catalogue sentence. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

export interface AppErrorOptions {
  readonly details?: ErrorDetails;
  readonly cause?: unknown;
}

/** A failure with a code, the context that failed and its cause. Crosses threads through {@link toWire}. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(`${code} ${JSON.stringify(options.details ?? {})}`, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** An error as plain JSON: what is stored on a failed cell or run, and what crosses threads. Never a sentence. */
export interface WireError {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** Developer text of the foreign cause, for the console only. */
  readonly debug?: string;
}

/** Any thrown value as plain JSON; a foreign error becomes `unexpected` with its text as developer detail. */
export function toWire(error: unknown): WireError {
  if (error instanceof AppError) {
    const cause = error.cause === undefined ? undefined : describeCause(error.cause);
    return { code: error.code, details: error.details, ...(cause === undefined ? {} : { debug: cause }) };
  }
  if (isAbort(error)) return { code: "cancelled", details: {} };
  return { code: "unexpected", details: {}, debug: describeCause(error) };
}

/** The inverse of {@link toWire}. */
export function fromWire(wire: WireError): AppError {
  return new AppError(wire.code, { details: wire.details, cause: wire.debug });
}

/** Any thrown value as an AppError, unchanged when it already is one. */
export function asAppError(error: unknown): AppError {
  return error instanceof AppError ? error : fromWire(toWire(error));
}

/** Throws `cancelled` when the signal is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError("cancelled");
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
