/** Answers the calls of a cell one after another, with a pause after each: a cell that never stops asking leaves the page its time. */
import { toWire } from "../../lib/errors";
import type { CapabilityCall } from "./capability-call";

/** Between an answer and the next: a hundred a second at most. */
export const PAUSE_MS = 10;

export interface AnswerQueue {
  /** Takes a call; its answer is posted when its turn comes. */
  ask(call: CapabilityCall): void;
  /** Ends the queue: nothing is answered from now on, also not what is being looked up. */
  close(): void;
}

/** A queue that posts `{ kind: "answer", id, ok, value | code }` as JSON. */
export function answerQueue(options: {
  readonly answer: (call: CapabilityCall) => Promise<unknown>;
  readonly post: (message: string) => void;
}): AnswerQueue {
  const waiting: CapabilityCall[] = [];
  let working = false;
  let closed = false;

  const work = async (): Promise<void> => {
    working = true;
    for (let call = waiting.shift(); call && !closed; call = waiting.shift()) {
      const message = await answerOf(call, options.answer);
      if (closed) break;
      options.post(message);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    working = false;
  };
  return {
    ask: (call) => {
      if (closed) return;
      waiting.push(call);
      if (!working) void work();
    },
    close: () => {
      closed = true;
      waiting.length = 0;
    },
  };
}

async function answerOf(call: CapabilityCall, answer: (call: CapabilityCall) => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify({ kind: "answer", id: call.id, ok: true, value: await answer(call) });
  } catch (error) {
    const { code, details } = toWire(error);
    return JSON.stringify({ kind: "answer", id: call.id, ok: false, code, details });
  }
}
