/**
 * Comlink keeps only name, message and stack of a thrown error. This handler sends {@link toWire}'s plain JSON instead, so that
 * an AppError keeps its code and details on the other side. Import it on both sides of a thread.
 */
import { transferHandlers } from "comlink";
import { fromWire, toWire, type WireError } from "../lib/errors";

interface Thrown {
  readonly value: unknown;
}

/** Makes error codes cross threads; safe to call more than once. */
export function installWireErrors(): void {
  const throwHandler = transferHandlers.get("throw");
  if (!throwHandler) return;
  transferHandlers.set("throw", {
    canHandle: (value): value is Thrown => throwHandler.canHandle(value),
    serialize: (thrown: Thrown): [WireError, Transferable[]] => [toWire(thrown.value), []],
    deserialize: (wire: WireError): never => {
      throw fromWire(wire);
    },
  });
}
