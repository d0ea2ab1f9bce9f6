/** The pace of a training's reports: losses since the last one, and when the event loop last had its turn. */
import type { Clock } from "../../../clock";
import { nextTask } from "../../../data/read/next-task";

const REPORT_INTERVAL_MS = 100;
const YIELD_INTERVAL_MS = 25;

export interface MeterReading {
  /** Mean loss of the steps since the last reading. */
  readonly loss: number;
  readonly stepsPerSecond: number;
}

export interface FitMeter {
  add(lossSum: number, steps: number): void;
  /** The losses so far when 100 ms have passed since the last reading, otherwise null. */
  read(): MeterReading | null;
  /** Forgets the losses since the last reading. */
  reset(): void;
  /** Lets messages in every 25 ms: a cancel waits in the event queue while the loop computes. */
  breathe(): Promise<void>;
}

/** A meter on a clock. */
export function fitMeter(clock: Clock): FitMeter {
  let lossSum = 0;
  let steps = 0;
  let readAtMs = clock.nowMs();
  let yieldedAtMs = readAtMs;
  const reset = () => {
    lossSum = 0;
    steps = 0;
    readAtMs = clock.nowMs();
  };
  return {
    add(loss, count) {
      lossSum += loss;
      steps += count;
    },
    read() {
      const elapsedMs = clock.nowMs() - readAtMs;
      if (steps === 0 || elapsedMs < REPORT_INTERVAL_MS) return null;
      const reading = { loss: lossSum / steps, stepsPerSecond: (steps * 1000) / elapsedMs };
      reset();
      return reading;
    },
    reset,
    async breathe() {
      if (clock.nowMs() - yieldedAtMs < YIELD_INTERVAL_MS) return;
      await nextTask();
      yieldedAtMs = clock.nowMs();
    },
  };
}
