/**
 * The threads of one plan. The caller's thread is number 0 and takes part. A burst begins only when every thread has read the command
 * for it; when one died, or does not answer within two seconds, all are given up and the caller goes on alone, with the same bits.
 */
import { AppError } from "../../../errors";
import type { KernelExports } from "./kernel-exports";
import type { BurstRunner } from "./placed-plan";
import type { PooledThread } from "./pooled-thread";

/** Words of the control block, see `kernel-thread.ts`. */
const NUMBER = 0;
const COMMAND = 1;
const BLOCK = 2;
const GO = 3;
const SEEN = 16;
const LEAVE = 0;
const BURST = 1;
const GIVEN_UP = -1;

const PATIENCE_MS = 2_000;
/** The same for a thread that may not sleep: about as long. */
const PATIENCE_LOOKS = 5e8;

/** A control block for `threads` threads, the caller's included. */
export function controlBlock(threads: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * (SEEN + threads)));
}

export interface CrewOptions {
  readonly kernel: KernelExports;
  readonly control: Int32Array;
  /** They have answered that they are ready. */
  readonly helpers: readonly PooledThread[];
  /** Takes the helpers back: they can serve another plan. */
  readonly release: (helpers: readonly PooledThread[]) => void;
  readonly end: (helper: PooledThread) => void;
}

export function threadCrew(options: CrewOptions): BurstRunner {
  const { kernel, control, helpers } = options;
  const maySleep = callerMaySleep();
  let together = true;
  const giveUp = (): void => {
    if (!together) return;
    together = false;
    Atomics.store(control, GO, GIVEN_UP);
    Atomics.notify(control, GO);
    helpers.forEach(options.end);
  };
  for (const helper of helpers) helper.whenDead = giveUp;
  const reach = (command: number, block: number): boolean => {
    const number = issue(control, command, block);
    if (helpers.every((_, index) => hasRead(control, { thread: index + 1, number, maySleep }))) return true;
    giveUp();
    return false;
  };
  return {
    threads: () => (together ? helpers.length + 1 : 1),
    maySleep,
    run(block, write) {
      write(helpers.length + 1);
      if (together && reach(BURST, block)) begin(control);
      else write(1);
      const finished = runPart(kernel, block);
      if (finished === true) return;
      giveUp();
      throw new AppError("training.device-lost", { details: { device: "wasm" }, cause: finished });
    },
    close() {
      if (!together || !reach(LEAVE, 0)) return;
      together = false;
      options.release(helpers);
    },
  };
}

/** The caller's part: true when all threads came to every barrier, else why not. */
function runPart(kernel: KernelExports, block: number): unknown {
  try {
    return kernel.run(block, 0) === 0 || "a thread ended in the middle of a burst";
  } catch (error) {
    return error;
  }
}

/** Writes a command and wakes whoever sleeps; its number. */
function issue(control: Int32Array, command: number, block: number): number {
  const number = (Atomics.load(control, NUMBER) + 1) & 0x3fff_ffff;
  Atomics.store(control, COMMAND, command);
  Atomics.store(control, BLOCK, block);
  Atomics.store(control, NUMBER, number);
  Atomics.notify(control, NUMBER);
  return number;
}

function begin(control: Int32Array): void {
  Atomics.store(control, GO, Atomics.load(control, NUMBER));
  Atomics.notify(control, GO);
}

/** Waits until a thread has read a command; false when it does not in time. */
function hasRead(
  control: Int32Array,
  wait: { readonly thread: number; readonly number: number; readonly maySleep: boolean },
): boolean {
  const word = SEEN + wait.thread;
  for (let look = 0; look < (wait.maySleep ? 1_000 : PATIENCE_LOOKS); look++) {
    if (Atomics.load(control, word) === wait.number) return true;
  }
  if (!wait.maySleep) return false;
  for (;;) {
    const seen = Atomics.load(control, word);
    if (seen === wait.number) return true;
    if (Atomics.wait(control, word, seen, PATIENCE_MS) === "timed-out") return false;
  }
}

/** Workers and Node may sleep on shared memory, a page's own thread may not. */
function callerMaySleep(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
    return true;
  } catch {
    return false;
  }
}
