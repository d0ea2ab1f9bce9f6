/**
 * CSV to table, streaming. The bytes are read three times instead of being kept: once for the encoding, once to learn the
 * types, once to fill columns of exactly the right size. What is in memory is the table and one chunk of text, never the file,
 * and a value in the last row can still change the type of its column.
 */
import { AppError, throwIfAborted } from "../../errors";
import { ownValue } from "../../own-value";
import type { OnProgress } from "../../progress";
import { columnBuilder, type ColumnFormat } from "./column-builder";
import { decodeText, inspectBytes, type ByteFacts, type OpenBytes } from "./csv-bytes";
import { recordReader, type CsvRecord } from "./csv-records";
import { detectSeparator } from "./csv-separator";
import type { CsvDialect, CsvOptions } from "../version/dataset";
import { decimalOf, inferColumn } from "./infer-column";
import type { Schema } from "../schema";
import type { Table } from "../table";

export interface ReadCsvOptions {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
  /** Keep only the first data rows, for a preview; all when absent. Types are those of the whole file all the same. */
  readonly maxRows?: number;
}

export interface CsvContent {
  readonly table: Table;
  readonly schema: Schema;
  readonly dialect: CsvDialect;
}

const SAMPLE_CHARS = 64 * 1024;

/** As wide as a spreadsheet can be. A line of nothing but separators is wider, and no table. */
export const MAX_COLUMNS = 16_384;

/**
 * Reads a CSV whose first record is the header. A column without a name is called `column_<n>`.
 *
 * Throws `csv.not-csv`, `csv.empty` (no data rows), `csv.ragged-row` (line, fields expected and found), `csv.unclosed-quote`,
 * `csv.duplicate-column`, `csv.too-many-columns`, `cancelled`.
 */
export async function readCsv(open: OpenBytes, csv: CsvOptions, options: ReadCsvOptions = {}): Promise<CsvContent> {
  const found = await inspectBytes(open, options.signal);
  const facts = { ...found, encoding: csv.encoding === "auto" ? found.encoding : csv.encoding };
  const separator = csv.separator === "auto" ? await findSeparator(open, facts) : csv.separator;
  const source: CsvSource = { open, facts, separator, missing: missingTest(csv.missingTokens), options };
  const plan = await learnColumns(source, csv);
  return {
    table: await fillColumns(source, plan),
    schema: plan.columns.map(({ name, type }) => ({ name, type })),
    dialect: { separator, decimal: plan.decimal, encoding: facts.encoding, bom: facts.bom },
  };
}

interface CsvSource {
  readonly open: OpenBytes;
  readonly facts: ByteFacts;
  readonly separator: CsvDialect["separator"];
  readonly missing: (text: string) => boolean;
  readonly options: ReadCsvOptions;
}

interface CsvPlan {
  readonly decimal: CsvDialect["decimal"];
  readonly columns: readonly (ColumnFormat & { readonly name: string })[];
  readonly rowCount: number;
}

async function findSeparator(open: OpenBytes, facts: ByteFacts): Promise<CsvDialect["separator"]> {
  let sample = "";
  for await (const text of decodeText(open, facts)) {
    sample += text;
    if (sample.length >= SAMPLE_CHARS) return detectSeparator(sample.slice(0, SAMPLE_CHARS), false);
  }
  return detectSeparator(sample, true);
}

/** First pass over the records: names, types, decimal mark, number of rows. */
async function learnColumns(source: CsvSource, csv: CsvOptions): Promise<CsvPlan> {
  let names: readonly string[] | null = null;
  let inferences: ReturnType<typeof inferColumn>[] = [];
  let rowCount = 0;
  for await (const record of recordsOf(source, 0)) {
    if (names === null) {
      names = columnNames(record);
      inferences = names.map(inferColumn);
      continue;
    }
    checkWidth(record, names.length);
    rowCount++;
    record.fields.forEach((field, index) => {
      if (!source.missing(field)) inferences[index]!.add(field);
    });
  }
  if (names === null || rowCount === 0) throw new AppError("csv.empty");
  const decimal = csv.decimal === "auto" ? decimalOf(inferences, source.separator) : csv.decimal;
  const columns = names.map((name, index) => {
    const inference = inferences[index]!;
    const type = ownValue(csv.typeOverrides, name) ?? inference.type(decimal);
    return { name, type, decimal, dateOrder: inference.dateOrder() };
  });
  return { decimal, columns, rowCount };
}

/** Second pass over the records: the values. */
async function fillColumns(source: CsvSource, plan: CsvPlan): Promise<Table> {
  const rowCount = Math.min(plan.rowCount, source.options.maxRows ?? Infinity);
  const builders = plan.columns.map((column) => columnBuilder(column, rowCount));
  let row = -1;
  for await (const record of recordsOf(source, 1)) {
    if (row++ < 0) continue; // the header
    if (row > rowCount) break;
    record.fields.forEach((field, index) => builders[index]!.add(source.missing(field) ? null : field));
  }
  const columns = new Map(plan.columns.map((column, index) => [column.name, builders[index]!.finish()]));
  return { rowCount, columns };
}

/** The records of the source, the header first. */
async function* recordsOf(source: CsvSource, pass: 0 | 1): AsyncGenerator<CsvRecord> {
  const { onProgress, signal } = source.options;
  const total = source.facts.sizeBytes * 2;
  let done = source.facts.sizeBytes * pass;
  const counted: OpenBytes = async function* () {
    for await (const chunk of source.open()) {
      throwIfAborted(signal);
      yield chunk;
      done += chunk.length;
      onProgress?.({ phase: "parsing", done, total });
    }
  };
  const reader = recordReader(source.separator);
  for await (const text of decodeText(counted, source.facts)) yield* reader.push(text);
  yield* reader.end();
}

function columnNames(header: CsvRecord): string[] {
  const found = header.fields.length;
  if (found > MAX_COLUMNS) throw new AppError("csv.too-many-columns", { details: { found, most: MAX_COLUMNS } });
  const names = header.fields.map((field, index) => field.trim() || `column_${index + 1}`);
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new AppError("csv.duplicate-column", { details: { column: name } });
    seen.add(name);
  }
  return names;
}

function checkWidth(record: CsvRecord, expected: number): void {
  if (record.fields.length === expected) return;
  const details = { row: record.line, expected, found: record.fields.length };
  throw new AppError("csv.ragged-row", { details });
}

function missingTest(tokens: readonly string[]): (text: string) => boolean {
  const set = new Set(tokens.map((token) => token.trim().toLowerCase()));
  const longest = Math.max(0, ...[...set].map((token) => token.length));
  return (text) => {
    if (text.length <= longest) return set.has(text.trim().toLowerCase());
    return text.trim().length <= longest && set.has(text.trim().toLowerCase());
  };
}
