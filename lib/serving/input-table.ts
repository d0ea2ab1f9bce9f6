/** Requests as the columnar table that a package reads. */
import { tableFromRows, type Column, type Row, type Table } from "../data/table";
import { AppError } from "../errors";
import { ownValue } from "../own-value";
import type { PackageSignature } from "../packaging/package";

/**
 * One column per input of the signature. A number where a category is expected is read as text; the reverse is `endpoint.bad-input`. A
 * column that a request lacks is `endpoint.column-absent`: what is not said is no missing value.
 */
export function inputTable(rows: readonly Row[], signature: PackageSignature): Table {
  const storage = new Map<string, Column["storage"]>(
    signature.inputs.map(({ name, type }) => [name, type === "double" ? "numeric" : "dictionary"]),
  );
  for (const { name, type } of signature.inputs) {
    if (rows.some((row) => !Object.hasOwn(row, name))) {
      throw new AppError("endpoint.column-absent", { details: { column: name } });
    }
    const bad = type === "double" ? rows.find((row) => typeof ownValue(row, name) === "string") : undefined;
    if (bad) throw new AppError("endpoint.bad-input", { details: { column: name, value: String(bad[name]) } });
  }
  return tableFromRows(rows, storage);
}
