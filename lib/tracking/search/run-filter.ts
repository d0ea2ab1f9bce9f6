/**
 * A filter over runs as comparisons: MLflow's search language, and what people type beside it. Terms are joined by `and` or stand side by side.
 *
 *     metrics.val_accuracy > 0.9 and params.optimizer = "adam" and attributes.status = 'FINISHED'
 *     epochs = 5   val_accuracy > 0,95   digits
 *
 * A name without an entity is a parameter, metric or tag of that name; a word alone is looked for in the run's texts; a decimal comma is one.
 */
import { AppError } from "../../errors";

const ENTITIES = {
  metric: ["metrics", "metric"],
  param: ["params", "param", "parameters", "parameter"],
  tag: ["tags", "tag"],
  attribute: ["attributes", "attribute", "attr", "run"],
} as const;
export type Entity = keyof typeof ENTITIES;

export const NUMBER_ATTRIBUTES: ReadonlySet<string> = new Set(["start_time", "end_time"]);
export const TEXT_ATTRIBUTES: ReadonlySet<string> = new Set(["run_id", "run_name", "status"]);

const NUMBER_OPERATORS = [">", ">=", "=", "!=", "<", "<="] as const;
const TEXT_OPERATORS = ["=", "!=", "LIKE", "ILIKE"] as const;
export type NumberOperator = (typeof NUMBER_OPERATORS)[number];
export type TextOperator = (typeof TEXT_OPERATORS)[number];

export type ValueTest =
  | { readonly kind: "number"; readonly operator: NumberOperator; readonly value: number }
  | { readonly kind: "text"; readonly operator: TextOperator; readonly value: string };

export type RunTerm =
  | { readonly kind: "word"; readonly text: string }
  /** `any`: a parameter, else a metric, else a tag of that name. */
  | {
      readonly kind: "comparison";
      readonly entity: Entity | "any";
      readonly key: string;
      readonly test: ValueTest;
      /** Where it begins in the filter, in UTF-16 units. */
      readonly index: number;
    };

interface Token {
  readonly kind: "name" | "operator" | "number" | "text";
  readonly text: string;
  readonly index: number;
}

const PATTERNS: readonly (readonly [Token["kind"], RegExp])[] = [
  ["text", /^'([^']*)'|^"([^"]*)"/],
  ["number", /^[-+]?(?:\d+(?:[.,]\d*)?|\.\d+)(?:e[-+]?\d+)?(?![\w.])/i],
  ["operator", /^(?:>=|<=|!=|>|<|=|i?like\b)/i],
  ["name", /^[\p{L}_][\p{L}\p{N}_-]*(?:\.(?:[\p{L}\p{N}_./-]+|`[^`]+`|"[^"]+"))?/iu],
];

/** A filter as terms that must all hold. Throws `run.filter-invalid` with the text where reading stopped. */
export function parseRunFilter(filter: string): readonly RunTerm[] {
  const tokens = tokenize(filter);
  const terms: RunTerm[] = [];
  for (let at = 0; at < tokens.length;) {
    const joined = terms.length > 0 && isWord(tokens[at], "and");
    if (joined && at + 1 === tokens.length) throw invalid(tokens[at]!);
    if (joined) at++;
    const { term, length } = termAt(tokens, at);
    terms.push(term);
    at += length;
  }
  return terms;
}

const isWord = (token: Token | undefined, word: string) => token?.kind === "name" && token.text.toLowerCase() === word;

function termAt(tokens: readonly Token[], at: number): { readonly term: RunTerm; readonly length: number } {
  const [first, operator, value] = tokens.slice(at, at + 3);
  if (!first || first.kind === "operator" || isWord(first, "or") || isWord(first, "and"))
    throw invalid(first ?? { text: "", index: 0 });
  if (operator?.kind !== "operator") return { term: { kind: "word", text: first.text }, length: 1 };
  if (first.kind !== "name" || !value) throw invalid(first);
  const { entity, key } = subject(first);
  const test = testOf(entity, key, { operator, value });
  return { term: { kind: "comparison", entity, key, test, index: first.index }, length: 3 };
}

function testOf(
  entity: Entity | "any",
  key: string,
  { operator, value }: { readonly operator: Token; readonly value: Token },
): ValueTest {
  const symbol = operator.text.toUpperCase();
  const numeric = entity === "metric" || (entity === "attribute" && NUMBER_ATTRIBUTES.has(key));
  if (numeric || (value.kind === "number" && entity !== "attribute")) {
    const known = NUMBER_OPERATORS.find((candidate) => candidate === symbol);
    if (!known) throw invalid(operator);
    if (value.kind !== "number") throw invalid(value);
    return { kind: "number", operator: known, value: Number(value.text.replace(",", ".")) };
  }
  const known = TEXT_OPERATORS.find((candidate) => candidate === symbol);
  if (!known) throw invalid(operator);
  if (value.kind !== "text") throw invalid(value);
  return { kind: "text", operator: known, value: value.text };
}

function subject(token: Token): { entity: Entity | "any"; key: string } {
  const name = token.text;
  const dot = name.indexOf(".");
  if (dot < 0) return { entity: isAttribute(name) ? "attribute" : "any", key: name };
  const prefix = name.slice(0, dot).toLowerCase();
  const key = name.slice(dot + 1).replace(/^[`"](.*)[`"]$/, "$1");
  const entity = (Object.keys(ENTITIES) as Entity[]).find((candidate) =>
    (ENTITIES[candidate] as readonly string[]).includes(prefix),
  );
  if (!entity || (entity === "attribute" && !isAttribute(key))) throw invalid(token);
  return { entity, key };
}

const isAttribute = (key: string): boolean => NUMBER_ATTRIBUTES.has(key) || TEXT_ATTRIBUTES.has(key);

function tokenize(filter: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = filter.trimEnd().length;
  let rest = filter.slice(0, end).trimStart();
  while (rest) {
    const index = end - rest.length;
    const token = nextToken(rest);
    if (!token) throw invalid({ text: rest, index });
    tokens.push({ kind: token.kind, text: token.text, index });
    rest = rest.slice(token.length).trimStart();
  }
  return tokens;
}

function nextToken(rest: string): (Omit<Token, "index"> & { readonly length: number }) | null {
  for (const [kind, pattern] of PATTERNS) {
    const match = pattern.exec(rest);
    if (match) return { kind, text: match[1] ?? match[2] ?? match[0], length: match[0].length };
  }
  return null;
}

/** What a filter cannot say, with the text where reading stopped and its place. */
export function invalid({ text, index }: Pick<Token, "text" | "index">): AppError {
  return new AppError("run.filter-invalid", { details: { at: text, index } });
}
