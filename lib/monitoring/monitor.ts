/** Monitors: windowed series of any metric, one alert rule over them, and the alerts it fired. */
import type { Operator } from "../check";
import type { VirtualMinute } from "../clock";
import type {
  AlertId,
  DatasetVersionId,
  EndpointId,
  MonitorId,
  PipelineRunId,
  ProjectId,
  Sha256,
  SplitId,
} from "../ids";
import type { Attribution } from "../journal";
import type { PredictionBatch } from "../serving/endpoint";
import type { Finding } from "../serving/findings";
import type { NotMeasured } from "../statistics/measured";
import type { MissingShares, UnseenValues } from "./drift/column-loss";
import type { PValueLaw } from "./drift/ks";

export const SERIES = [
  "service.p95Ms",
  "service.errorShare",
  "service.requestsPerMinute",
  "quality.violationShare",
  "quality.missingShare",
  "staleness.minutes",
  "drift.share",
  "drift.prediction",
  "performance.primary",
] as const;
/**
 * `drift.share`: drifted share of the columns that can be judged, as Evidently counts it. `drift.prediction`: 1 when the predictions drifted, else 0.
 * `performance.primary`: the goal's metric on those of its requests whose label has come; null until enough have.
 */
export type SeriesName = (typeof SERIES)[number];

/** By their names in Evidently; `chi2` is NannyML's, of two samples. */
export const DRIFT_TESTS = ["ks", "chisquare", "chi2", "z", "wasserstein", "jensenshannon", "psi"] as const;
export type DriftTest = (typeof DRIFT_TESTS)[number];

export type DriftVerdict = "drift" | "stable" | "not-enough-data" | "degenerate";

export interface ColumnDrift {
  readonly column: string;
  readonly test: DriftTest;
  /** A p-value (ks, chisquare, chi2, z) or a distance; null when degenerate or not enough data. */
  readonly score: number | null;
  readonly threshold: number;
  readonly operator: Operator;
  readonly verdict: DriftVerdict;
  /** Always computed beside the test, as the number people know; null when degenerate. */
  readonly psi: number | null;
  /** Why there is no score: how many values were needed, or what is wrong with them. Windows of before this was kept lack it. */
  readonly notMeasured?: NotMeasured;
  /** Where the p-value comes from, of a test that chooses between two laws. */
  readonly law?: PValueLaw;
  /**
   * Why it is drift whatever the test says: values are missing that were there, categories came that nobody knew, or the column is gone.
   * Windows of before these were watched lack it.
   */
  readonly because?: "missing" | "unseen" | "gone";
  readonly missing?: MissingShares;
  readonly unseen?: UnseenValues;
}

export interface MonitorWindow {
  readonly monitorId: MonitorId;
  readonly endpointId: EndpointId;
  readonly index: number;
  /** Requests with from ≤ minute < to. */
  readonly fromMinute: VirtualMinute;
  readonly toMinute: VirtualMinute;
  readonly rows: number;
  readonly series: Readonly<Record<SeriesName, number | null>>;
  readonly columns: readonly ColumnDrift[];
  readonly prediction: ColumnDrift | null;
  /** Fewer rows than a window holds: what was left over. It is kept, and neither raises nor quiets an alert. */
  readonly incomplete?: true;
  /** Answered requests of this window whose label has come: the rows behind `performance.primary`. */
  readonly labelledRows: number;
  /** Those whose label is still on its way: when it comes, the window is measured again. Windows of before this was kept lack it. */
  readonly awaitedRows?: number;
  /** Standard error of `performance.primary` where labels are few; null where it cannot be told. */
  readonly performanceError?: number | null;
  /** Requests with each kind of finding, of those that had any. Windows of before these were counted lack it. */
  readonly findings?: FindingCounts;
  /** Primary metric per model version in this window, for canaries. */
  readonly byVersion: readonly {
    readonly modelVersion: string;
    readonly rows: number;
    readonly primary: number | null;
    readonly errorShare: number;
  }[];
}

/** How many requests had at least one finding of a kind. */
export type FindingCounts = Readonly<Partial<Record<Finding["kind"], number>>>;

export interface AlertCondition {
  readonly series: SeriesName;
  readonly operator: Operator;
  readonly threshold: number;
}

/** Fires when any condition holds in at least `m` of the last `n` windows. */
export interface AlertRule {
  readonly anyOf: readonly AlertCondition[];
  readonly m: number;
  readonly n: number;
}

