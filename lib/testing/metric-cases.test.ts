/** Metrics after public reports, with their exact right answers: classes that are missing, tied scores, constant targets, late labels. */
import { describe, expect, it } from "vitest";
import { columnOf, valueAt } from "../data/table";
import { readTable } from "../data/version/read-table";
import { accuracy } from "../evaluation/classification/accuracy";
import { averagedScores } from "../evaluation/classification/averaged-scores";
import { balancedAccuracy } from "../evaluation/classification/balanced-accuracy";
import { fromPositive } from "../evaluation/classification/class-probabilities";
import { crossEntropy } from "../evaluation/classification/cross-entropy";
import { labelCounts } from "../evaluation/classification/label-counts";
import { precisionRecallCurve } from "../evaluation/classification/precision-recall-curve";
import { rocArea } from "../evaluation/classification/roc-area";
import { coefficientOfDetermination } from "../evaluation/regression/explained";
import { scoreRecords } from "../monitoring/score-records";
import type { PackageSignature } from "../packaging/package";
import { seededRandom } from "../random";
import type { PredictionRecord } from "../serving/endpoint";
import { caseFile, importCase } from "./table-loop";

const DIGITS = 9;
const close = (value: number) => expect.closeTo(value, DIGITS) as number;

async function wanted<Wanted>(name: string): Promise<Wanted> {
  return JSON.parse((await caseFile(name)).toString()) as Wanted;
}

/** The rows of a case, by column. */
async function rowsOf(name: string): Promise<(column: string) => readonly (number | string | null)[]> {
  const { services, version } = await importCase(name);
  const table = await readTable({ stores: services.stores, versionId: version.id });
  return (column) => {
    const found = columnOf(table, column);
    return Array.from({ length: table.rowCount }, (_, row) => valueAt(found, row));
  };
}

interface Undefined {
  readonly multiclass: Readonly<
    Record<`${"precision" | "recall" | "f1"}_macro` | "f1_weighted" | "accuracy", number>
  > & {
    readonly balanced_accuracy: number;
    readonly confusion_alta_baja_media: readonly (readonly number[])[];
  };
  readonly one_class: { readonly accuracy: number; readonly f1: number; readonly log_loss_labels01: number };
  readonly ties: { readonly roc_auc: number; readonly average_precision: number };
}

