/**
 * Where the threads of a burst wait for each other. Two words in memory: how many have arrived, and how often all have. The last one
 * to arrive starts the next round; the others look for a while and then sleep. Without threads there is nothing to wait for.
 */

/** Looks before a thread sleeps: some tens of microseconds, longer than most waits. */
const LOOKS = 20_000;
/** A thread that has not come within a minute is dead. */
const TIMEOUT_NS: i64 = 60_000_000_000;

let arrived: usize = 0;
let round: usize = 0;
let broken: usize = 0;
let maySleep: i32 = 0;
let threads: i32 = 1;

/**
 * `block`: arrived, whether this burst's threads may sleep (a page's own thread may not), whether a thread has failed; and in the next
 * cache line the round.
 */
export function setBarrier(block: usize, count: i32): void {
  arrived = block;
  round = block + 64;
  threads = count;
  broken = block + 8;
  maySleep = load<i32>(block, 4);
}

/** Waits for all threads; false when one failed or never came. */
export function barrier(): bool {
  if (threads <= 1) return true;
  if (!ASC_FEATURE_THREADS) return false;
  return wait();
}

function wait(): bool {
  if (ASC_FEATURE_THREADS) {
    const mine = atomic.load<i32>(round);
    if (atomic.add<i32>(arrived, 1) == threads - 1) {
      atomic.store<i32>(arrived, 0);
      atomic.store<i32>(round, mine + 1);
      atomic.notify(round, -1);
      return true;
    }
    for (let look = 0; look < LOOKS; look++) {
      if (atomic.load<i32>(round) != mine) return true;
    }
    while (atomic.load<i32>(round) == mine) {
      if (atomic.load<i32>(broken)) return false;
      if (maySleep && atomic.wait<i32>(round, mine, TIMEOUT_NS) == 2) return false;
    }
  }
  return true;
}
