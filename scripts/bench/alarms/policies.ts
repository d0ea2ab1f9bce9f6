/**
 * The alert policies of the table, judged by the product's own tests and rule on windows of 500 rows × 20 features and a prediction, each
 * stream against its own reference of 1,000 rows. An alert is dismissed at once: it fires again when enough new windows say so. Windows are
 * drawn and tested once, and read by every policy. Of a stream with changes the day before the first one is read, and two days after each
 * that comes: one that goes brings back what the reference holds, and is nobody's to find.
 */
import { asId } from "../../../lib/ids";
import { judgeRule } from "../../../lib/monitoring/alert";
import { columnDrift } from "../../../lib/monitoring/drift/column-drift";
import { correctTests, type CorrectionName } from "../../../lib/monitoring/drift/corrections/multiple-testing";
import { datasetDrift, tableDrift } from "../../../lib/monitoring/drift/dataset-drift";
import { driftInMode } from "../../../lib/monitoring/drift/modes/modes";
import { NANNYML_DEFAULT, NANNYML_METHODS, nannymlThreshold } from "../../../lib/monitoring/drift/modes/nannyml";
import { PREDICTION_SIGNIFICANCE, predictionDrift } from "../../../lib/monitoring/drift/prediction-drift";
import {
  DEFAULT_RULE,
  SERIES,
  type AlertRule,
  type ColumnDrift,
  type MonitorWindow,
} from "../../../lib/monitoring/monitor";
import { seededRandom } from "../../../lib/random";
import { policyWorld, type PolicyWorld, type Rows } from "./policy-world";
import { ROWS_PER_DAY, ROWS_PER_WINDOW, stableRows, type Change, type StreamPlan } from "./streams";
import { alarmRow, type AlarmRow, type StreamAlarms } from "./table";

/** Days before the first change, of a stable stream and of any other. */
const STABLE_DAYS = 6;
const DAYS_BEFORE = 1;
/** Windows before a later change of a stream: as many as a rule looks back on, and one. */
const WINDOWS_BEFORE = 6;
const HORIZON_DAYS = 2;
const LEVEL = 0.05;
const STRICT_LEVEL = 0.001;
const MINUTES_PER_WINDOW = 60;

/** What was tested in a window. */
interface WindowTests {
  readonly columns: readonly ColumnDrift[];
  /** At the monitor's level for predictions, and at that of any column. */
  readonly prediction: ColumnDrift;
  readonly evidentlyPrediction: ColumnDrift;
  /** Columns and prediction, counts by the two-sample test as Ciclo's predictions are. */
  readonly twoSample: readonly ColumnDrift[];
  /** Columns, the prediction among them, over NannyML's threshold. */
  readonly overDeviation: number;
}

interface Policy extends Pick<AlarmRow, "name" | "parameters" | "shipped" | "misses"> {
  readonly rule: AlertRule;
  /** The two series that the rules read. */
  readonly read: (tests: WindowTests) => { readonly share: number | null; readonly prediction: number };
}

const ONE_OF_ONE = { ...DEFAULT_RULE, m: 1, n: 1 };
const evidentlySeries: Policy["read"] = ({ columns, evidentlyPrediction }) => ({
  share: datasetDrift(columns).share,
  prediction: flag(evidentlyPrediction.verdict === "drift"),
});
const deviationSeries: Policy["read"] = ({ overDeviation }) => ({ share: flag(overDeviation > 0), prediction: 0 });
const correctedSeries =
  (correction: CorrectionName): Policy["read"] =>
  ({ columns, evidentlyPrediction }) =>
    anyRejected([...columns, evidentlyPrediction], correction, LEVEL);

function anyRejected(drifts: readonly ColumnDrift[], correction: CorrectionName, level: number) {
  const pValues = Float64Array.from(drifts, ({ score }) => score ?? 1);
  const corrected = correctTests({ pValues, correction, level });
  return { share: flag(corrected.kind === "measured" && corrected.anyRejected), prediction: 0 };
}

