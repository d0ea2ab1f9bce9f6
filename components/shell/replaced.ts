/** Tells the other tabs that everything stored was replaced or removed: what they show and would write is of another project. */

const CHANNEL = "ciclo-replaced";

/** Called after a restore or after everything was removed; the tabs that hear it load themselves again. */
export function announceReplaced(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

/** Calls back when another tab has replaced everything; returns how to stop listening. */
export function onReplaced(callback: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = callback;
  return () => channel.close();
}
