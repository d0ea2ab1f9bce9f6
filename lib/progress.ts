/** What long work says while it runs. The phase is a catalogue key suffix (`progress.<phase>`), never a sentence. */

export const PROGRESS_PHASES = [
  "reading",
  "parsing",
  "profiling",
  "hashing",
  "saving",
  "splitting",
  "fitting",
  "choosing-backend",
  "compiling",
  "training",
  "predicting",
  "packaging",
  "checking-parity",
  "evaluating",
  "comparing",
  "deploying",
  "waiting",
] as const;

export type ProgressPhase = (typeof PROGRESS_PHASES)[number];

export interface Progress {
  readonly phase: ProgressPhase;
  /** Work done and in all, in the same unit; absent when the total is not known. */
  readonly done?: number;
  readonly total?: number;
}

export type OnProgress = (progress: Progress) => void;
