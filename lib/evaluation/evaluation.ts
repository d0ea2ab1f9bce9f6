/** The evaluation of a package on rows it has not seen. */
import type { Check } from "../check";
import type { MetricName, Task } from "../data/goal";
import type { SplitPart } from "../data/split/split";
import type { DatasetVersionId, EvaluationId, ProjectId, RunId, Sha256, SplitId } from "../ids";
import type { Attribution } from "../journal";
import type { DummyComparison } from "./comparison/beats-dummy";
import type { Interval, MetricInterval } from "./interval/interval";
import type { Judgement } from "./judgement/judgement";
import type { SliceName } from "./slice-rows";

/** Values of the metrics that apply; a metric that cannot be computed (one class) is absent. */
export type Scores = Partial<Readonly<Record<MetricName, number>>>;

export interface ConfusionMatrix {
  readonly classes: readonly string[];
  /** counts[actual][predicted] */
  readonly counts: readonly (readonly number[])[];
}

export interface ResidualPoint {
  readonly actual: number;
  readonly predicted: number;
}

/** One row of the predictions table, for "show those rows": indices into the dataset version. */
export interface EvaluationRows {
  readonly rows: Uint32Array;
  readonly actual: Float32Array;
  readonly predicted: Float32Array;
}

/** Rows of a dataset version: one part of a split, or all of them (a gate set). */
export type RowSelection =
  { readonly kind: "split"; readonly splitId: SplitId; readonly part: SplitPart } | { readonly kind: "all" };

/** Where the model is surely worse than over all rows. */
export interface SliceEvidence {
  /** What slices are measured by. */
  readonly metric: MetricName;
  readonly overall: number;
  /** Slices with rows enough to be measured; the intervals allow for having looked at all of them. */
  readonly looked: number;
  /** The surest first, three at most; none when no slice is surely worse. */
  readonly worst: readonly {
    readonly parts: readonly SliceName[];
    readonly rows: number;
    readonly value: number;
    readonly interval: Interval;
  }[];
}

export interface Evaluation {
  readonly id: EvaluationId;
  readonly projectId: ProjectId;
  readonly packageDigest: Sha256;
  readonly runId: RunId;
  readonly datasetVersionId: DatasetVersionId;
  readonly selection: RowSelection;
  readonly task: Task;
  readonly metric: MetricName;
  readonly rowCount: number;
  readonly scores: Scores;
  /** Of the goal's metric. This and the next two are absent where they could not be measured, and in evaluations of earlier versions. */
  readonly interval?: MetricInterval;
  /** Whether the model beats the dummy by more than chance. */
  readonly baselineTest?: DummyComparison;
  readonly slices?: SliceEvidence;
  /** Of a classifier. Absent where it is not defined (one class among the rows), and in evaluations of earlier versions. */
  readonly judgement?: Judgement;
  /** The dummy: the training set's most frequent class (with its class shares), or its mean. */
  readonly baseline: Scores;
  readonly champion: {
    readonly modelName: string;
    readonly version: string;
    readonly packageDigest: Sha256;
    readonly scores: Scores;
    /** This package against the champion, row by row. Absent where it could not be tested, and in evaluations of earlier versions. */
    readonly comparison?: DummyComparison;
  } | null;
  readonly confusion: ConfusionMatrix | null;
  /** At most 500 points, evenly taken. */
  readonly residuals: readonly ResidualPoint[] | null;
  /** Blob: Uint32 row index, Float32 actual, Float32 predicted (class index or value), three arrays one after another. */
  readonly rowsDigest: Sha256;
  readonly checks: readonly Check[];
  readonly createdAtMs: number;
}

export interface EvaluationStore {
  saveEvaluation(evaluation: Evaluation, by: Attribution): Promise<void>;
  getEvaluation(id: EvaluationId): Promise<Evaluation>;
  listEvaluations(projectId: ProjectId): Promise<readonly Evaluation[]>;
}
