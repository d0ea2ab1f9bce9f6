import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../random";
import { adwin } from "./adwin";
import { cusum } from "./cusum";
import { ddm } from "./ddm";
import type { Detector, DetectorState, Verdict } from "./detector";
import { ecddWt } from "./ecdd-wt";
import { eddm } from "./eddm";
import { fhddm } from "./fhddm";
import { hddmA } from "./hddm-a";
import { hddmW } from "./hddm-w";
import { kswin } from "./kswin";
import { pageHinkley } from "./page-hinkley";
import { rddm } from "./rddm";
import { restoreState, serialiseState } from "./state-text";
import { stepd } from "./stepd";
import { tabularCusum } from "./tabular-cusum";

/** What a detector reads. */
type Reads = "numbers" | "losses" | "bits";

interface Subject {
  readonly name: string;
  readonly reads: Reads;
  /** The change it is made to see. */
  readonly sees: "rise" | "fall" | "both";
  /** The verdicts over a stream; `storeAt` stores and restores the state before that value. */
  readonly run: (values: readonly number[], storeAt?: number) => readonly Verdict[];
  readonly ignored: (values: readonly number[]) => number;
}

function subject<Options extends object, State extends DetectorState & { readonly options: Options }>(
  detector: Detector<Options, State>,
  described: { name: string; reads: Reads; sees: Subject["sees"]; options?: Partial<Options> },
): Subject {
  const { options, ...rest } = described;
  return {
    ...rest,
    run: (values, storeAt) => {
      let state = detector.create(options);
      return values.map((value, index) => {
        if (index === storeAt) state = restoreState(detector, serialiseState(state));
        return detector.update(state, value);
      });
    },
    ignored: (values) => {
      const state = detector.create(options);
      for (const value of values) detector.update(state, value);
      return state.ignored;
    },
  };
}

const TOOLS = ["river", "scikit-multiflow", "frouros"] as const;
const SUBJECTS: readonly Subject[] = [
  ...TOOLS.flatMap((variant) => [
    subject(adwin, { name: `adwin ${variant}`, reads: "numbers", sees: "both", options: { variant } }),
    subject(ddm, { name: `ddm ${variant}`, reads: "losses", sees: "rise", options: { variant } }),
    subject(eddm, { name: `eddm ${variant}`, reads: "bits", sees: "rise", options: { variant } }),
    subject(hddmA, { name: `hddm-a ${variant}`, reads: "losses", sees: "rise", options: { variant } }),
    subject(hddmW, { name: `hddm-w ${variant}`, reads: "losses", sees: "rise", options: { variant } }),
  ]),
  subject(hddmA, { name: "hddm-a two-sided", reads: "losses", sees: "both", options: { twoSided: true } }),
  subject(hddmW, { name: "hddm-w two-sided", reads: "losses", sees: "both", options: { twoSided: true } }),
  subject(pageHinkley, { name: "page-hinkley river", reads: "numbers", sees: "both" }),
  ...(["river-legacy", "scikit-multiflow", "frouros"] as const).map((variant) =>
    subject(pageHinkley, { name: `page-hinkley ${variant}`, reads: "numbers", sees: "rise", options: { variant } }),
  ),
  subject(cusum, { name: "cusum", reads: "numbers", sees: "rise" }),
  subject(tabularCusum, { name: "tabular-cusum", reads: "numbers", sees: "both" }),
  subject(kswin, { name: "kswin", reads: "numbers", sees: "both" }),
  subject(fhddm, { name: "fhddm", reads: "bits", sees: "fall" }),
  subject(fhddm, { name: "fhddm stacking", reads: "bits", sees: "fall", options: { shortWindowSize: 40 } }),
  subject(ecddWt, { name: "ecdd-wt", reads: "losses", sees: "rise" }),
  subject(rddm, { name: "rddm", reads: "bits", sees: "rise", options: { minConceptSize: 300, maxConceptSize: 500 } }),
  subject(rddm, { name: "rddm restart", reads: "bits", sees: "rise", options: { afterDrift: "restart" } }),
  subject(stepd, { name: "stepd paper", reads: "bits", sees: "rise" }),
  subject(stepd, { name: "stepd frouros", reads: "bits", sees: "both", options: { variant: "frouros" } }),
];

const MEANS = [
  { change: "rise", means: [0.2, 0.8] },
  { change: "fall", means: [0.8, 0.2] },
] as const;
const SEED = 20_260_501;

/** A seeded stream whose mean is `before`, then `after`: bits, or numbers of deviation 1 around ten times the mean. */
function stream(seed: number | string, reads: Reads, [before, after]: readonly [number, number]): readonly number[] {
  const random = seededRandom(`detectors/${seed}`);
  return Array.from({ length: 2000 }, (_, index) => {
    const mean = index < 1000 ? before : after;
    if (reads === "numbers") return 10 * mean + random.normal();
    return random.next() < mean ? 1 : 0;
  });
}

