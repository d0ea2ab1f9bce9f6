/**
 * What a kernel thread does, whatever kind of thread it is: it takes part in the bursts of one plan at a time and sleeps on a control
 * block in between. Imports nothing, so that its text alone can start a thread.
 *
 * The control block is a shared Int32Array: [0] number of the command, [1] the command (0 leave, 1 burst), [2] address of the burst
 * block, [3] number of the burst that may begin, and from [16] on the number of the last command that each thread has read. −1 in [3]
 * means that the threads were given up.
 */

export interface ThreadMessage {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: Int32Array;
  /** Its number among the threads of the burst; the caller is 0. */
  readonly thread: number;
}

/** Answers a message once the thread is ready, then serves bursts until it is told to leave. */
export function kernelThread(ready: () => void): (message: ThreadMessage) => Promise<void> {
  /** Looks before a thread sleeps. */
  const looks = 5_000;

  const waitWhile = (control: Int32Array, word: number, value: number): void => {
    for (let look = 0; look < looks; look++) if (Atomics.load(control, word) !== value) return;
    Atomics.wait(control, word, value);
  };

  const mayBegin = (control: Int32Array, number: number): boolean => {
    for (;;) {
      const go = Atomics.load(control, 3);
      if (go === number || go === -1) return go === number;
      waitWhile(control, 3, go);
    }
  };

  /** The barrier's words: 18 says that a thread has failed, at 32 the others sleep (see `kernels/barrier.ts`). */
  const tellOthers = (memory: WebAssembly.Memory, block: number): void => {
    const words = new Int32Array(memory.buffer);
    Atomics.store(words, block / 4 + 18, 1);
    Atomics.notify(words, block / 4 + 32);
  };

  const serve = (message: ThreadMessage, run: (block: number, thread: number) => number): void => {
    const { control, thread } = message;
    for (let number = Atomics.load(control, 16 + thread); ;) {
      waitWhile(control, 0, number);
      if (Atomics.load(control, 3) === -1) return;
      if (Atomics.load(control, 0) === number) continue;
      number = Atomics.load(control, 0);
      const leave = Atomics.load(control, 1) === 0;
      const block = Atomics.load(control, 2) >>> 0;
      Atomics.store(control, 16 + thread, number);
      Atomics.notify(control, 16 + thread);
      if (leave || !mayBegin(control, number)) return;
      try {
        run(block, thread);
      } catch (error) {
        tellOthers(message.memory, block);
        throw error;
      }
    }
  };

  return async (message) => {
    const { exports } = await WebAssembly.instantiate(message.module, { env: { memory: message.memory } });
    ready();
    serve(message, exports["run"] as (block: number, thread: number) => number);
  };
}
