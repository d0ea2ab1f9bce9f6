/** Looking something up by a name that a person gave: `constructor`, `toString` and `__proto__` are columns like any other. */

/** The record's own value of that name; undefined where it has none, whatever every object has by that name. */
export function ownValue<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
