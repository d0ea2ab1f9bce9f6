/** Records as JSON lines. Numbers that JSON cannot write are kept: a diverged run's NaN must come back as NaN. */

const MARK = "$number";
const NUMBERS: Readonly<Record<string, number>> = { NaN, Infinity, "-Infinity": -Infinity };

/** One line per record. */
export function toJsonl(records: readonly unknown[]): Uint8Array {
  const lines = records.map((record) => `${JSON.stringify(record, writeNumber)}\n`);
  return new TextEncoder().encode(lines.join(""));
}

/** The records of a file; throws SyntaxError on a line that is not JSON, TypeError on bytes that are not UTF-8. */
export function fromJsonl(bytes: Uint8Array): readonly unknown[] {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line, readNumber) as unknown);
}

function writeNumber(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? { [MARK]: String(value) } : value;
}

// Only the exact shape that was written: a row may have a column of that name.
function readNumber(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(MARK in value)) return value;
  const text = value[MARK];
  return Object.keys(value).length === 1 && typeof text === "string" && text in NUMBERS ? NUMBERS[text] : value;
}
