/** The bounds of drift: time against scipy and numpy, memory against the columns, and how fast detectors take updates. */

const UPDATES = { ADWIN: 1e6, "Page-Hinkley": 1e7, DDM: 1e7 };

/** `rows` as `drift.mjs` measured them; without a native peer its bounds are missed. */
export function driftBounds(rows, { memory, detectors, cancelMs }) {
  const total = (of) => rows.reduce((sum, row) => sum + of(row), 0);
  const native = total((row) => row.native?.ms ?? NaN);
  const ratio = (way) => total((row) => row[way].ms) / native;
  const slowest = Math.max(...rows.map(({ raw }) => raw.ms));
  return [
    { name: "raw columns, time against scipy", figure: ratio("raw"), limit: 0.5, sense: "max" },
    { name: "reference sketched, time against scipy", figure: ratio("half"), limit: 0.25, sense: "max" },
    { name: "both sketched, time against scipy", figure: ratio("sketched"), limit: 0.05, sense: "max" },
    { name: "memory, in columns", figure: memory, limit: 2, sense: "max" },
    {
      name: "largest relative difference from scipy, Jensen-Shannon from 50 digits",
      figure: largestDifference(rows),
      limit: 1e-9,
      sense: "max",
    },
    { name: "sketched intervals that miss the exact value", figure: missed(rows), limit: 0, sense: "max" },
    { name: "wait for a cancel, in columns", figure: cancelMs / slowest, limit: 2, sense: "max" },
    ...Object.entries(UPDATES).map(([name, limit]) => ({
      name: `${name}, updates per second`,
      figure: detectors.find((detector) => detector.name === name)?.updatesPerSecond ?? NaN,
      limit,
      sense: "min",
    })),
  ];
}

function largestDifference(rows) {
  return Math.max(...rows.map(({ raw, native }) => Math.abs(raw.value - native?.exact) / native?.exact));
}

function missed(rows) {
  const contains = ({ value, approximation }, exact) =>
    approximation ? approximation.low <= exact && exact <= approximation.high : Math.abs(value - exact) <= 1e-9 * exact;
  return rows.filter(({ raw, half, sketched }) => !contains(half, raw.value) || !contains(sketched, raw.value)).length;
}
