/** How a filter over runs may go on: names that the runs know, for the word that is being typed. */
import type { Run } from "../run";
import { TEXT_ATTRIBUTES } from "./run-filter";

const MOST = 12;

/** Whole filters, each with its last word completed; none when the last word is not the beginning of a name. */
export function filterSuggestions(runs: readonly Run[], filter: string): readonly string[] {
  const typed = /[\p{L}_][\p{L}\p{N}_.-]*$/u.exec(filter)?.[0] ?? "";
  // Right after an operator a value is wanted, not a name.
  const before = filter.slice(0, filter.length - typed.length);
  if (/(?:[<>=]|like)\s*$/i.test(before) || /['"]$/.test(before)) return [];
  const wanted = typed.toLowerCase();
  return namesOf(runs)
    .filter((name) => name.toLowerCase().startsWith(wanted) && name !== typed)
    .slice(0, MOST)
    .map((name) => `${before}${name} `);
}

function namesOf(runs: readonly Run[]): readonly string[] {
  const keys = runs.flatMap((run) => [...Object.keys(run.params), ...Object.keys(run.metrics)]);
  return [...[...new Set(keys)].sort(), ...TEXT_ATTRIBUTES];
}
