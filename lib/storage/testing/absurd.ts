/** Damage of stored records: one member, at any depth, that is gone or absurd. For tests only. */
import fc from "fast-check";

/** What may stand in the place of a member; undefined takes it away. */
const ABSURD = [undefined, null, NaN, -1, 1e308, Infinity, "", "DREAMING", true, [], {}, [null], { __proto__: null }];

export const absurdity = fc.record({ which: fc.nat(), where: fc.nat(), absurd: fc.constantFrom(...ABSURD) });

type Absurdity = typeof absurdity extends fc.Arbitrary<infer Value> ? Value : never;

/** The entry at a place that may be beyond the end. */
export const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;

/** The record with one member changed, none of those that are its key. */
export function damaged(record: object, key: readonly unknown[], { where, absurd }: Absurdity): object {
  const members = pathsIn(record).filter(([name]) => !key.includes(name));
  return changed(record, pick(members, where), absurd) as object;
}

type Path = readonly string[];

function pathsIn(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [[...at, name], ...pathsIn(member, [...at, name])]);
}

function changed(value: unknown, [name, ...rest]: Path, absurd: unknown): unknown {
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  const next = rest.length > 0 ? changed(copy[name!], rest, absurd) : absurd;
  if (rest.length === 0 && absurd === undefined) delete copy[name!];
  // Set as the name it is: `copy.__proto__ = …` would change what the object is.
  else Object.defineProperty(copy, name!, { value: next, enumerable: true, writable: true, configurable: true });
  return copy;
}
