/** What a store answers when a record that must be there is not. */
import { AppError, type ErrorCode, type ErrorDetails } from "../../errors";

/** The record, or the named error. */
export function present<T>(record: T | undefined, code: ErrorCode, details: ErrorDetails): T {
  if (record === undefined) throw new AppError(code, { details });
  return record;
}

/** The record, or `storage.corrupt`: something points to it and it is gone. */
export function intact<T>(record: T | undefined, table: string, id: string): T {
  return present(record, "storage.corrupt", { table, id });
}
