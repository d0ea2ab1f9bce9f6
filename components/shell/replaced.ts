/** Tells the other tabs that everything stored was replaced or removed: what they show and would write is of another project. */

const CHANNEL = "ciclo-replaced";
/** A channel hears what another channel of the same page says: this tab goes its own way. */
let saidHere = false;

/** Called after a restore or after everything was removed; the tabs that hear it load themselves again. */
export function announceReplaced(): void {
  const channel = new BroadcastChannel(CHANNEL);
  saidHere = true;
  channel.postMessage(null);
  channel.close();
}

/** Calls back when another tab has replaced everything; returns how to stop listening. */
export function onReplaced(callback: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = () => {
    if (!saidHere) callback();
  };
  return () => channel.close();
}
