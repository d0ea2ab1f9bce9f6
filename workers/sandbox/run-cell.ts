/**
 * Runs one compiled cell in a fresh opaque frame and takes the frame away afterwards. Stop is a polite abort for 250 ms, then
 * `iframe.remove()`: that ends an endless loop and a message flood alike.
 */
import { z } from "zod";
import { AppError } from "../../lib/errors";
import type { DisplayItem } from "../../lib/notebook/code/display";
import { answerQueue } from "./answer-queue";
import { capabilityCall, type CapabilityCall } from "./capability-call";

const ABORT_GRACE_MS = 250;
const START_LIMIT_MS = 15_000;
const MAX_DISPLAY_ITEMS = 500;

const cellValue = z.union([z.string(), z.number(), z.null()]);
const displayItem = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string().max(20_000) }),
  z.object({ kind: z.literal("log"), text: z.string().max(200_000) }),
  z.object({
    kind: z.literal("table"),
    columns: z.array(z.string()).max(500),
    rows: z.array(z.array(cellValue)).max(200),
    totalRows: z.number(),
  }),
]);
const endMessage = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), exports: z.record(z.string(), z.unknown()) }),
  z.object({ ok: z.literal(false), message: z.string(), line: z.number().nullable() }),
]);
const droppedMessage = z.object({ messages: z.number() });

export interface RunCellOptions {
  /** Names and values of the function's parameters; values are plain JSON. */
  readonly scope: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Answers a capability call, or throws `code.capability-denied`. */
  readonly answer: (call: CapabilityCall) => Promise<unknown>;
  readonly onDisplay: (items: readonly DisplayItem[]) => void;
  readonly signal: AbortSignal;
}

export interface CellOutcome {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly display: readonly DisplayItem[];
}

/** Runs the cell. Errors: `cancelled` when stopped, `code.runtime` with line and text, `worker.timeout` when the frame does not start. */
export function runCell(options: RunCellOptions): Promise<CellOutcome> {
  return new Promise((resolve, reject) => {
    const display: DisplayItem[] = [];
    const frame = hiddenFrame();
    const channel = new MessageChannel();
    const port = channel.port1;
    const answers = answerQueue({ answer: options.answer, post: (message) => port.postMessage(message) });
    const startTimer = setTimeout(
      () => finish(() => reject(new AppError("worker.timeout", { details: { worker: "code" } }))),
      START_LIMIT_MS,
    );
    let graceTimer: ReturnType<typeof setTimeout> | undefined;

    const finish = (settle: () => void) => {
      clearTimeout(startTimer);
      clearTimeout(graceTimer);
      removeEventListener("message", onReady);
      options.signal.removeEventListener("abort", onAbort);
      answers.close();
      port.close();
      frame.remove();
      settle();
    };
    const onReady = (event: MessageEvent) => {
      if (event.source === frame.contentWindow && event.data === "ciclo:ready") {
        frame.contentWindow?.postMessage("ciclo:port", "*", [channel.port2]);
      }
    };
    const onAbort = () => {
      answers.close();
      port.postMessage(JSON.stringify({ kind: "abort" }));
      graceTimer = setTimeout(() => finish(() => reject(new AppError("cancelled"))), ABORT_GRACE_MS);
    };
    const show = (item: DisplayItem) => {
      if (display.length >= MAX_DISPLAY_ITEMS) display.splice(0, 1);
      display.push(item);
      options.onDisplay([...display]);
    };

    port.onmessage = (event: MessageEvent) => {
      const message = parseMessage(event.data);
      switch (message?.lane) {
        case "ready":
          clearTimeout(startTimer);
          port.postMessage(
            JSON.stringify({
              kind: "run",
              names: Object.keys(options.scope),
              values: Object.values(options.scope),
              body: options.body,
            }),
          );
          break;
        case "display":
          show(message.item);
          break;
        case "dropped":
          countDropped(display, message.messages);
          options.onDisplay([...display]);
          break;
        case "call":
          answers.ask(message.call);
          break;
        case "end":
          finish(() => {
            if (options.signal.aborted) reject(new AppError("cancelled"));
            else if (message.end.ok) resolve({ exports: message.end.exports, display });
            else
              reject(new AppError("code.runtime", { details: { line: message.end.line, text: message.end.message } }));
          });
          break;
        case undefined:
          break;
      }
    };

    addEventListener("message", onReady);
    options.signal.addEventListener("abort", onAbort);
    document.body.append(frame);
    if (options.signal.aborted) onAbort();
  });
}

function hiddenFrame(): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.style.cssText = "position:absolute;width:0;height:0;border:0;visibility:hidden";
  frame.src = "/sbx/frame";
  return frame;
}

type Message =
  | { readonly lane: "ready" }
  | { readonly lane: "display"; readonly item: DisplayItem }
  | { readonly lane: "dropped"; readonly messages: number }
  | { readonly lane: "call"; readonly call: CapabilityCall }
  | { readonly lane: "end"; readonly end: z.infer<typeof endMessage> };

/** A relayed message, or null when it is not one: untrusted code may post anything. */
function parseMessage(data: unknown): Message | null {
  if (typeof data !== "string") return null;
  let json: unknown;
  try {
    json = JSON.parse(data.slice(1));
  } catch {
    return null;
  }
  switch (data[0]) {
    case "R":
      return { lane: "ready" };
    case "D":
    case "L": {
      const item = displayItem.safeParse(json);
      return item.success ? { lane: "display", item: item.data } : null;
    }
    case "X": {
      const dropped = droppedMessage.safeParse(json);
      return dropped.success ? { lane: "dropped", messages: dropped.data.messages } : null;
    }
    case "C": {
      const call = capabilityCall.safeParse(json);
      return call.success ? { lane: "call", call: call.data } : null;
    }
    case "E": {
      const end = endMessage.safeParse(json);
      return end.success ? { lane: "end", end: end.data } : null;
    }
    default:
      return null;
  }
}

/** One running total at the end of the list, not one line a tick. */
function countDropped(display: DisplayItem[], messages: number): void {
  const at = display.findIndex((item) => item.kind === "dropped");
  const before = at < 0 ? 0 : (display[at] as { readonly messages: number }).messages;
  if (at >= 0) display.splice(at, 1);
  display.push({ kind: "dropped", messages: before + messages });
}
