/** Detector states as JSON text and back, exact for every number: infinities and typed arrays included. */
import { AppError } from "../../errors";
import type { Detector, DetectorState } from "./detector";

const ARRAYS = { Float64Array, Uint32Array, Uint8Array } as const;
type ArrayName = keyof typeof ARRAYS;

/** The state as JSON text. */
export function serialiseState(state: DetectorState): string {
  return JSON.stringify(state, (_key, value: unknown) => {
    if (value === Infinity || value === -Infinity) return { infinity: Math.sign(value) };
    for (const name of Object.keys(ARRAYS) as ArrayName[]) {
      if (value instanceof ARRAYS[name]) return { array: name, values: Array.from(value) };
    }
    return value;
  });
}

/** The state that {@link serialiseState} wrote; text of another detector, or none, is refused. */
export function restoreState<Options extends object, State extends DetectorState & { readonly options: Options }>(
  detector: Detector<Options, State>,
  text: string,
): State {
  const stored = parse(text) as Partial<State> | null;
  if (typeof stored !== "object" || stored?.options === undefined) throw new AppError("storage.corrupt");
  const state = detector.create(stored.options);
  for (const key of Object.keys({ ...state, ...stored }) as (keyof State)[]) {
    if (kindOf(state[key]) !== kindOf(stored[key]))
      throw new AppError("storage.corrupt", { details: { key: String(key) } });
  }
  return Object.assign(state, stored);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => {
      if (typeof value !== "object" || value === null) return value;
      if ("infinity" in value) return Number(value.infinity) * Infinity;
      if ("array" in value && "values" in value) return ARRAYS[value.array as ArrayName].from(value.values as number[]);
      return value;
    });
  } catch (cause) {
    throw new AppError("storage.corrupt", { cause });
  }
}

/** The type of a field, with the length of an array. */
function kindOf(value: unknown): string {
  return ArrayBuffer.isView(value) ? `${value.constructor.name}:${value.byteLength}` : typeof value;
}
