import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSaver, LONGEST_UNSAVED_MS, SAVE_DELAY_MS } from "./notebook-saver";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function saver() {
  const saved: string[] = [];
  let text = "";
  const made = createSaver({
    timer: {
      after: (ms, callback) => {
        const handle = setTimeout(callback, ms);
        return () => clearTimeout(handle);
      },
    },
    save: async () => void saved.push(text),
    onChange: () => undefined,
  });
  const type = (more: string) => {
    text += more;
    made.saveSoon();
  };
  return { made, saved, type };
}

describe("the saver of a notebook", () => {
  it("saves a moment after the last edit, once", async () => {
    const { made, saved, type } = saver();
    type("a");
    type("b");
    expect(made.saved).toBe(false);
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    expect(saved).toEqual(["ab"]);
    await vi.advanceTimersByTimeAsync(10 * LONGEST_UNSAVED_MS);
    expect([saved, made.saved]).toEqual([["ab"], true]);
  });

  it("never lets a keystroke wait longer than a second, however long somebody types without a pause", async () => {
    const { saved, type } = saver();
    for (let key = 0; key < 76; key++) {
      type("x");
      await vi.advanceTimersByTimeAsync(150);
      const typed = key + 1;
      const kept = saved.at(-1)?.length ?? 0;
      expect((typed - kept) * 150).toBeLessThanOrEqual(1_000);
    }
  });

  it("saves at once when it is asked to, and not again", async () => {
    const { made, saved, type } = saver();
    type("a");
    await made.flush();
    await made.flush();
    await vi.advanceTimersByTimeAsync(10 * LONGEST_UNSAVED_MS);
    expect(saved).toEqual(["a"]);
  });
});
