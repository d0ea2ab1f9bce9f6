/**
 * The catalogue: `en` is the source of truth, `es` must have the same keys (a missing one is a type error).
 * A message is a template with `{name}` places, or plural forms chosen by `{count}`.
 */
import type { en } from "./en";

export const LOCALES = ["es", "en"] as const;
export type Locale = (typeof LOCALES)[number];

export interface PluralMessage {
  readonly one: string;
  readonly other: string;
}

/** The shape of a catalogue: the keys of English with any text. */
export type Widen<T> = {
  readonly [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends PluralMessage
      ? PluralMessage
      : Widen<T[Key]>;
};
export type Messages = Widen<typeof en>;

type Path<T> = {
  [Key in keyof T & string]: T[Key] extends string | PluralMessage ? Key : `${Key}.${Path<T[Key]>}`;
}[keyof T & string];

/** Every message id, dotted: `home.start`. */
export type MessageKey = Path<Messages>;

export type MessageValues = Readonly<Record<string, string | number>>;

export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** A translator over one catalogue. Numbers in places are written in the number region. */
export function translator(messages: Messages, locale: Locale, formatNumber: (value: number) => string): Translate {
  const rules = new Intl.PluralRules(locale);
  return (key, values = {}) => {
    const message = lookup(messages, key);
    if (message === undefined) return key;
    const template =
      typeof message === "string" ? message : pluralForm(message, rules.select(Number(values["count"] ?? 0)));
    return template.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = values[name];
      if (value === undefined) return place;
      return typeof value === "number" ? formatNumber(value) : value;
    });
  };
}

function pluralForm(message: PluralMessage, form: Intl.LDMLPluralRule): string {
  return form === "one" ? message.one : message.other;
}

function lookup(messages: Messages, key: string): string | PluralMessage | undefined {
  let node: unknown = messages;
  for (const part of key.split(".")) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, part)) return undefined;
    node = (node as Record<string, unknown>)[part];
  }
  return node as string | PluralMessage | undefined;
}