describe("case 15: metrics that are undefined or easy to get wrong", () => {
  const want = () => wanted<Undefined>("15-undefined-metrics.expected.json");

  it("a class that is answered and never true counts in macro scores and not in balanced accuracy", async () => {
    const { multiclass } = await want();
    const rows = await rowsOf("15-undefined-metrics.multiclass.csv");
    const classes = ["alta", "baja", "media"];
    const codes = (column: string) => Int32Array.from(rows(column), (name) => classes.indexOf(String(name)));
    const result = labelCounts({ truth: codes("real"), answers: codes("prevista"), classCount: 3 });
    if (result.kind !== "measured") return expect.fail(result.kind);
    const { counts } = result;
    expect(counts.map((line) => [...line])).toEqual(multiclass.confusion_alta_baja_media);
    expect(accuracy(counts)).toMatchObject({ value: close(multiclass.accuracy) });
    expect(balancedAccuracy(counts)).toMatchObject({ value: close(multiclass.balanced_accuracy) });
    const { precision_macro, recall_macro, f1_macro } = multiclass;
    const macro = { precision: close(precision_macro), recall: close(recall_macro), fBeta: close(f1_macro) };
    expect(averagedScores(counts, { average: "macro" })).toMatchObject(macro);
    expect(averagedScores(counts, { average: "weighted" })).toMatchObject({ fBeta: close(multiclass.f1_weighted) });
  });

  it("of one class there is no area under the curve, and a log-loss of both", async () => {
    const { one_class } = await want();
    const rows = await rowsOf("15-undefined-metrics.one-class.csv");
    const truth = rows("real").map(Number);
    const scores = Float64Array.from(rows("puntuacion"), Number);
    expect(rocArea({ truth, scores }).kind).not.toBe("measured");
    const right = truth.filter((label, row) => label === Number(scores[row]! >= 0.5)).length;
    expect(right / truth.length).toBe(one_class.accuracy);
    expect(crossEntropy(fromPositive(truth, scores))).toMatchObject({ value: close(one_class.log_loss_labels01) });
  });

  it("tied scores give the same areas in any order of the rows (seed 15)", async () => {
    const { ties } = await want();
    const rows = await rowsOf("15-undefined-metrics.ties.csv");
    const pairs = rows("real").map((label, row) => [Number(label), Number(rows("puntuacion")[row])] as const);
    const random = seededRandom(15);
    for (let order = 0; order < 50; order++) {
      const shuffled = pairs.map((pair) => [random.next(), pair] as const).sort(([a], [b]) => a - b);
      const truth = shuffled.map(([, [label]]) => label);
      const scores = Float64Array.from(shuffled, ([, [, score]]) => score);
      expect(rocArea({ truth, scores })).toMatchObject({ value: close(ties.roc_auc) });
      expect(precisionRecallCurve({ truth, scores })).toMatchObject({
        averagePrecision: close(ties.average_precision),
      });
    }
  });

  it("R² of a constant target is 0 or 1, and of one row it is none", () => {
    const r2 = (truth: readonly number[], predicted: readonly number[]) =>
      coefficientOfDetermination({ truth: Float64Array.from(truth), predicted: Float64Array.from(predicted) });
    expect(r2([5, 5, 5], [5, 5, 5.1])).toMatchObject({ kind: "measured", value: 0 });
    expect(r2([5, 5, 5], [5, 5, 5])).toMatchObject({ kind: "measured", value: 1 });
    expect(r2([5], [5]).kind).not.toBe("measured");
  });
});

describe("case 26: requests in chunks, some without a label yet", () => {
  interface Chunk {
    readonly rows: number;
    readonly accuracy: number;
    readonly auc: number | null;
  }
  const signature = { task: "classification", target: "real", classes: ["0", "1"], inputs: [] } as const;

  const recordOf = (label: string | null, probability: number, sequence: number): PredictionRecord => ({
    sequence,
    minute: sequence + 1,
    inputs: {},
    sourceRow: sequence,
    prediction: probability >= 0.5 ? "1" : "0",
    confidence: probability >= 0.5 ? probability : 1 - probability,
    modelVersion: "1",
    latencyMs: 1,
    error: null,
    label,
    labelMinute: sequence + 1,
    violations: [],
  });

  it("a request without a label is not a wrong one, and one class has no area", async () => {
    const want = await wanted<{ chunks_of_10: readonly Chunk[]; total: Omit<Chunk, "rows"> }>(
      "26-leftover-chunk-and-missing-labels.expected.json",
    );
    const rows = await rowsOf("26-leftover-chunk-and-missing-labels.csv");
    const probabilities = rows("probabilidad").map(Number);
    const records = rows("real").map((label, row) =>
      recordOf(label === null ? null : String(label), probabilities[row]!, row),
    );
    const score = (some: readonly PredictionRecord[], metric: "accuracy" | "auc") =>
      scoreRecords(some, { signature: signature as unknown as PackageSignature, metric });
    want.chunks_of_10.forEach((chunk, index) => {
      const some = records.slice(index * 10, index * 10 + 10);
      expect(some).toHaveLength(chunk.rows);
      expect(score(some, "accuracy")).toBeCloseTo(chunk.accuracy, 6);
      if (chunk.auc === null) expect(score(some, "auc")).toBeNull();
      else expect(score(some, "auc")).toBeCloseTo(chunk.auc, 6);
    });
    expect(score(records, "accuracy")).toBeCloseTo(want.total.accuracy, 6);
    expect(score(records, "auc")).toBeCloseTo(want.total.auc!, 6);
  });
});
