/** What a column of texts is, learnt value by value without keeping them. */
import { parseDate, type DateOrder } from "./date-format";
import { parseNumber, type DecimalMark } from "./number-format";
import type { ColumnType } from "../schema";

/** Distinct values are counted up to here; a column with more is a text. */
const MAX_CATEGORIES = 1_000;
/** Fewer distinct values than this are always categories. */
const FEW_CATEGORIES = 20;

export interface ColumnInference {
  add(text: string): void;
  /** Values that are a number only with a decimal point minus those that are one only with a decimal comma. */
  pointVotes(): number;
  /** Values that are a number either way, but not the same one: `1,234`. */
  ambiguousCommas(): number;
  type(decimal: DecimalMark): ColumnType;
  dateOrder(): DateOrder;
}

/** An inference over the values of one column that are not missing. */
export function inferColumn(): ColumnInference {
  const distinct = new Set<string>();
  let count = 0;
  const fits = { ".": true, ",": true, "day-first": true, "month-first": true };
  let votes = 0;
  let ambiguous = 0;

  const addNumber = (text: string): void => {
    const point = parseNumber(text, ".");
    const comma = text.includes(".") || text.includes(",") ? parseNumber(text, ",") : point;
    if (Number.isNaN(point)) fits["."] = false;
    if (Number.isNaN(comma)) fits[","] = false;
    if (Number.isNaN(point) !== Number.isNaN(comma)) votes += Number.isNaN(point) ? -1 : 1;
    else if (point !== comma && !Number.isNaN(point) && text.includes(",")) ambiguous++;
  };

  return {
    add: (text) => {
      count++;
      if (fits["."] || fits[","]) addNumber(text);
      if (fits["day-first"] && Number.isNaN(parseDate(text, "day-first"))) fits["day-first"] = false;
      if (fits["month-first"] && Number.isNaN(parseDate(text, "month-first"))) fits["month-first"] = false;
      if (distinct.size <= MAX_CATEGORIES) distinct.add(text);
    },
    pointVotes: () => (fits["."] || fits[","] ? votes : 0),
    ambiguousCommas: () => (fits["."] && fits[","] ? ambiguous : 0),
    type: (decimal) => {
      if (fits[decimal]) return "number";
      if (fits["day-first"] || fits["month-first"]) return "date";
      return isText(distinct.size, count) ? "text" : "category";
    },
    dateOrder: () => (fits["day-first"] || !fits["month-first"] ? "day-first" : "month-first"),
  };
}

/**
 * The decimal mark of a file, by vote of its numeric columns. Where only values like `1,234` speak, a comma-separated file
 * means thousands and any other file a decimal comma.
 */
export function decimalOf(columns: readonly ColumnInference[], separator: string): DecimalMark {
  const votes = columns.reduce((sum, column) => sum + column.pointVotes(), 0);
  if (votes !== 0) return votes > 0 ? "." : ",";
  const ambiguous = columns.some((column) => column.ambiguousCommas() > 0);
  return ambiguous && separator !== "," ? "," : ".";
}

/** Mostly unique values are texts, repeated ones categories. */
function isText(distinct: number, count: number): boolean {
  return distinct > MAX_CATEGORIES || (distinct > FEW_CATEGORIES && distinct > count / 2);
}
