import { describe, expect, test } from "vitest";
import { seededRandom } from "../../random";
import { adwin } from "./adwin";
import { cusum } from "./cusum";
import { ddm } from "./ddm";
import type { Detector, DetectorState } from "./detector";
import { eddm } from "./eddm";
import { fhddm } from "./fhddm";
import { hddmA } from "./hddm-a";
import { hddmW } from "./hddm-w";
import { kswin } from "./kswin";
import { pageHinkley } from "./page-hinkley";
import { rddm } from "./rddm";
import { SHIPPED } from "./shipped";
import { stepd } from "./stepd";
import { tabularCusum } from "./tabular-cusum";

const ROWS_PER_DAY = 12_000;
const STABLE_DAYS = 50;
const STREAMS = 5;
/** Stable rows before the change that must be found. */
const ROWS_BEFORE = 3 * ROWS_PER_DAY;
const ROWS_AFTER = 3 * ROWS_PER_DAY;

interface Subject {
  readonly name: string;
  /** The rows of the alarms of a new detector. */
  readonly alarms: (values: ArrayLike<number>) => readonly number[];
}

function subject<Options extends object, State extends DetectorState>(
  name: string,
  detector: Detector<Options, State>,
  options: Partial<Options>,
): Subject {
  return {
    name,
    alarms: (values) => {
      const state = detector.create(options);
      const rows: number[] = [];
      for (let row = 0; row < values.length; row++) {
        if (detector.update(state, values[row]!) === "drift") rows.push(row);
      }
      return rows;
    },
  };
}

/** FHDDM reads 1 = right. */
function onCorrect({ name, alarms }: Subject): Subject {
  return { name, alarms: (errors) => alarms(Uint8Array.from(errors, (error) => 1 - error)) };
}

const { errors, values } = SHIPPED;
const ON_ERRORS: readonly Subject[] = [
  subject("adwin", adwin, errors.adwin),
  subject("page-hinkley", pageHinkley, errors.pageHinkley),
  subject("cusum", cusum, errors.cusum),
  subject("tabular-cusum", tabularCusum, errors.tabularCusum),
  subject("ddm", ddm, errors.ddm),
  subject("eddm", eddm, errors.eddm),
  onCorrect(subject("fhddm", fhddm, errors.fhddm)),
  subject("hddm-a", hddmA, errors.hddmA),
  subject("hddm-w", hddmW, errors.hddmW),
  subject("rddm", rddm, errors.rddm),
  subject("stepd", stepd, errors.stepd),
];
const ON_VALUES: readonly Subject[] = [
  subject("adwin", adwin, values.adwin),
  subject("page-hinkley", pageHinkley, values.pageHinkley),
  subject("cusum", cusum, values.cusum),
  subject("tabular-cusum", tabularCusum, values.tabularCusum),
];

function errorBits(seed: string, rows: number, rateAt: (row: number) => number): Uint8Array {
  const random = seededRandom(`shipped/${seed}`);
  return Uint8Array.from({ length: rows }, (_, row) => (random.next() < rateAt(row) ? 1 : 0));
}

function numbers(seed: string, rows: number, meanAt: (row: number) => number): Float64Array {
  const random = seededRandom(`shipped/${seed}`);
  return Float64Array.from({ length: rows }, (_, row) => random.normal() + meanAt(row));
}

const stableErrors = [0.1, 0.5].map((rate) => errorBits(`stable ${rate}`, STABLE_DAYS * ROWS_PER_DAY, () => rate));
const stableNumbers = numbers("stable", STABLE_DAYS * ROWS_PER_DAY, () => 0);
const doubledErrors = Array.from({ length: STREAMS }, (_, index) =>
  errorBits(`doubled ${index}`, ROWS_BEFORE + ROWS_AFTER, (row) => (row < ROWS_BEFORE ? 0.1 : 0.2)),
);
const shiftedNumbers = Array.from({ length: STREAMS }, (_, index) =>
  numbers(`shifted ${index}`, ROWS_BEFORE + ROWS_AFTER, (row) => (row < ROWS_BEFORE ? 0 : 0.5)),
);

describe.each(ON_ERRORS)("what Ciclo ships of $name, on errors", ({ alarms }) => {
  test("is quiet for 50 stable days, at rates of 10 % and 50 %", () => {
    expect(stableErrors.map((bits) => alarms(bits).length)).toEqual([0, 0]);
  });

  test("finds a doubling of the error rate, and nothing before it", () => {
    const first = doubledErrors.map((bits) => alarms(bits)[0] ?? -1);
    expect(Math.min(...first)).toBeGreaterThanOrEqual(ROWS_BEFORE);
  });
});

describe.each(ON_VALUES)("what Ciclo ships of $name, on values", ({ alarms }) => {
  test("is quiet for 50 stable days", () => {
    expect(alarms(stableNumbers)).toEqual([]);
  });

  test("finds a shift of half a deviation, and nothing before it", () => {
    const first = shiftedNumbers.map((stream) => alarms(stream)[0] ?? -1);
    expect(Math.min(...first)).toBeGreaterThanOrEqual(ROWS_BEFORE);
  });
});

test("what Ciclo ships of KSWIN finds a shift of half a deviation, and nothing before it", () => {
  const { alarms } = subject("kswin", kswin, values.kswin);
  const before = 3_000;
  const stream = shiftedNumbers[0]!.subarray(ROWS_BEFORE - before, ROWS_BEFORE + 2_000);
  expect(alarms(stream)[0]).toBeGreaterThanOrEqual(before);
});

test("the tools' defaults would not be quiet: Page–Hinkley, DDM, EDDM, RDDM and STEPD alarm", () => {
  const asTools = [
    subject("page-hinkley", pageHinkley, {}),
    subject("ddm", ddm, {}),
    subject("eddm", eddm, {}),
    subject("rddm", rddm, {}),
    subject("stepd", stepd, {}),
  ];
  const quiet = asTools.filter(({ alarms }) => alarms(stableErrors[0]!).length === 0);
  expect(quiet.map(({ name }) => name)).toEqual([]);
});
