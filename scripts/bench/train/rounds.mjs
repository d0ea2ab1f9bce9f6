/** Interleaved rounds: every peer runs a little, in turn, again and again, so that a busy moment of the machine meets all alike. */
import { median } from "../results.mjs";

const WARM_UP_MS = 400;
const ROUND_MS = 150;
const ROUNDS = 9;
/** A peer whose step is slower than this gets few rounds: its spread is small beside it. */
const SLOW_STEP_MS = 200;
const SLOW_ROUNDS = 3;

/**
 * Milliseconds per step of each opened session: `{ label, ms, spread, loss }`, where spread is the distance between the quarters
 * divided by the median.
 */
export async function measureSessions(sessions) {
  const timed = [];
  for (const session of sessions) timed.push({ ...session, ...(await warmUp(session)), samples: [] });
  for (let round = 0; round < ROUNDS; round++) {
    for (const peer of timed) {
      if (round >= SLOW_ROUNDS && peer.estimateMs > SLOW_STEP_MS) continue;
      const { ms, loss } = await peer.run(peer.steps);
      peer.samples.push(ms / peer.steps);
      peer.loss = loss;
    }
  }
  return timed.map(({ label, samples, loss }) => ({ label, ms: median(samples), spread: spreadOf(samples), loss }));
}

/** Runs until the engine is warm; the steps that fill a round. */
async function warmUp({ run }) {
  let steps = 1;
  let spentMs = 0;
  let estimateMs = Infinity;
  while (spentMs < WARM_UP_MS) {
    const { ms } = await run(steps);
    spentMs += ms;
    estimateMs = ms / steps;
    if (ms < ROUND_MS / 2) steps *= 2;
  }
  return { steps: Math.max(1, Math.round(ROUND_MS / estimateMs)), estimateMs };
}

function spreadOf(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  return (at(0.75) - at(0.25)) / median(samples);
}
