/** Declarations of what a code cell can call, for the editor's completion. */
export const CELL_TYPES = `
type CellValue = number | string | null;
/** The name of a stored version that flows between cells. */
interface Handle { readonly kind: string; readonly id: string; readonly digest: string }
interface ColumnProfile { readonly name: string; readonly kind: "numeric" | "categorical"; readonly missing: number; readonly distinct: number; readonly mean?: number | null; readonly std?: number | null; readonly min?: number | null; readonly max?: number | null }
declare const ciclo: {
  /** Rows of a dataset that this cell names: 200, or as many as asked for, up to 5,000 in one call. */
  rows(handle: Handle, options?: { offset?: number; limit?: number }): Promise<Record<string, CellValue>[]>;
  /** Summary of each column of a dataset that this cell names. */
  profile(handle: Handle): Promise<ColumnProfile[]>;
  log(...values: unknown[]): void;
  /** Aborted when Stop is pressed. */
  readonly signal: AbortSignal;
};
/** Shows text, or a list of objects as a table; gives the value back. */
declare function display<T>(value: T): T;
`;
