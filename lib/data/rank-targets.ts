/** Which columns of somebody's own data could be the question, the likeliest first, and why. Suggested, never assumed. */
import type { ColumnProfile, NumericProfile } from "./profile/profile";
import type { ColumnType } from "./schema";
import type { DatasetVersion } from "./version/dataset";

/** What speaks for a column: what it is called, its place, or what it holds. */
export type TargetReason = "named" | "last" | "two-values" | "few-values" | "number" | "none";
/** What speaks against it: nothing to tell apart, a name for each row, a moment, words, too many classes, too many gaps. */
export type TargetCaution = "constant" | "identifier" | "date" | "text" | "many-classes" | "mostly-missing";

export interface TargetSuggestion {
  readonly column: string;
  readonly reason: TargetReason;
  /** Null when nothing speaks against the column. */
  readonly caution: TargetCaution | null;
  /** Different values, missing ones not counted. */
  readonly distinct: number;
}

/** Up to so many classes a person can oversee. */
const FEW_CLASSES = 10;
/** More classes than this are rarely a question. */
const MANY_CLASSES = 30;
/** With a larger share of gaps, most rows teach nothing. */
const MOSTLY = 0.5;
const NAMED =
  /^(target|label|class|classe?|clase|y|outcome|result|resultado|objetivo|etiqueta|survived|default|churn|price|precio|species|especie)$/i;
const WEIGHT: Readonly<Record<TargetReason, number>> = {
  named: 5,
  last: 4,
  "two-values": 3,
  "few-values": 2,
  number: 1,
  none: 0,
};

/** Every column, ranked: those without a caution first, by what speaks for them, then from the last column to the first. O(columns). */
export function rankTargets({ schema, profile, rowCount }: DatasetVersion): readonly TargetSuggestion[] {
  const profiles = new Map(profile.columns.map((column) => [column.name, column]));
  const places = new Map(schema.map(({ name }, place) => [name, place]));
  const suggestions = schema.flatMap(({ name, type }, place): readonly TargetSuggestion[] => {
    const column = profiles.get(name);
    if (!column) return [];
    const reason = reasonOf(column, place === schema.length - 1);
    return [{ column: name, reason, caution: cautionOf(column, type, rowCount), distinct: column.distinct }];
  });
  const rank = ({ reason, caution }: TargetSuggestion): number => WEIGHT[reason] - (caution === null ? 0 : 10);
  return suggestions.toSorted((a, b) => rank(b) - rank(a) || (places.get(b.column) ?? 0) - (places.get(a.column) ?? 0));
}

function reasonOf(column: ColumnProfile, last: boolean): TargetReason {
  if (NAMED.test(column.name)) return "named";
  if (last) return "last";
  if (column.distinct === 2) return "two-values";
  if (column.distinct > 2 && column.distinct <= FEW_CLASSES) return "few-values";
  return column.kind === "numeric" ? "number" : "none";
}

function cautionOf(column: ColumnProfile, type: ColumnType, rowCount: number): TargetCaution | null {
  if (column.distinct < 2) return "constant";
  if (type === "date") return "date";
  if (column.missing > rowCount * MOSTLY) return "mostly-missing";
  if (isIdentifier(column, rowCount)) return "identifier";
  if (type === "text") return "text";
  return column.kind === "categorical" && column.distinct > MANY_CLASSES ? "many-classes" : null;
}

/** Another value in every row, as names and counted numbers have. */
function isIdentifier(column: ColumnProfile, rowCount: number): boolean {
  if (column.missing > 0 || column.distinct < rowCount || rowCount <= FEW_CLASSES) return false;
  return column.kind === "categorical" || isCounted(column, rowCount);
}

function isCounted({ min, max }: NumericProfile, rowCount: number): boolean {
  return min !== null && max !== null && Number.isInteger(min) && max - min === rowCount - 1;
}
