/** A worker that does what workers should not, for the tests of their supervision. */
import type { OnProgress } from "../../lib/progress";
import type { CancelApi } from "../expose";

export interface StuntApi extends CancelApi {
  echo(value: number): Promise<number>;
  /** Throws the named AppError. */
  refuse(column: string): Promise<never>;
  /** Throws a foreign error. */
  stumble(): Promise<never>;
  /** An uncaught error, outside any call. */
  crash(): Promise<never>;
  /** Ends the thread without a word. */
  vanish(): Promise<never>;
  /** Answers, and ends the thread a moment later. */
  vanishSoon(): Promise<void>;
  /** Waits until it is cancelled. */
  waitPolitely(id: string, onProgress: OnProgress): Promise<void>;
  /** Ends, and speaks once more behind its end. */
  speakLate(onProgress: OnProgress): Promise<string>;
  /** Never ends, whatever it is told. */
  waitDeaf(id: string): Promise<never>;
}