const FEW_COLUMNS = "A change of fewer than half of the columns that hardly moves the predictions.";
const FEW_ROWS = "A quarter deviation in one column: tenths of 100 rows vary more than windows of 500.";
const LACKED_CLASS = "Little; but a class that the reference lacks, or one unlucky column of it, alarms for ever.";
const POLICIES: readonly Policy[] = [
  {
    name: "Half of the columns drifted, or the predictions",
    parameters: "share 0.5, p 0.05, 1 of 1",
    shipped: false,
    misses: FEW_COLUMNS,
    rule: ONE_OF_ONE,
    read: evidentlySeries,
  },
  {
    name: "Half of the columns drifted, or the predictions",
    parameters: "share 0.5, p 0.05, 3 of 5",
    shipped: false,
    misses: FEW_COLUMNS,
    rule: DEFAULT_RULE,
    read: evidentlySeries,
  },
  {
    name: "NannyML's thresholds, any column",
    parameters: "Jensen–Shannon, mean + 3 deviations over tenths of the reference, 1 of 1",
    shipped: false,
    misses: FEW_ROWS,
    rule: ONE_OF_ONE,
    read: deviationSeries,
  },
  {
    name: "NannyML's thresholds, any column",
    parameters: "the same, 3 of 5",
    shipped: false,
    misses: FEW_ROWS,
    rule: DEFAULT_RULE,
    read: deviationSeries,
  },
  ...(["bonferroni", "benjamini-hochberg"] as const).flatMap((correction) =>
    [ONE_OF_ONE, DEFAULT_RULE].map((rule): Policy => ({
      name: `${correction === "bonferroni" ? "Bonferroni" : "Benjamini–Hochberg"}, any column`,
      parameters: `the columns' own tests, level ${LEVEL}, ${rule.m} of ${rule.n}`,
      shipped: false,
      misses: LACKED_CLASS,
      rule,
      read: correctedSeries(correction),
    })),
  ),
  {
    name: "Bonferroni, any column, two-sample tests",
    parameters: `level ${STRICT_LEVEL}, 3 of 5`,
    shipped: false,
    misses: "Half of the changes of one column by a quarter deviation.",
    rule: DEFAULT_RULE,
    read: ({ twoSample }) => anyRejected(twoSample, "bonferroni", STRICT_LEVEL),
  },
  {
    name: "Ciclo's default rule",
    parameters: `share 0.5, predictions p ${PREDICTION_SIGNIFICANCE}, ${DEFAULT_RULE.m} of ${DEFAULT_RULE.n}`,
    shipped: true,
    misses:
      "Of 5 columns moved by a deviation every third change, of one column five in six, unless the predictions move. " +
      "Three windows pass before a sudden change alarms, six to twenty for one that comes over a day.",
    rule: DEFAULT_RULE,
    read: ({ columns, prediction }) => ({
      share: datasetDrift(columns).share,
      prediction: flag(prediction.verdict === "drift"),
    }),
  },
];

/** One row for each policy, over the same streams. */
export function policyRows(plans: readonly StreamPlan[]): readonly AlarmRow[] {
  const streams = plans.map((plan, index) => readStream(plan, policyWorld(plan, index)));
  return POLICIES.map((policy, at) =>
    alarmRow(
      policy,
      streams.map((ofPolicies) => ofPolicies[at]!),
    ),
  );
}

/** A stretch of a stream: windows from `from`, until `change` is detected or its horizon ends. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly change: Change | null;
}

/** What each policy made of a stream. Changes back to normal are nobody's to detect: the reference is as before. */
function readStream(whole: StreamPlan, world: PolicyWorld): readonly StreamAlarms[] {
  const changes = whole.changes
    .filter(({ strength }) => strength > 0)
    .map((change) => ({ ...change, until: Math.min(change.until, change.row + HORIZON_DAYS * ROWS_PER_DAY) }));
  const plan = { ...whole, changes };
  const stretches = stretchesOf(plan);
  const read = stretches.map((stretch) => readStretch(world, stretch));
  const stable = stableRows(plan);
  return POLICIES.map((_, at) => ({
    plan,
    stableRows: stable - stretches[0]!.from,
    falseAlarms: (read[0]?.[at] ?? []).filter((row) => row <= stable).length,
    detections: changes.map(({ row }, index) => read[index]?.[at]?.find((alarm) => alarm > row) ?? null),
  }));
}

