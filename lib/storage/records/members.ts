/** What the schemas of stored records are made of. Each names every member of its type: one that is forgotten is a type error. */
import { z } from "zod";
import type { WireError } from "../../errors";

// Pages forbid code made from text; zod would try it, and the browser would report the try.
z.config({ jitless: true });

/** Later than any virtual minute: about two thousand years. */
const MOST_MINUTES = 1e9;
/** The last moment that a date can be. */
const LAST_DATE_MS = 8.64e15;

export const id = z.string().min(1);
export const hex32 = z.string().regex(/^[0-9a-f]{32}$/);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const decimal = z.string().regex(/^\d+$/);
export const text = z.string();
export const count = z.number().int().nonnegative();
export const finite = z.number();
/** What was measured or computed: a diverged training's loss is NaN, and must stay it. */
export const figure = z.custom<number>((value) => typeof value === "number");
export const share = z.number().min(0).max(1);
export const percent = z.number().min(0).max(100);
export const minute = z.number().min(0).max(MOST_MINUTES);
export const time = z.number().min(0).max(LAST_DATE_MS);
export const flag = z.boolean();
export const texts = z.array(text);
/** JSON of few words, as the journal keeps it. */
export const plain = z.union([text, figure, flag, z.null()]);

/** A value under every name. `z.record` never looks at a name `__proto__`; what is checked here is kept as it is, with that name. */
export const bagOf = <Value extends z.ZodType>(value: Value) => z.record(z.string(), value);

type Members<T> = {
  readonly [Member in keyof T]-?: Record<never, never> extends Pick<T, Member> ? z.ZodOptional : z.ZodType;
};

/** The schema of an object with these members, all of its type's; others pass as they are. */
export const membersOf =
  <T>() =>
  <Shape extends Members<T>>(members: Shape) =>
    z.looseObject(members);

type Kinds<T extends { readonly kind: string }> = {
  readonly [Kind in T["kind"]]: Members<Omit<Extract<T, { readonly kind: Kind }>, "kind">>;
};

/** One of a union that is told apart by `kind`, with the members of each: a kind that is forgotten is a type error. */
export const kindsOf =
  <T extends { readonly kind: string }>() =>
  (kinds: Kinds<T>) => {
    const schemas = Object.entries<z.ZodRawShape>(kinds as Readonly<Record<string, z.ZodRawShape>>).map(
      ([kind, members]) => z.looseObject({ kind: z.literal(kind), ...members }),
    );
    type Schema = (typeof schemas)[number];
    return z.discriminatedUnion("kind", schemas as [Schema, ...Schema[]]);
  };

/** One of a union of words: a word that is forgotten is a type error. */
export const oneOf = <Word extends string>(words: Readonly<Record<Word, true>>) =>
  z.enum(Object.keys(words) as [Word, ...Word[]]);

export const wireError = membersOf<WireError>()({
  // One of an earlier Ciclo may have gone since; the page says then that something unexpected happened.
  code: text,
  details: bagOf(plain),
  debug: text.optional(),
});

/** Whether one value is as it must be: quicker than a schema, for tables that hold thousands of records. */
export type IsRight = (value: unknown) => boolean;

export const isText: IsRight = (value) => typeof value === "string";
export const isFigure: IsRight = (value) => typeof value === "number";
export const isFigureOrNull: IsRight = (value) => typeof value === "number" || value === null;
export const isCount: IsRight = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
export const isMinute: IsRight = (value) => typeof value === "number" && value >= 0 && value <= MOST_MINUTES;
export const isTime: IsRight = (value) => typeof value === "number" && value >= 0 && value <= LAST_DATE_MS;
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const optional =
  (isRight: IsRight): IsRight =>
  (value) =>
    value === undefined || isRight(value);

/** The first member of an object that is not as it must be, dotted through a list of objects below; null where all are right. */
export type FaultIn = (value: unknown) => string | null;

/** Looks at the members of an object by hand; the value itself is the fault "" where it is no object. */
export function membersByHand<T>(members: {
  readonly [Member in keyof T]-?: IsRight | { readonly each: FaultIn };
}): FaultIn {
  const entries = Object.entries<IsRight | { readonly each: FaultIn }>(members);
  return (value) => {
    if (!isObject(value)) return "";
    for (const [name, isRight] of entries) {
      const fault =
        typeof isRight === "function" ? (isRight(value[name]) ? null : "") : faultInList(value[name], isRight.each);
      if (fault !== null) return fault === "" ? name : `${name}.${fault}`;
    }
    return null;
  };
}

function faultInList(list: unknown, faultIn: FaultIn): string | null {
  if (!Array.isArray(list)) return "";
  for (const [index, value] of list.entries()) {
    const fault = faultIn(value);
    if (fault !== null) return fault === "" ? String(index) : `${index}.${fault}`;
  }
  return null;
}
