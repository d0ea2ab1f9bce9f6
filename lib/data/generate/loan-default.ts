/**
 * Loans and whether they were paid back: a seeded, made-up world with a known law.
 *
 * log-odds(default) = −1.95 + 0.66·burden + 0.54·utilisation + 0.55·late payments − 0.35·years of history − 0.25·years employed
 *                     + 0.28·rate + effect(employment) + effect(housing) + effect(purpose)
 * with `burden` the yearly instalments over income and every number standardised by round constants. About 22 % default.
 * Gender does not enter the law, but incomes differ by gender, so a model can be unfair without being told it.
 * Income, years employed and utilisation are missing at random in 4, 6 and 3 % of the rows.
 */
import { seededRandom, type Random } from "../../random";
import type { Schema } from "../schema";
import { storageMap } from "../schema";
import { tableFromRows, type Row, type Table } from "../table";

export const LOAN_DEFAULT_ROWS = 5_000;

export const LOAN_DEFAULT_SCHEMA: Schema = [
  { name: "age", type: "number" },
  { name: "gender", type: "category" },
  { name: "income", type: "number" },
  { name: "employment", type: "category" },
  { name: "years_employed", type: "number" },
  { name: "housing", type: "category" },
  { name: "purpose", type: "category" },
  { name: "amount", type: "number" },
  { name: "term_months", type: "number" },
  { name: "interest_rate", type: "number" },
  { name: "credit_history_years", type: "number" },
  { name: "late_payments", type: "number" },
  { name: "credit_utilisation", type: "number" },
  { name: "default", type: "category" },
];

/** Category, share of the people, effect on the log-odds of default. */
type Choice = readonly [name: string, share: number, effect: number];

const EMPLOYMENT: readonly Choice[] = [
  ["salaried", 0.62, 0],
  ["self-employed", 0.2, 0.3],
  ["retired", 0.1, -0.2],
  ["unemployed", 0.08, 1.1],
];
const HOUSING: readonly Choice[] = [
  ["rent", 0.45, 0.25],
  ["mortgage", 0.35, 0],
  ["own", 0.2, -0.35],
];
const PURPOSE: readonly Choice[] = [
  ["car", 0.3, -0.1],
  ["home", 0.25, -0.2],
  ["education", 0.15, 0.05],
  ["business", 0.15, 0.45],
  ["debt", 0.15, 0.35],
];
const TERMS_MONTHS = [12, 24, 36, 48, 60] as const;

/** The loans of a seed. The same seed and number of rows give the same table on every machine. */
export function generateLoanDefault({ seed, rows }: { readonly seed: number; readonly rows: number }): Table {
  const random = seededRandom(`loan-default/${seed}`);
  const people = Array.from({ length: rows }, () => drawLoan(random));
  return tableFromRows(people, storageMap(LOAN_DEFAULT_SCHEMA));
}

function drawLoan(random: Random): Row {
  const age = Math.round(clamp(40 + 12 * random.normal(), 20, 75));
  const gender = random.next() < 0.5 ? "female" : "male";
  const employment = choose(EMPLOYMENT, random);
  const housing = choose(HOUSING, random);
  const purpose = choose(PURPOSE, random);
  const payGap = gender === "female" ? -0.15 : 0;
  const noWork = employment[0] === "unemployed" ? -0.6 : 0;
  const income = Math.round(28_000 * Math.exp(0.45 * random.normal() + payGap + noWork));
  const yearsEmployed = Math.floor(Math.min((age - 18) * random.next(), 35));
  const historyYears = Math.floor(Math.min((age - 18) * (0.2 + 0.8 * random.next()), 40));
  const latePayments = Math.floor(-1.1 * Math.log(1 - random.next()));
  const utilisation = clamp(0.42 + 0.24 * random.normal(), 0, 1.2);
  const termMonths = TERMS_MONTHS[random.int(TERMS_MONTHS.length)] ?? 36;
  const amount = Math.round((income * clamp(0.35 + 0.2 * random.normal(), 0.05, 1.2)) / 100) * 100;
  const interestRate = clamp(7 + 3 * utilisation + 0.8 * latePayments + 1.6 * random.normal(), 2, 24);
  const burden = (amount * 12) / termMonths / income;
  const logOdds =
    -1.95 +
    0.66 * ((burden - 0.18) / 0.15) +
    0.54 * ((utilisation - 0.42) / 0.24) +
    0.55 * (latePayments - 0.65) -
    0.35 * ((historyYears - 13) / 9) -
    0.25 * ((yearsEmployed - 10) / 8) +
    0.28 * ((interestRate - 8.8) / 2) +
    employment[2] +
    housing[2] +
    purpose[2];
  const defaulted = random.next() < 1 / (1 + Math.exp(-logOdds));
  return {
    age,
    gender,
    income: random.next() < 0.04 ? null : income,
    employment: employment[0],
    years_employed: random.next() < 0.06 ? null : yearsEmployed,
    housing: housing[0],
    purpose: purpose[0],
    amount,
    term_months: termMonths,
    interest_rate: Math.round(interestRate * 100) / 100,
    credit_history_years: historyYears,
    late_payments: latePayments,
    credit_utilisation: random.next() < 0.03 ? null : Math.round(utilisation * 1_000) / 1_000,
    default: defaulted ? "yes" : "no",
  };
}

function choose(choices: readonly Choice[], random: Random): Choice {
  let left = random.next();
  for (const choice of choices) {
    left -= choice[1];
    if (left < 0) return choice;
  }
  return choices[0]!;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
