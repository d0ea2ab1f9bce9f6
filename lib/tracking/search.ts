/**
 * MLflow's search language for runs: comparisons joined by `and`.
 *
 *     metrics.val_accuracy > 0.9 and params.optimizer = "adam" and attributes.status = 'FINISHED'
 *
 * A run that lacks the key never matches, not even `!=`.
 */
import { AppError } from "../errors";
import type { Run } from "./run";

const ENTITIES = {
  metric: ["metrics", "metric"],
  param: ["params", "param", "parameters", "parameter"],
  tag: ["tags", "tag"],
  attribute: ["attributes", "attribute", "attr", "run"],
} as const;
type Entity = keyof typeof ENTITIES;

const NUMBER_OPERATORS = [">", ">=", "=", "!=", "<", "<="] as const;
const TEXT_OPERATORS = ["=", "!=", "LIKE", "ILIKE"] as const;
type NumberOperator = (typeof NUMBER_OPERATORS)[number];
type TextOperator = (typeof TEXT_OPERATORS)[number];

interface Comparison {
  readonly entity: Entity;
  readonly key: string;
  readonly test:
    | { readonly operator: NumberOperator; readonly value: number }
    | { readonly operator: TextOperator; readonly value: string };
}

const NUMBER_ATTRIBUTES: Readonly<Record<string, (run: Run) => number | null>> = {
  start_time: (run) => run.startTimeMs,
  end_time: (run) => run.endTimeMs,
};
const TEXT_ATTRIBUTES: Readonly<Record<string, (run: Run) => string>> = {
  run_id: (run) => run.id,
  run_name: (run) => run.name,
  status: (run) => run.status,
};

/** The runs that a filter lets through, in order; an empty filter lets all through. Throws `run.filter-invalid`. */
export function searchRuns(runs: readonly Run[], filter: string): readonly Run[] {
  const comparisons = parseFilter(filter);
  return runs.filter((run) => comparisons.every((comparison) => matches(run, comparison)));
}

/** A filter as comparisons. Throws `run.filter-invalid` with the text where reading stopped. */
export function parseFilter(filter: string): readonly Comparison[] {
  const tokens = tokenize(filter);
  const comparisons: Comparison[] = [];
  for (let at = 0; at < tokens.length; at += 4) {
    if (at > 0 && tokens[at - 1]?.text.toLowerCase() !== "and") throw invalid(tokens[at - 1]?.text ?? filter);
    comparisons.push(comparison(tokens.slice(at, at + 3), filter));
  }
  if (tokens.length > 0 && tokens.length % 4 === 0) throw invalid(tokens.at(-1)?.text ?? filter);
  return comparisons;
}

interface Token {
  readonly kind: "name" | "operator" | "number" | "text";
  readonly text: string;
}

const PATTERNS: readonly (readonly [Token["kind"], RegExp])[] = [
  ["text", /^'([^']*)'|^"([^"]*)"/],
  ["number", /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?![\w.])/i],
  ["operator", /^(?:>=|<=|!=|>|<|=|i?like\b)/i],
  ["name", /^[a-z_][\w-]*(?:\.(?:[\w./-]+|`[^`]+`|"[^"]+"))?/i],
];

function tokenize(filter: string): readonly Token[] {
  const tokens: Token[] = [];
  let rest = filter.trim();
  while (rest) {
    const token = nextToken(rest);
    if (!token) throw invalid(rest);
    tokens.push(token);
    rest = rest.slice(token.length).trimStart();
  }
  return tokens;
}

function nextToken(rest: string): (Token & { readonly length: number }) | null {
  for (const [kind, pattern] of PATTERNS) {
    const match = pattern.exec(rest);
    if (match) return { kind, text: match[1] ?? match[2] ?? match[0], length: match[0].length };
  }
  return null;
}

function comparison([name, operator, value]: readonly Token[], filter: string): Comparison {
  if (name?.kind !== "name" || operator?.kind !== "operator" || !value) throw invalid(name?.text ?? filter);
  const { entity, key } = subject(name.text);
  const numeric = entity === "metric" || (entity === "attribute" && key in NUMBER_ATTRIBUTES);
  const symbol = operator.text.toUpperCase();
  if (numeric) {
    const known = NUMBER_OPERATORS.find((candidate) => candidate === symbol);
    if (!known) throw invalid(operator.text);
    if (value.kind !== "number") throw invalid(value.text);
    return { entity, key, test: { operator: known, value: Number(value.text) } };
  }
  const known = TEXT_OPERATORS.find((candidate) => candidate === symbol);
  if (!known) throw invalid(operator.text);
  if (value.kind !== "text") throw invalid(value.text);
  return { entity, key, test: { operator: known, value: value.text } };
}

function subject(name: string): { entity: Entity; key: string } {
  const dot = name.indexOf(".");
  const prefix = dot < 0 ? "attributes" : name.slice(0, dot).toLowerCase();
  const key = name.slice(dot + 1).replace(/^[`"](.*)[`"]$/, "$1");
  const entity = (Object.keys(ENTITIES) as Entity[]).find((candidate) =>
    (ENTITIES[candidate] as readonly string[]).includes(prefix),
  );
  if (!entity) throw invalid(name);
  if (entity === "attribute" && !(key in NUMBER_ATTRIBUTES) && !(key in TEXT_ATTRIBUTES)) throw invalid(name);
  return { entity, key };
}

function matches(run: Run, { entity, key, test }: Comparison): boolean {
  const actual = valueOf(run, entity, key);
  if (actual === null || actual === undefined) return false;
  return typeof test.value === "number"
    ? compareNumbers(Number(actual), test.operator as NumberOperator, test.value)
    : compareTexts(String(actual), test.operator as TextOperator, test.value);
}

function valueOf(run: Run, entity: Entity, key: string): number | string | null | undefined {
  switch (entity) {
    case "metric":
      return run.metrics[key];
    case "param":
      return run.params[key];
    case "tag":
      return run.tags[key];
    case "attribute":
      return (NUMBER_ATTRIBUTES[key] ?? TEXT_ATTRIBUTES[key])?.(run);
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

function compareTexts(actual: string, operator: TextOperator, value: string): boolean {
  switch (operator) {
    case "=":
      return actual === value;
    case "!=":
      return actual !== value;
    case "LIKE":
      return likePattern(value, "").test(actual);
    case "ILIKE":
      return likePattern(value, "i").test(actual);
  }
}

/** `%` is any text, `_` any one character. */
function likePattern(pattern: string, flags: string): RegExp {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("%", ".*").replaceAll("_", ".")}$`, `s${flags}`);
}

function invalid(at: string): AppError {
  return new AppError("run.filter-invalid", { details: { at } });
}
