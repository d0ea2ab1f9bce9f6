/** Who was champion when, and why: read from the journal, which alone records it. */
import type { Actor, Cause, JournalEntry } from "../journal";
import type { AliasReason } from "./registered-model";

export interface ChampionTerm {
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
  };
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
