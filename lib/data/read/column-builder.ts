/** Columns filled value by value, once their type is known. */
import { parseDate, type DateOrder } from "./date-format";
import { parseNumber, type DecimalMark } from "./number-format";
import { storageOf, type ColumnType } from "../schema";
import type { Column } from "../table";

export interface ColumnBuilder {
  /** The next row's text; null is missing. */
  add(text: string | null): void;
  finish(): Column;
}

export interface ColumnFormat {
  readonly type: ColumnType;
  readonly decimal: DecimalMark;
  readonly dateOrder: DateOrder;
}

/** A builder for `rowCount` rows. A text that is no number (or date) in such a column becomes missing. */
export function columnBuilder(format: ColumnFormat, rowCount: number): ColumnBuilder {
  return storageOf(format.type) === "numeric" ? numericBuilder(format, rowCount) : dictionaryBuilder(rowCount);
}

function numericBuilder(format: ColumnFormat, rowCount: number): ColumnBuilder {
  const values = new Float64Array(rowCount);
  let row = 0;
  const parse =
    format.type === "date"
      ? (text: string): number => parseDate(text, format.dateOrder)
      : (text: string): number => parseNumber(text, format.decimal);
  return {
    add: (text) => void (values[row++] = text === null ? NaN : parse(text)),
    finish: () => ({ storage: "numeric", values }),
  };
}

/** Categories in order of first appearance. */
function dictionaryBuilder(rowCount: number): ColumnBuilder {
  const codes = new Int32Array(rowCount);
  const index = new Map<string, number>();
  let row = 0;
  return {
    add: (text) => {
      if (text === null) {
        codes[row++] = -1;
        return;
      }
      let code = index.get(text);
      if (code === undefined) {
        code = index.size;
        index.set(text, code);
      }
      codes[row++] = code;
    },
    finish: () => ({ storage: "dictionary", codes, categories: [...index.keys()] }),
  };
}
