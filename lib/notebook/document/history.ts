/** Undo and redo over immutable documents. */

export const HISTORY_LIMIT = 100;
/** Edits of the same field closer together than this are one step. */
export const COALESCE_MS = 1_000;

export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  readonly lastKey: string | null;
  readonly lastAtMs: number;
}

/** A history with nothing to undo. */
export function historyOf<State>(present: State): History<State> {
  return { past: [], present, future: [], lastKey: null, lastAtMs: 0 };
}

/** A step forward; a quick edit with the same key joins the last one. */
export function record<State>(
  history: History<State>,
  present: State,
  edit: { readonly key: string | null; readonly atMs: number },
): History<State> {
  const joins = edit.key !== null && edit.key === history.lastKey && edit.atMs - history.lastAtMs <= COALESCE_MS;
  const past = joins ? history.past : [...history.past, history.present].slice(-HISTORY_LIMIT);
  return { past, present, future: [], lastKey: edit.key, lastAtMs: edit.atMs };
}

/** Changes every state of the history alike, without a step: for changes that are not the person's. */
export function rewrite<State>(history: History<State>, change: (state: State) => State): History<State> {
  return {
    ...history,
    past: history.past.map(change),
    present: change(history.present),
    future: history.future.map(change),
  };
}

/** One step back; the same history when there is none. */
export function undo<State>(history: History<State>): History<State> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present,
    future: [history.present, ...history.future],
    lastKey: null,
    lastAtMs: 0,
  };
}

/** One step forward again; the same history when there is none. */
export function redo<State>(history: History<State>): History<State> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, lastKey: null, lastAtMs: 0 };
}
