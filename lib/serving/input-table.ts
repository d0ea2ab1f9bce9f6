/** Requests as the columnar table that a package reads. */
import { tableFromRows, type Column, type Row, type Table } from "../data/table";
import { AppError } from "../errors";
import type { PackageSignature } from "../packaging/package";

/** One column per input of the signature. A number where a category is expected is read as text; the reverse is `endpoint.bad-input`. */
export function inputTable(rows: readonly Row[], signature: PackageSignature): Table {
  const storage = new Map<string, Column["storage"]>(
    signature.inputs.map(({ name, type }) => [name, type === "double" ? "numeric" : "dictionary"]),
  );
  for (const { name, type } of signature.inputs) {
    const bad = type === "double" && rows.find((row) => typeof (row[name] ?? null) === "string");
    if (bad) throw new AppError("endpoint.bad-input", { details: { column: name, value: String(bad[name]) } });
  }
  return tableFromRows(rows, storage);
}
