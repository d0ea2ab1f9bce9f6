/** Every detector of the table, with the tools' options and with Ciclo's, and what it misses. */
import { adwin } from "../../../lib/monitoring/detectors/adwin";
import { cusum } from "../../../lib/monitoring/detectors/cusum";
import { ddm } from "../../../lib/monitoring/detectors/ddm";
import type { Detector, DetectorState } from "../../../lib/monitoring/detectors/detector";
import { ecddWt } from "../../../lib/monitoring/detectors/ecdd-wt";
import { eddm } from "../../../lib/monitoring/detectors/eddm";
import { fhddm } from "../../../lib/monitoring/detectors/fhddm";
import { hddmA } from "../../../lib/monitoring/detectors/hddm-a";
import { hddmW } from "../../../lib/monitoring/detectors/hddm-w";
import { kswin } from "../../../lib/monitoring/detectors/kswin";
import { pageHinkley } from "../../../lib/monitoring/detectors/page-hinkley";
import { rddm } from "../../../lib/monitoring/detectors/rddm";
import { SHIPPED } from "../../../lib/monitoring/detectors/shipped";
import { stepd } from "../../../lib/monitoring/detectors/stepd";
import { tabularCusum } from "../../../lib/monitoring/detectors/tabular-cusum";

export type Reads = "errors" | "values";

/** Days read of a stream, for a detector that would take minutes for all of them. */
export interface Reading {
  /** Before the first change, and of a stable stream. */
  readonly before: number;
  /** Before any later change. */
  readonly between: number;
  /** After a change that is not detected. */
  readonly after: number;
}

export interface Subject {
  readonly name: string;
  readonly signal: Reads;
  readonly shipped: boolean;
  readonly parameters: string;
  readonly misses: string;
  /** What is read of a stream; all of it unless told. */
  readonly reading?: Reading;
  /** A new detector; what it gives reads one value and says whether it alarms. */
  readonly start: () => (value: number) => boolean;
}

interface Described<Options> {
  readonly name: string;
  /** The tool whose defaults are the first of the two subjects. */
  readonly tool: "River" | "Frouros" | "STEPD's paper";
  readonly misses: string;
  readonly reading?: Reading;
  /** Reads 1 = right where the stream says 1 = wrong. */
  readonly readsCorrect?: boolean;
  readonly shipped: Partial<Record<Reads, Partial<Options>>>;
  /** What it reads in the tool; where Ciclo ships something, unless told. */
  readonly reads?: readonly Reads[];
}

/** The subjects that read errors, or values; each tool's options before Ciclo's. */
export function subjectsOf(reads: Reads): readonly Subject[] {
  return SUBJECTS.filter((subject) => subject.signal === reads);
}

function pair<Options extends object, State extends DetectorState>(
  detector: Detector<Options, State>,
  { name, tool, misses, reading, readsCorrect = false, shipped, reads }: Described<Options>,
): readonly Subject[] {
  const start = (options: Partial<Options>) => () => {
    const state = detector.create(options);
    return readsCorrect
      ? (value: number) => detector.update(state, 1 - value) === "drift"
      : (value: number) => detector.update(state, value) === "drift";
  };
  const shared = { name, misses, ...(reading === undefined ? {} : { reading }) };
  return (reads ?? (Object.keys(shipped) as Reads[])).flatMap((read): readonly Subject[] => {
    const asTool = { ...shared, signal: read, shipped: false, parameters: `as ${tool}`, start: start({}) };
    const options = shipped[read];
    if (!options) return [asTool];
    return [asTool, { ...shared, signal: read, shipped: true, parameters: describe(options), start: start(options) }];
  });
}

function describe(options: object): string {
  return Object.entries(options)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(", ");
}

const { errors, values } = SHIPPED;
const both = <Name extends keyof typeof errors & keyof typeof values>(
  name: Name,
): { errors: (typeof errors)[Name]; values: (typeof values)[Name] } => ({ errors: errors[name], values: values[name] });

/** 100 stable days in all; a window of an eighth of a day knows nothing older. */
const FEW_DAYS: Reading = { before: 0.5, between: 0.15, after: 1 };

const SUBJECTS: readonly Subject[] = [
  ...pair(adwin, {
    name: "ADWIN",
    tool: "River",
    misses:
      "Changes of spread or shape at the same mean. Of the changes above it misses none; a small one takes hours.",
    shipped: both("adwin"),
  }),
  ...pair(pageHinkley, {
    name: "Page–Hinkley",
    tool: "River",
    misses:
      "Shifts below its tolerance (1 point of error rate, 0.05 deviations), and changes in the first hours, before its mean is known. A rate that goes from 1 % to 3 % takes it more than a day.",
    shipped: both("pageHinkley"),
  }),
  ...pair(cusum, {
    name: "CUSUM",
    tool: "Frouros",
    misses:
      "Falls of the mean, and shifts below its tolerance, as Page–Hinkley. What came once moves its mean: it sees a recurring change later, or no more.",
    shipped: both("cusum"),
  }),
  ...pair(tabularCusum, {
    name: "Tabular CUSUM",
    tool: "River",
    misses:
      "Everything while it learns: the first half day, and half a day after each alarm. Shifts below 0.05 deviations.",
    shipped: both("tabularCusum"),
  }),
  ...pair(kswin, {
    name: "KSWIN",
    tool: "River",
    misses:
      "Slow changes, which its window of 1,500 values follows, and shifts below about 0.3 deviations. It sees changes of spread and shape, but takes hundreds of times as long as the others.",
    reading: FEW_DAYS,
    shipped: { values: values.kswin },
  }),
  ...pair(ddm, {
    name: "DDM",
    tool: "River",
    misses:
      "A model that gets better, and the first 5,000 values after each start. It averages all since its start: the longer it was quiet, the later it alarms.",
    shipped: { errors: errors.ddm },
  }),
  ...pair(eddm, {
    name: "EDDM",
    tool: "River",
    misses:
      "A model that gets better; half of the small changes; models of few errors, as it first reads 3,000 of them. It is a day late.",
    shipped: { errors: errors.eddm },
  }),
  ...pair(hddmA, {
    name: "HDDM-A",
    tool: "River",
    misses: "A model that gets better. A small change takes most of a day, and its return is often not seen.",
    shipped: { errors: errors.hddmA },
  }),
  ...pair(hddmW, {
    name: "HDDM-W",
    tool: "River",
    misses: "A model that gets better, and any rise below about 6 points: its bound holds for every distribution.",
    shipped: { errors: errors.hddmW },
  }),
  ...pair(fhddm, {
    name: "FHDDM",
    tool: "River",
    misses: "A model that gets better, and any rise below about 6 points, for the same reason as HDDM-W.",
    readsCorrect: true,
    shipped: { errors: errors.fhddm },
  }),
  ...pair(rddm, {
    name: "RDDM",
    tool: "Frouros",
    misses:
      "A model that gets better, and a third of the small changes: what it does not see in time it forgets as normal.",
    shipped: { errors: errors.rddm },
  }),
  ...pair(stepd, {
    name: "STEPD",
    tool: "STEPD's paper",
    misses: "A model that gets better, and the first 8,000 values after each start.",
    shipped: { errors: errors.stepd },
  }),
  ...pair(ecddWt, {
    name: "ECDD-WT",
    tool: "Frouros",
    misses:
      "A model that gets better. Its limits were fitted for at most 1,000 values between false alarms, so Ciclo ships no options for it.",
    shipped: {},
    reads: ["errors"],
  }),
];
