/** Keeps a notebook at rest: the document a moment after the last edit, everything else at once. */
import { toWire } from "../../errors";
import type { WireError } from "../../errors";
import type { Timer } from "./timer";

/** Time after the last edit until the document is saved. */
export const SAVE_DELAY_MS = 400;
/** Time after the first edit that is not saved: who types without a pause is saved all the same. */
export const LONGEST_UNSAVED_MS = 800;

export interface NotebookSaver {
  /** Nothing waits to be saved or is on its way: until then what the store shows may be older than the document. */
  readonly saved: boolean;
  /** The last write that failed, until one succeeds. */
  readonly error: WireError | null;
  saveSoon(): void;
  /** Saves at once what waits to be saved. */
  flush(): Promise<void>;
  /** Follows a write. One that fails is shown, not thrown: the notebook stays usable and the next save tries again. */
  follow(write: Promise<void>): Promise<void>;
}

/** A saver with nothing to save. `save` writes the document as it is then; `onChange` is called when `saved` or `error` change later. */
export function createSaver(options: {
  readonly timer: Timer;
  readonly save: () => Promise<void>;
  readonly onChange: () => void;
}): NotebookSaver {
  const { timer, onChange } = options;
  let error: WireError | null = null;
  let cancelWait: (() => void) | null = null;
  let cancelLongest: (() => void) | null = null;
  let underway = 0;

  const follow = async (write: Promise<void>): Promise<void> => {
    const before = error;
    try {
      await write;
      error = null;
    } catch (failure) {
      error = toWire(failure);
    }
    if (before !== error) onChange();
  };
  const save = async (): Promise<void> => {
    cancelWait?.();
    cancelLongest?.();
    cancelWait = cancelLongest = null;
    underway += 1;
    await follow(options.save());
    underway -= 1;
    onChange();
  };
  return {
    get saved() {
      return cancelWait === null && underway === 0;
    },
    get error() {
      return error;
    },
    saveSoon() {
      cancelWait?.();
      cancelWait = timer.after(SAVE_DELAY_MS, () => void save());
      cancelLongest ??= timer.after(LONGEST_UNSAVED_MS, () => void save());
    },
    async flush() {
      if (cancelWait !== null) await save();
    },
    follow,
  };
}
