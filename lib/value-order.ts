/** The order of values as people write them: numbers as numbers, also when they were kept as text; texts as a person would sort them. */

const NUMERIC = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** The number that a text writes (`1e-05`, `0.001`); null when it writes none. */
export function numberIn(text: string): number | null {
  return NUMERIC.test(text.trim()) ? Number(text) : null;
}

/** Numbers first, smallest first; then texts, in which runs of digits count as numbers. NaN has no place and comes last. */
export function byValue(a: string | number, b: string | number): number {
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x !== null && y !== null) return byNumber(x, y);
  if (x !== null || y !== null) return x !== null ? -1 : 1;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}

function byNumber(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return x === y ? 0 : x < y ? -1 : 1;
}

const asNumber = (value: string | number): number | null => (typeof value === "number" ? value : numberIn(value));
