/** Text to records, in chunks of any size (RFC 4180): quoted fields may hold separators, newlines and doubled quotes. */
import { AppError } from "../../errors";

/** One record and the line of the file it begins on, counted from 1 as a text editor does. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

export interface RecordReader {
  /** The records completed by this text. */
  push(text: string): CsvRecord[];
  /** The last record, when the text does not end in a newline. Throws `csv.unclosed-quote`. */
  end(): CsvRecord[];
}

/** A quoted field longer than this is taken for a quote that was never closed; keeps memory bounded. */
export const MAX_FIELD_CHARS = 1_000_000;

const QUOTE = 34;
const LF = 10;
const CR = 13;

/**
 * A reader for one separator. Unquoted fields are trimmed, quoted ones kept as they are; a quote inside an unquoted field is
 * an ordinary character. Lines end in LF, CRLF or CR. Blank lines are skipped.
 */
export function recordReader(separator: string): RecordReader {
  const separatorCode = separator.charCodeAt(0);
  let carry = "";
  let carryChars = 0;
  /** Text that cannot end a record: kept in pieces, since a record that is read again at every piece takes quadratic time. */
  let pieces: string[] = [];
  let line = 1;

  const read = (text: string, final: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    let start = 0;
    while (start < text.length) {
      const record = readRecord({ text, start, separatorCode, final });
      if (record === null) break;
      if (!record.blank) records.push({ line, fields: record.fields });
      line += record.lines;
      start = record.end;
    }
    carry = text.slice(start);
    carryChars = carry.length;
    const quoted = carryChars > MAX_FIELD_CHARS || (final && carryChars > 0);
    if (quoted) throw new AppError("csv.unclosed-quote", { details: { row: line } });
    return records;
  };

  const taken = (): string => {
    const text = carry + pieces.join("");
    pieces = [];
    return text;
  };
  const push = (text: string): CsvRecord[] => {
    pieces.push(text);
    carryChars += text.length;
    return carryChars > MAX_FIELD_CHARS || /[\r\n]/.test(text) ? read(taken(), false) : [];
  };
  return { push, end: () => read(taken(), true) };
}

interface RecordScan {
  readonly text: string;
  readonly start: number;
  readonly separatorCode: number;
  /** No more text follows: the end of the text ends the record. */
  readonly final: boolean;
}

interface ScannedRecord {
  readonly fields: string[];
  /** Position after the record's newline. */
  readonly end: number;
  /** Lines it spans. */
  readonly lines: number;
  readonly blank: boolean;
}

/** The record at a position; null when its end is not in the text. */
function readRecord({ text, start, separatorCode, final }: RecordScan): ScannedRecord | null {
  const fields: string[] = [];
  let position = start;
  let lines = 1;
  let quotedAny = false;
  for (;;) {
    let value: string | null = null;
    if (text.charCodeAt(position) === QUOTE) {
      const close = closingQuote(text, position + 1);
      if (close === -1 || (close === text.length - 1 && !final)) return null;
      value = text.slice(position + 1, close);
      if (value.includes('"')) value = value.replaceAll('""', '"');
      lines += newlinesIn(value);
      quotedAny = true;
      position = close + 1;
    }
    const end = fieldEnd(text, position, separatorCode);
    const rest = text.slice(position, end);
    fields.push(value === null ? rest.trim() : value + rest.trimEnd());
    const last = end >= text.length;
    if (last && !final) return null;
    if (!last && text.charCodeAt(end) === separatorCode) {
      position = end + 1;
      continue;
    }
    const blank = fields.length === 1 && fields[0] === "" && !quotedAny;
    if (text.charCodeAt(end) !== CR) return { fields, end: last ? end : end + 1, lines, blank };
    if (end + 1 >= text.length && !final) return null;
    return { fields, end: text.charCodeAt(end + 1) === LF ? end + 2 : end + 1, lines, blank };
  }
}

/** Position of the quote that closes a field, or -1. */
function closingQuote(text: string, from: number): number {
  let quote = text.indexOf('"', from);
  while (quote !== -1 && text.charCodeAt(quote + 1) === QUOTE) quote = text.indexOf('"', quote + 2);
  return quote;
}

/** Position of the separator or newline that ends an unquoted field, or the length of the text. */
function fieldEnd(text: string, from: number, separatorCode: number): number {
  let end = from;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === separatorCode || code === LF || code === CR) break;
    end++;
  }
  return end;
}

function newlinesIn(value: string): number {
  let count = 0;
  for (let at = value.indexOf("\n"); at !== -1; at = value.indexOf("\n", at + 1)) count++;
  return count;
}