function stretchesOf(plan: StreamPlan): readonly Stretch[] {
  const stable = stableRows(plan);
  if (plan.changes.length === 0) return [{ from: stable - STABLE_DAYS * ROWS_PER_DAY, to: stable, change: null }];
  return plan.changes.map((change, index) => {
    const before = index === 0 ? DAYS_BEFORE * ROWS_PER_DAY : WINDOWS_BEFORE * ROWS_PER_WINDOW;
    return { from: change.row - before, to: change.until, change };
  });
}

/** The rows at which each policy alarms: the ends of windows. Ends early when all have detected the change. */
function readStretch(world: PolicyWorld, { from, to, change }: Stretch): readonly (readonly number[])[] {
  const test = windowTester(world.reference);
  // A window that holds rows of both sides of a change is as likely as any other.
  const start = Math.floor(from / ROWS_PER_WINDOW) * ROWS_PER_WINDOW;
  const states = POLICIES.map(() => ({ windows: [] as MonitorWindow[], sinceMinute: 0, alarms: [] as number[] }));
  for (let row = start; row + ROWS_PER_WINDOW <= to; row += ROWS_PER_WINDOW) {
    const end = row + ROWS_PER_WINDOW;
    const tests = test(world.rows(row, ROWS_PER_WINDOW));
    POLICIES.forEach(({ rule, read }, at) => {
      const state = states[at]!;
      state.windows = [...state.windows, monitorWindow(row / ROWS_PER_WINDOW, read(tests))].slice(-rule.n);
      if (judgeRule(rule, state.windows, state.sinceMinute).verdict !== "alert") return;
      state.alarms.push(end);
      state.sinceMinute = state.windows.at(-1)!.toMinute - 1;
    });
    if (change && states.every(({ alarms }) => (alarms.at(-1) ?? 0) > change.row)) break;
  }
  return states.map(({ alarms }) => alarms);
}

function windowTester(reference: Rows): (window: Rows) => WindowTests {
  const random = seededRandom("nannyml");
  const pairs = (window: Rows) =>
    [...reference.features.columns, ["answer", reference.answers] as const].map(([name, before]) => ({
      name,
      before,
      now: window.features.columns.get(name) ?? window.answers,
    }));
  const method = NANNYML_METHODS[NANNYML_DEFAULT];
  const thresholds = pairs(reference).map(({ before }) => {
    const bounds = nannymlThreshold(method, before, random);
    return bounds.kind === "measured" ? (bounds.upper ?? Infinity) : Infinity;
  });
  return (window) => {
    const answers = { column: "answer", reference: reference.answers, current: window.answers };
    const columns = tableDrift(reference.features, window.features);
    const prediction = predictionDrift(answers);
    return {
      columns,
      prediction,
      evidentlyPrediction: columnDrift(answers),
      twoSample: [...columns.map((drift) => twoSampleDrift(drift, reference, window)), prediction],
      overDeviation: pairs(window).filter(({ before, now }, at) => {
        const threshold = thresholds[at]!;
        const drift = driftInMode({ agreeWith: "nannyml", reference: before, current: now, random, threshold });
        return drift?.verdict === "drift";
      }).length,
    };
  };
}

function twoSampleDrift(drift: ColumnDrift, reference: Rows, window: Rows): ColumnDrift {
  const { column, test } = drift;
  const [before, now] = [reference, window].map(({ features }) => features.columns.get(column));
  if (!before || !now || (test !== "chisquare" && test !== "z")) return drift;
  return columnDrift({ column, reference: before, current: now, test: { agreeWith: "nannyml", method: "chi2" } });
}

function monitorWindow(index: number, { share, prediction }: ReturnType<Policy["read"]>): MonitorWindow {
  const unread = Object.fromEntries(SERIES.map((name) => [name, null])) as MonitorWindow["series"];
  return {
    monitorId: asId("policy"),
    endpointId: asId("stream"),
    index,
    fromMinute: index * MINUTES_PER_WINDOW + 1,
    toMinute: (index + 1) * MINUTES_PER_WINDOW + 1,
    rows: ROWS_PER_WINDOW,
    series: { ...unread, "drift.share": share, "drift.prediction": prediction },
    columns: [],
    prediction: null,
    labelledRows: 0,
    byVersion: [],
  };
}

function flag(holds: boolean): number {
  return holds ? 1 : 0;
}
