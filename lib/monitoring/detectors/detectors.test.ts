import { describe, expect, test } from "vitest";
import { casesOf, isClose, numbersOf } from "../../testing/reference";
import type { ReferenceCase } from "../../testing/reference";
import { adwin } from "./adwin";
import { cusum } from "./cusum";
import { ddm } from "./ddm";
import type { Detector, DetectorState } from "./detector";
import { ecddWt } from "./ecdd-wt";
import { eddm } from "./eddm";
import { fhddm } from "./fhddm";
import { hddmA } from "./hddm-a";
import { hddmW } from "./hddm-w";
import { kswin } from "./kswin";
import { pageHinkley } from "./page-hinkley";
import { rddm } from "./rddm";
import { stepd } from "./stepd";

interface Expected {
  readonly drift_indices: readonly number[];
  readonly warning_onsets?: readonly number[];
  readonly state_after_index?: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
}

/** What the reference calls each number of a state. */
type Reading<State> = Readonly<Record<string, (state: State) => number>>;

interface Trace {
  readonly drifts: readonly number[];
  readonly warningOnsets: readonly number[];
  /** The readings after each value. */
  readonly readings: readonly Readonly<Record<string, number>>[];
}

type Follow = (values: readonly number[]) => Trace;

function follow<Options extends object, State extends DetectorState>(
  detector: Detector<Options, State>,
  options: Partial<Options> = {},
  reading: Reading<State> = {},
): Follow {
  return (values) => {
    const state = detector.create(options);
    const verdicts = values.map((value) => {
      const verdict = detector.update(state, value);
      const numbers = Object.entries(reading).map(([name, read]) => [name, read(state)] as const);
      return { verdict, numbers: Object.fromEntries(numbers) };
    });
    const indicesOf = (wanted: string, onset: boolean): number[] =>
      verdicts.flatMap(({ verdict }, index) =>
        verdict === wanted && !(onset && verdicts[index - 1]?.verdict === wanted) ? [index] : [],
      );
    return {
      drifts: indicesOf("drift", false),
      warningOnsets: indicesOf("warning", true),
      readings: verdicts.map(({ numbers }) => numbers),
    };
  };
}

const adwinReading: Reading<ReturnType<typeof adwin.create>> = {
  width: ({ width }) => width,
  total: ({ total }) => total,
  variance_sum_sq_dev: ({ squares }) => squares,
};
const pageHinkleyReading: Reading<ReturnType<typeof pageHinkley.create>> = {
  n: ({ count }) => count,
  mean: ({ mean }) => mean,
  test_increase: ({ up, minUp }) => up - minUp,
  test_decrease: ({ down, maxDown }) => maxDown - down,
};
const fhddmReading: Reading<ReturnType<typeof fhddm.create>> = {
  u_max: ({ max }) => max,
  epsilon: ({ epsilon }) => epsilon,
};

const RIVER: Readonly<Record<string, Follow>> = {
  ADWIN: follow(adwin, {}, adwinReading),
  ADWIN_clock1: follow(adwin, { clock: 1 }, adwinReading),
  PageHinkley: follow(pageHinkley, {}, pageHinkleyReading),
  PageHinkley_t15_up: follow(pageHinkley, { threshold: 15, mode: "up" }, pageHinkleyReading),
  KSWIN_seed42: follow(
    kswin,
    { seed: 42 },
    { n_window: ({ seen }) => Math.min(seen, 100), p_value: ({ pValue }) => pValue },
  ),
  DDM: follow(
    ddm,
    {},
    {
      n: ({ count }) => count,
      p: ({ errorRate }) => errorRate,
      p_min: ({ minErrorRate }) => minErrorRate,
      s_min: ({ minDeviation }) => minDeviation,
    },
  ),
  EDDM: follow(
    eddm,
    {},
    {
      n: ({ count }) => count,
      n_errors: ({ errors }) => errors,
      mean_distance: ({ meanDistance }) => meanDistance,
      max: ({ max }) => max,
    },
  ),
  HDDM_A: follow(
    hddmA,
    {},
    {
      n: ({ count }) => count,
      mean: ({ mean }) => mean,
      cut_n: ({ lowCount }) => lowCount,
      cut_mean: ({ lowMean }) => lowMean,
    },
  ),
  HDDM_W: follow(
    hddmW,
    {},
    {
      ewma: ({ total }) => total.mean,
      ibc: ({ total }) => total.bound,
      incr_cutpoint: ({ lowCut }) => lowCut,
    },
  ),
  FHDDM: follow(fhddm, {}, fhddmReading),
  FHDDM_on_correct: follow(fhddm, {}, fhddmReading),
};

