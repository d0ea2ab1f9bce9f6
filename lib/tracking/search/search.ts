/** The runs that a filter lets through. A run that lacks the key never matches, not even `!=`; NaN is comparable to nothing. */
import { ownValue } from "../../own-value";
import { numberIn } from "../../value-order";
import { isLike } from "./like";
import type { Run } from "../run";
import { invalid, parseRunFilter, type Entity, type NumberOperator, type RunTerm, type ValueTest } from "./run-filter";

type Comparison = Extract<RunTerm, { kind: "comparison" }>;
type Found = number | string | null | undefined;

/** The runs that a filter lets through, in order; an empty filter lets all through. Throws `run.filter-invalid`. */
export function searchRuns(runs: readonly Run[], filter: string): readonly Run[] {
  const terms = parseRunFilter(filter);
  for (const term of terms) {
    const unknown = term.kind === "comparison" && term.entity === "any" && runs.every((run) => isAbsent(run, term));
    if (unknown && runs.length > 0) throw invalid({ text: term.key, index: term.index });
  }
  return runs.filter((run) => terms.every((term) => matches(run, term)));
}

const isAbsent = (run: Run, { entity, key }: Comparison): boolean => (valueOf(run, entity, key) ?? null) === null;

function matches(run: Run, term: RunTerm): boolean {
  if (term.kind === "word") return textsOf(run).some((text) => text.toLowerCase().includes(term.text.toLowerCase()));
  const actual = valueOf(run, term.entity, term.key);
  return actual !== null && actual !== undefined && holds(actual, term.test);
}

/** What a person sees of a run as text. */
function textsOf(run: Run): readonly string[] {
  const entries = [...Object.entries(run.params), ...Object.entries(run.tags)];
  return [run.name, run.status, ...run.inputs.map(({ name }) => name), ...entries.flat()];
}

function valueOf(run: Run, entity: Entity | "any", key: string): Found {
  switch (entity) {
    case "metric":
      return ownValue(run.metrics, key);
    case "param":
      return ownValue(run.params, key);
    case "tag":
      return ownValue(run.tags, key);
    case "attribute":
      return attributeOf(run, key);
    case "any":
      return ownValue(run.params, key) ?? ownValue(run.metrics, key) ?? ownValue(run.tags, key);
  }
}

function attributeOf(run: Run, key: string): Found {
  switch (key) {
    case "start_time":
      return run.startTimeMs;
    case "end_time":
      return run.endTimeMs;
    case "run_id":
      return run.id;
    case "run_name":
      return run.name;
    default:
      return run.status;
  }
}

function holds(actual: number | string, test: ValueTest): boolean {
  if (test.kind === "number") {
    const value = typeof actual === "number" ? actual : numberIn(actual);
    return value !== null && !Number.isNaN(value) && compareNumbers(value, test.operator, test.value);
  }
  const text = String(actual);
  switch (test.operator) {
    case "=":
      return text === test.value;
    case "!=":
      return text !== test.value;
    case "LIKE":
      return isLike(text, test.value);
    case "ILIKE":
      return isLike(text.toLowerCase(), test.value.toLowerCase());
  }
}

function compareNumbers(actual: number, operator: NumberOperator, value: number): boolean {
  switch (operator) {
    case ">":
      return actual > value;
    case ">=":
      return actual >= value;
    case "=":
      return actual === value;
    case "!=":
      return actual !== value;
    case "<":
      return actual < value;
    case "<=":
      return actual <= value;
  }
}