/**
 * Half of the columns drifted (each by its own test at 0.05), or the predictions did (at 0.001, see `drift/prediction-drift.ts`), in three
 * of five windows. Measured by `npm run bench:alarms` on windows of 500 rows × 20 features: no false alarm in 450 stable days over 200
 * references; 0.05 for the predictions as well gave 3 in 100 days, and 96 when one window is enough.
 *
 * What it misses: a change of fewer than half of the columns that hardly moves the predictions (5 columns of 20 by a whole deviation: every
 * third; one column: five in six), a change of the labels alone (that is `performance.primary`), and whatever is over within two windows. A
 * sudden change of half of the columns or more alarms in the third window after it.
 */
export const DEFAULT_RULE: AlertRule = {
  anyOf: [
    { series: "drift.share", operator: ">=", threshold: 0.5 },
    { series: "drift.prediction", operator: ">=", threshold: 1 },
  ],
  m: 3,
  n: 5,
};

/** Rows of the reference: a seeded sample of the training part. At most 1,000, so that Evidently's small-sample tests apply. */
export interface MonitorReference {
  readonly datasetVersionId: DatasetVersionId;
  readonly splitId: SplitId;
  readonly seed: number;
  readonly rows: number;
}

export const REFERENCE_ROWS = 1_000;
export const WINDOW_ROWS = 200;

export interface Monitor {
  readonly id: MonitorId;
  readonly projectId: ProjectId;
  readonly endpointId: EndpointId;
  readonly windowRows: number;
  readonly reference: MonitorReference;
  readonly rule: AlertRule;
  /**
   * Windows that begin at this minute or before do not count: set when routes change and when an alert fires, so that an old
   * alert cannot fire twice.
   */
  readonly sinceMinute: VirtualMinute;
  readonly createdAtMs: number;
}

/** Why an alert fired: the formula, both operands and the threshold. */
export interface AlertEvidence {
  readonly condition: AlertCondition;
  readonly m: number;
  readonly n: number;
  /** Values of the series in the last windows, oldest first. */
  readonly values: readonly (number | null)[];
  readonly windowIndices: readonly number[];
  /** The columns behind it, worst first, at most five. */
  readonly columns: readonly ColumnDrift[];
}

/** What an alert rule says of the last windows. */
export type RuleVerdict =
  | { readonly verdict: "alert"; readonly evidence: AlertEvidence }
  | { readonly verdict: "ok" }
  /** A condition of which fewer than `needed` windows could be judged, and no other raised an alarm. */
  | {
      readonly verdict: "not-enough-data";
      readonly series: SeriesName;
      readonly judged: number;
      readonly needed: number;
    };

export interface Alert {
  readonly id: AlertId;
  readonly projectId: ProjectId;
  readonly monitorId: MonitorId;
  readonly endpointId: EndpointId;
  readonly firedAtMinute: VirtualMinute;
  readonly windowIndex: number;
  readonly evidence: AlertEvidence;
  /** What the endpoint served. */
  readonly packageDigest: Sha256;
  readonly modelVersion: string;
  readonly status: "open" | "handled" | "dismissed";
  readonly pipelineRunId: PipelineRunId | null;
}

/** What passed in a world at once: minutes of traffic, the windows that they complete, and the alert that those fire. */
export interface WorldStep {
  readonly endpointId: EndpointId;
  /** The world's minute when the step began. Minutes are numbered from 1, so that the clock says how many have passed. */
  readonly afterMinute: VirtualMinute;
  /** Ascending. */
  readonly batches: readonly PredictionBatch[];
  readonly windows: readonly MonitorWindow[];
  /** Windows of before, measured again with the labels that came meanwhile. */
  readonly relabelled: readonly MonitorWindow[];
  readonly alert: Alert | null;
}

export interface MonitorStore {
  saveMonitor(monitor: Monitor, by: Attribution): Promise<void>;
  findMonitor(endpointId: EndpointId): Promise<Monitor | null>;
  getMonitor(id: MonitorId): Promise<Monitor>;
  listMonitors(projectId: ProjectId): Promise<readonly Monitor[]>;
  /**
   * Stores all that a step brought and moves the world's clock to its last minute, in one transaction; the monitor's `sinceMinute` becomes
   * the alert's minute. False, and nothing is stored, where the world no longer stands where the step began: it was restarted or restored.
   */
  passMinutes(step: WorldStep): Promise<boolean>;
  /** The last `limit` windows, oldest first; of those before a window's index when given. */
  windows(monitorId: MonitorId, limit: number, beforeIndex?: number): Promise<readonly MonitorWindow[]>;
  updateAlert(id: AlertId, patch: Pick<Alert, "status" | "pipelineRunId">): Promise<void>;
  listAlerts(projectId: ProjectId, endpointId?: EndpointId): Promise<readonly Alert[]>;
}
