/** Numbers as people write them in a CSV: decimal point or comma, thousands separators, exponents. */

export type DecimalMark = "." | ",";

const PLAIN: Readonly<Record<DecimalMark, RegExp>> = {
  ".": /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
  ",": /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/,
};

const GROUPED: Readonly<Record<DecimalMark, RegExp>> = {
  ".": /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/,
  ",": /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/,
};

/** The number a text means under a decimal mark, or NaN. Accepts `1,234.5` (thousands), never an infinite value. */
export function parseNumber(text: string, decimal: DecimalMark): number {
  let digits = text;
  if (!PLAIN[decimal].test(text)) {
    if (!GROUPED[decimal].test(text)) return NaN;
    digits = text.replaceAll(decimal === "." ? "," : ".", "");
  }
  const value = Number(decimal === "," ? digits.replace(",", ".") : digits);
  return Number.isFinite(value) ? value : NaN;
}