const changes = fc.tuple(
  fc.nat(),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

describe.each(SUBJECTS)("$name", ({ reads, sees, run, ignored }) => {
  test("goes on the same after its state was stored and restored", () => {
    fc.assert(
      fc.property(changes, fc.nat(1999), ([seed, before, after], storeAt) => {
        const values = stream(seed, reads, [before, after]);
        expect(run(values, storeAt)).toEqual(run(values));
      }),
      { seed: SEED, numRuns: 12 },
    );
  });

  test("never alarms on a constant stream", () => {
    const constants = {
      numbers: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      losses: fc.double({ min: 0, max: 1, noNaN: true }),
      bits: fc.constantFrom(0, 1),
    };
    fc.assert(
      fc.property(constants[reads], (value) => {
        expect(new Set(run(new Array<number>(1500).fill(value)))).toEqual(new Set(["stable"]));
      }),
      { seed: SEED, numRuns: 15, examples: [[0], [1]] },
    );
  });

  test("leaves out values that it cannot read and counts them", () => {
    const values = stream("unreadable", reads, [0.2, 0.7]);
    const unreadable = reads === "numbers" ? [NaN, Infinity, -Infinity] : [NaN, Infinity, -Infinity, -0.1, 1.1];
    const dirty = values.flatMap((value, index) => [value, unreadable[index % unreadable.length]!]);
    const verdicts = run(dirty);
    expect(verdicts.filter((_, index) => index % 2 === 0)).toEqual(run(values));
    expect(verdicts.every((verdict, index) => index % 2 === 0 || verdict === "stable")).toBe(true);
    expect(ignored(dirty)).toBe(values.length);
  });

  test.each(MEANS.filter(({ change }) => sees === "both" || sees === change))(
    "sees a sudden $change of the mean",
    ({ means }) => {
      const verdicts = run(stream("sudden", reads, means));
      expect(verdicts.slice(1000, 1200)).toContain("drift");
    },
  );
});

describe("a stored state", () => {
  test("keeps infinities and typed arrays", () => {
    const state = fhddm.create({ windowSize: 3 });
    const text = serialiseState(state);
    expect(restoreState(fhddm, text)).toEqual(state);
    expect(restoreState(ddm, serialiseState(ddm.create())).minErrorRate).toBe(Infinity);
    expect(restoreState(hddmW, serialiseState(hddmW.create())).highCut).toBe(-Infinity);
  });

  test.each([
    ["no JSON", "{"],
    ["null", "null"],
    ["a number", "3"],
    ["no options", "{}"],
    ["an unknown array", '{"options":{},"values":{"array":"Array","values":[1]}}'],
    ["another detector's", serialiseState(ddm.create())],
    ["a window of another length", serialiseState({ ...kswin.create(), values: new Float64Array(3) } as DetectorState)],
  ])("is refused when it is %s", (_, text) => {
    expect(() => restoreState(kswin, text)).toThrow(expect.objectContaining({ code: "storage.corrupt" }) as Error);
  });
});

describe("options out of range", () => {
  test.each([
    ["adwin delta", () => adwin.create({ delta: 0 })],
    ["adwin clock", () => adwin.create({ clock: 0.5 })],
    ["page-hinkley threshold", () => pageHinkley.create({ threshold: NaN })],
    ["cusum delta", () => cusum.create({ delta: -1 })],
    ["tabular-cusum warm-up", () => tabularCusum.create({ minInstances: 1 })],
    ["ddm levels", () => ddm.create({ warningLevel: 3, driftLevel: 2 })],
    ["eddm levels", () => eddm.create({ alpha: 0.5, beta: 0.9 })],
    ["hddm-a confidences", () => hddmA.create({ driftConfidence: 0.01, warningConfidence: 0.005 })],
    ["hddm-w lambda", () => hddmW.create({ lambda: 1 })],
    ["fhddm short window", () => fhddm.create({ windowSize: 10, shortWindowSize: 11 })],
    ["ecdd-wt warning level", () => ecddWt.create({ warningLevel: 2 })],
    ["ecdd-wt run length", () => ecddWt.create({ averageRunLength: NaN as 100 })],
    ["kswin window", () => kswin.create({ windowSize: 59 })],
    ["kswin seed", () => kswin.create({ seed: 2 ** 32 })],
    ["rddm concept sizes", () => rddm.create({ minConceptSize: 10, maxConceptSize: 9 })],
    ["stepd window", () => stepd.create({ windowSize: 0 })],
  ])("are refused: %s", (_, create) => {
    expect(create).toThrow(expect.objectContaining({ code: "option.out-of-range" }) as Error);
  });

  test.each([
    [() => adwin.create({ delta: 0 }), { option: "delta", value: 0, range: "> 0, < 1" }],
    [() => adwin.create({ clock: 0.5 }), { option: "clock", value: 0.5, range: "1, 2, 3, …" }],
    [() => pageHinkley.create({ alpha: 2 }), { option: "alpha", value: 2, range: "> 0, ≤ 1" }],
    [
      () => hddmA.create({ warningConfidence: 1e-9 }),
      { option: "warningConfidence", value: 1e-9, range: "≥ 0.001, < 1" },
    ],
    [
      () => ecddWt.create({ averageRunLength: 500 as 400 }),
      { option: "averageRunLength", value: 500, range: "100, 400, 1000" },
    ],
  ])("are named with what is allowed", (create, details) => {
    expect(create).toThrow(expect.objectContaining({ details }) as Error);
  });
});
