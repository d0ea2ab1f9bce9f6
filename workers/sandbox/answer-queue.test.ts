import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "../../lib/errors";
import { answerQueue, PAUSE_MS } from "./answer-queue";
import type { CapabilityCall } from "./capability-call";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const call = (id: number): CapabilityCall => ({ id, method: "rows", handle: {}, options: {} });

function flooded(answer: (call: CapabilityCall) => Promise<unknown> = async ({ id }) => id) {
  const posted: unknown[] = [];
  const queue = answerQueue({ answer, post: (message) => posted.push(JSON.parse(message)) });
  for (let id = 1; id <= 1_000; id++) queue.ask(call(id));
  return { queue, posted };
}

describe("the answers of a cell's calls", () => {
  it("come one after another, with a pause for the page after each", async () => {
    const { posted } = flooded();
    await vi.advanceTimersByTimeAsync(0);
    expect(posted).toEqual([{ kind: "answer", id: 1, ok: true, value: 1 }]);
    await vi.advanceTimersByTimeAsync(5 * PAUSE_MS);
    expect(posted).toHaveLength(6);
  });

  it("end at once when the cell is stopped, also the one that is being looked up", async () => {
    let found = (_: unknown): void => undefined;
    const { queue, posted } = flooded(() => new Promise((resolve) => (found = resolve)));
    queue.close();
    found("too late");
    queue.ask(call(1_001));
    await vi.advanceTimersByTimeAsync(100 * PAUSE_MS);
    expect(posted).toEqual([]);
  });

  it("say by code what is refused, and go on", async () => {
    const { posted } = flooded(async ({ id }) => {
      if (id === 1) throw new AppError("code.capability-denied");
      return id;
    });
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(posted).toEqual([
      { kind: "answer", id: 1, ok: false, code: "code.capability-denied", details: {} },
      { kind: "answer", id: 2, ok: true, value: 2 },
    ]);
  });
});
