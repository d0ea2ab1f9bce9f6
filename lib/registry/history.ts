/** Who was champion when, and why: read from the journal, which alone records it. */
import type { Actor, Cause, JournalEntry } from "../journal";
import { METRICS } from "../data/goal";
import type { GoalMiss } from "../evaluation/goal-miss";
import { GATE_GROUNDS } from "./gate-types";
import type { AliasReason, Standing } from "./registered-model";

export interface ChampionTerm extends Standing {
  readonly modelName: string;
  /** Null when the alias was taken away. */
  readonly version: string | null;
  readonly fromMs: number;
  /** Start of the next term; null while it lasts. */
  readonly untilMs: number | null;
  readonly reason: AliasReason;
  readonly actor: Actor;
  readonly cause: Cause | null;
  readonly virtualMinute: number | null;
  /** Why, in the words of the person who chose it; null where nobody gave a reason. */
  readonly note: string | null;
}

/** Terms of the champions, newest first, from journal entries in any order: of one model, or of each model when absent. */
export function championHistory(entries: readonly JournalEntry[], modelName?: string): readonly ChampionTerm[] {
  const moves = entries
    .filter(({ command, details }) => command === "alias.set" && details.alias === "champion")
    .filter(({ details }) => modelName === undefined || details.modelName === modelName)
    .toSorted((a, b) => b.atMs - a.atMs);
  const nextStart = new Map<string, number>();
  return moves.map((entry) => {
    const name = textOf(entry.details.modelName) ?? "";
    const untilMs = nextStart.get(name) ?? null;
    nextStart.set(name, entry.atMs);
    return termOf(entry, { name, untilMs });
  });
}

function termOf(entry: JournalEntry, term: { readonly name: string; readonly untilMs: number | null }): ChampionTerm {
  const { details, atMs, actor, cause, virtualMinute } = entry;
  return {
    modelName: term.name,
    version: textOf(details.to),
    fromMs: atMs,
    untilMs: term.untilMs,
    reason: isReason(details.reason) ? details.reason : "chosen",
    actor,
    cause,
    virtualMinute,
    note: entry.note ?? null,
    ...standingOf(details),
  };
}

/** What the journal keeps of a version's standing beside its alias. */
export function standingDetails({ missed, ground }: Standing): JournalEntry["details"] {
  return {
    ...(missed && { metric: missed.metric, missedValue: missed.value, missedMinimum: missed.minimum }),
    ...(ground && { ground }),
  };
}

/** The reverse of `standingDetails`; entries of earlier versions say nothing. */
function standingOf(details: JournalEntry["details"]): Standing {
  const { missedValue: value, missedMinimum: minimum } = details;
  const metric = METRICS.find((name) => name === details.metric);
  const missed: GoalMiss | null =
    metric && typeof value === "number" && typeof minimum === "number" ? { metric, value, minimum } : null;
  return { missed, ground: GATE_GROUNDS.find((ground) => ground === details.ground) ?? null };
}

const REASONS: readonly unknown[] = [
  "first-version",
  "chosen",
  "gate-blessed",
  "rolled-back",
  "challenger",
  "deleted",
  "brought-back",
] satisfies readonly AliasReason[];

function isReason(value: unknown): value is AliasReason {
  return REASONS.includes(value);
}

function textOf(value: string | number | boolean | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
