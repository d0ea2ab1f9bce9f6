/**
 * "Agree with": one column's drift as a known tool would report it. The tool decides the test, its bins, its threshold and which side of the
 * threshold means drift, so that a number here can be held against the number there.
 */
import { holds, type Operator } from "../../../check";
import type { Column } from "../../../data/table";
import { ownValue } from "../../../own-value";
import type { Random } from "../../../random";
import { degenerate, notEnoughData, type Measured } from "../../../statistics/measured";
import { total } from "../count-pair";
import { DEEPCHECKS_METHODS, deepchecksDefault } from "./deepchecks";
import { MANY_VALUES } from "../default-test";
import { EVIDENTLY_METHODS, evidentlyDefault } from "./evidently";
import { columnPair, type ColumnPair, type DriftMethod, type DriftValue } from "../method";
import { NANNYML_DEFAULT, NANNYML_METHODS, nannymlThreshold } from "./nannyml";
import { TFDV_METHODS, tfdvDefault } from "./tfdv";
import { distinctUpTo } from "../values";

export const AGREE_WITH = ["evidently", "nannyml", "tfdv", "deepchecks"] as const;
export type AgreeWith = (typeof AGREE_WITH)[number];

/** Every method of every tool. */
export const MODE_METHODS: Readonly<Record<AgreeWith, Readonly<Record<string, DriftMethod>>>> = {
  evidently: EVIDENTLY_METHODS,
  nannyml: NANNYML_METHODS,
  tfdv: TFDV_METHODS,
  deepchecks: DEEPCHECKS_METHODS,
};

export interface ModeDriftInput {
  readonly agreeWith: AgreeWith;
  readonly reference: Column;
  readonly current: Column;
  /** For methods that deal rows again; the same seed gives the same result. */
  readonly random: Random;
  /** One of the tool's methods by its name there. Default: the tool's own choice. */
  readonly method?: string;
  /** Instead of the tool's. */
  readonly threshold?: number;
  /** The same for methods that give a p-value; distances keep the tool's threshold. */
  readonly significance?: number;
  /** Present current values below which nothing is said. Default 1. */
  readonly fewest?: number;
}

export interface ModeDrift {
  readonly agreeWith: AgreeWith;
  readonly method: string;
  readonly score: DriftMethod["score"];
  readonly result: Measured<DriftValue>;
  /** Null when neither the tool nor the caller gives one. */
  readonly threshold: number | null;
  readonly operator: Operator;
  /** `unjudged`: measured, but there is no threshold. */
  readonly verdict: "drift" | "stable" | "unjudged" | "not-enough-data" | "degenerate";
}

/** Drift of one column as a tool reports it; null when the tool has no such method, or the method cannot read such a column. */
export function driftInMode(input: ModeDriftInput): ModeDrift | null {
  const pair = columnPair(input.reference, input.current);
  const name = input.method ?? defaultMethod(input.agreeWith, pair);
  const methods = MODE_METHODS[input.agreeWith];
  const method = ownValue(methods, name);
  if (!method) return null;
  const result = unreadable(pair, input.fewest ?? 1) ?? method.measure(pair, input.random.fork("measure"));
  if (!result) return null;
  const { score, operator } = method;
  const significance = score === "p-value" ? input.significance : undefined;
  const threshold = input.threshold ?? significance ?? method.threshold ?? referenceThreshold(input, method);
  const verdict = verdictOf(result, operator, threshold);
  return { agreeWith: input.agreeWith, method: name, score, result, threshold, operator, verdict };
}

function defaultMethod(agreeWith: AgreeWith, pair: ColumnPair): string {
  switch (agreeWith) {
    case "evidently":
      return evidentlyDefault(pair.kind, referenceRows(pair), distinctValues(pair));
    case "nannyml":
      return NANNYML_DEFAULT;
    case "tfdv":
      return tfdvDefault(pair.kind);
    case "deepchecks":
      return deepchecksDefault(pair.kind);
  }
}

/** An empty reference, too few current values, or one and the same value on both sides, say nothing, whatever the method. */
function unreadable(pair: ColumnPair, fewest: number): Measured<DriftValue> | null {
  if (referenceRows(pair) === 0) return notEnoughData(1, 0);
  if (currentRows(pair) < fewest) return notEnoughData(fewest, currentRows(pair));
  return distinctValues(pair) < 2 ? degenerate("constant") : null;
}

/** NannyML's thresholds come from the reference's chunks; TFDV has none. */
function referenceThreshold({ agreeWith, reference, random }: ModeDriftInput, method: DriftMethod): number | null {
  if (agreeWith !== "nannyml") return null;
  const threshold = nannymlThreshold(method, reference, random.fork("threshold"));
  return threshold.kind === "measured" ? threshold.upper : null;
}

/** What a measurement means against a threshold. */
export function verdictOf(
  result: Measured<DriftValue>,
  operator: Operator,
  threshold: number | null,
): ModeDrift["verdict"] {
  if (result.kind !== "measured") return result.kind;
  if (threshold === null) return "unjudged";
  return holds(result.value, operator, threshold) ? "drift" : "stable";
}

function referenceRows(pair: ColumnPair): number {
  return pair.kind === "numeric" ? pair.reference.length : total(pair.counts.reference);
}

function currentRows(pair: ColumnPair): number {
  return pair.kind === "numeric" ? pair.current.length : total(pair.counts.current);
}

/** Distinct values of both sides, of numbers counted no further than a choice of a test asks. */
function distinctValues(pair: ColumnPair): number {
  if (pair.kind === "categorical") return pair.counts.keys.length;
  return distinctUpTo([pair.reference, pair.current], MANY_VALUES + 1);
}
