import { expect, it } from "vitest";
import { columnOf, rowAt, valueAt } from "../table";
import { generateLoanDefault, LOAN_DEFAULT_ROWS, LOAN_DEFAULT_SCHEMA } from "./loan-default";

const loans = generateLoanDefault({ seed: 7, rows: LOAN_DEFAULT_ROWS });
const defaulted = Array.from(
  { length: loans.rowCount },
  (_, row) => valueAt(columnOf(loans, "default"), row) === "yes",
);

it("draws the same loans for the same seed and others for another", () => {
  expect(generateLoanDefault({ seed: 7, rows: 50 })).toEqual(generateLoanDefault({ seed: 7, rows: 50 }));
  expect(rowAt(generateLoanDefault({ seed: 8, rows: 50 }), 0)).not.toEqual(rowAt(loans, 0));
  expect([...loans.columns.keys()]).toEqual(LOAN_DEFAULT_SCHEMA.map((column) => column.name));
});

it("lets about 22 % default and some values be missing", () => {
  const share = defaulted.filter(Boolean).length / loans.rowCount;
  expect(share).toBeGreaterThan(0.19);
  expect(share).toBeLessThan(0.25);
  const income = columnOf(loans, "income");
  const missing = Array.from({ length: loans.rowCount }, (_, row) => valueAt(income, row)).filter(
    (value) => value === null,
  );
  expect(missing.length / loans.rowCount).toBeCloseTo(0.04, 1);
});

it("holds a signal: logistic regression on its numbers alone reaches an AUC of 0.72", () => {
  const names = ["interest_rate", "late_payments", "credit_history_years", "term_months", "amount", "years_employed"];
  const features = names.map((name) => standardised(name));
  const weights = new Float64Array(names.length + 1);
  const score = (row: number) =>
    features.reduce((sum, values, index) => sum + weights[index]! * values[row]!, weights.at(-1)!);
  for (let epoch = 0; epoch < 200; epoch++) {
    const gradient = new Float64Array(weights.length);
    for (let row = 0; row < loans.rowCount; row++) {
      const error = 1 / (1 + Math.exp(-score(row))) - (defaulted[row] ? 1 : 0);
      features.forEach((values, index) => (gradient[index]! += error * values[row]!));
      gradient[names.length]! += error;
    }
    gradient.forEach((slope, index) => (weights[index]! -= slope / loans.rowCount));
  }
  expect(aucOf(Array.from({ length: loans.rowCount }, (_, row) => score(row)))).toBeGreaterThan(0.72);
});

function standardised(name: string): number[] {
  const column = columnOf(loans, name);
  const values = Array.from({ length: loans.rowCount }, (_, row) => Number(valueAt(column, row) ?? 10));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (value - mean) / std);
}

/** Share of (defaulted, paid) pairs that the score puts in order, by the rank sum. */
function aucOf(scores: readonly number[]): number {
  const order = scores.map((_, row) => row).sort((a, b) => scores[a]! - scores[b]!);
  const positives = defaulted.filter(Boolean).length;
  const rankSum = order.reduce((sum, row, rank) => sum + (defaulted[row] ? rank + 1 : 0), 0);
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (defaulted.length - positives));
}