const SCIKIT_MULTIFLOW: Readonly<Record<string, Follow>> = {
  ADWIN: follow(adwin, { variant: "scikit-multiflow" }),
  DDM: follow(ddm, { variant: "scikit-multiflow" }),
  EDDM: follow(eddm, { variant: "scikit-multiflow" }),
  HDDM_A: follow(hddmA, { variant: "scikit-multiflow", twoSided: true }),
  HDDM_W: follow(hddmW, { variant: "scikit-multiflow", twoSided: true }),
  PageHinkley: follow(pageHinkley, { variant: "scikit-multiflow" }),
};

/** The reference was reset by its caller after each drift. */
const FROUROS: Readonly<Record<string, Follow>> = {
  ADWIN: follow(adwin, { variant: "frouros" }),
  DDM: follow(ddm, { variant: "frouros" }),
  EDDM: follow(eddm, { variant: "frouros" }),
  HDDMA: follow(hddmA, { variant: "frouros" }),
  HDDMW: follow(hddmW, { variant: "frouros" }),
  PageHinkley: follow(pageHinkley, { variant: "frouros" }),
  CUSUM: follow(cusum),
  ECDDWT: follow(ecddWt),
  RDDM: follow(rddm, { afterDrift: "restart" }),
  STEPD: follow(stepd, { variant: "frouros" }),
};

function streamOf(entry: ReferenceCase): readonly number[] {
  const name = entry.inputs.x as string;
  if (!name.startsWith("1 - ")) return numbersOf(entry, "x");
  const errors = numbersOf({ ...entry, inputs: { x: name.slice("1 - ".length) } }, "x");
  return errors.map((error) => 1 - error);
}

function agrees(entry: ReferenceCase, followers: Readonly<Record<string, Follow>>): void {
  const [, group = ""] = entry.id.split("/");
  const follower = followers[group];
  if (follower === undefined) throw new Error(`No detector for ${entry.id}`);
  const expected = entry.expected as Expected;
  const trace = follower(streamOf(entry));
  expect(trace.drifts).toEqual(expected.drift_indices);
  if (expected.warning_onsets) expect(trace.warningOnsets).toEqual(expected.warning_onsets);
  for (const [index, numbers] of Object.entries(expected.state_after_index ?? {})) {
    for (const [name, want] of Object.entries(numbers)) {
      const got = trace.readings[Number(index)]?.[name] ?? NaN;
      const close = want === "Infinity" ? got === Infinity : isClose(got, Number(want), entry.tol);
      expect(close, `${name} after ${index}: ${got}, want ${want}`).toBe(true);
    }
  }
}

describe("golden cases", () => {
  test.each(casesOf("river"))("$id", (entry) => agrees(entry, RIVER));
  test.each(casesOf("skmultiflow"))("$id", (entry) => agrees(entry, SCIKIT_MULTIFLOW));
  test.each(casesOf("frouros"))("$id", (entry) => agrees(entry, FROUROS));

  test("are all there", () => {
    const groups = ["river", "skmultiflow", "frouros"];
    expect(groups.flatMap((group) => casesOf(group))).toHaveLength(109);
  });
});
