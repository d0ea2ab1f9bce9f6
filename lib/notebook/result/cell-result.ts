/** Handles, results and states of cells: what running a notebook leaves behind. */
import type { WireError } from "../../errors";
import type { CellId } from "../../ids";
import type { Progress } from "../../progress";
import type { BackendName } from "../../training/model-spec";
import type { StageKind } from "../document/document";
import type { DisplayItem } from "../code/display";

/** What flows between cells: a frozen name of a stored version. Never rows or tensors. */
export interface Handle {
  readonly kind: StageKind;
  /** Id of the stored entity: version, split, recipe, run, package digest, evaluation, `model/version`, endpoint, monitor, trigger. */
  readonly id: string;
  readonly digest: string;
}

/** The stored result of the last run of a cell. */
export interface CellResult {
  readonly cellId: CellId;
  readonly outcome: "done" | "cached" | "failed" | "stopped" | "interrupted";
  /** Present when done or cached. */
  readonly handle: Handle | null;
  /** Canonical JSON of what the result depends on: kind, params and the digests of its inputs. */
  readonly fingerprint: string;
  readonly error: WireError | null;
  /** What a code cell displayed. */
  readonly display: readonly DisplayItem[];
  readonly finishedAtMs: number;
  readonly durationMs: number;
}

export type CellStatus =
  "idle" | "stale" | "queued" | "running" | "waiting" | "done" | "cached" | "failed" | "stopped" | "interrupted";

/** Why a result no longer stands. */
export type StaleReason =
  | { readonly kind: "params-changed" }
  | { readonly kind: "input-changed"; readonly cellName: string }
  | { readonly kind: "input-stale"; readonly cellName: string };

/** Data that has grown from the version a cell holds: an offer, which a person takes or leaves. */
export interface NewerData {
  readonly version: number;
  readonly rowCount: number;
  /** Rows of the version that the cell holds. */
  readonly heldRowCount: number;
}

/** Why a cell waits for a person, or cannot run. */
export type WaitReason =
  | { readonly kind: "manual-edge" }
  | { readonly kind: "approval-edge" }
  | { readonly kind: "blocked"; readonly cellName: string };

/** What the page shows of a cell. */
export interface CellState {
  readonly status: CellStatus;
  /** Which tab runs it; null while it does not run. */
  readonly runsIn: "here" | "elsewhere" | null;
  readonly result: CellResult | null;
  readonly stale: StaleReason | null;
  readonly wait: WaitReason | null;
  readonly progress: Progress | null;
  readonly startedAtMs: number | null;
  /** A newer version of the data that a dataset cell holds. */
  readonly newerData: NewerData | null;
  /** Live output of a running code cell. */
  readonly display: readonly DisplayItem[];
  /** Events of a running train cell, newest last, thinned. */
  readonly training: TrainingView | null;
}

/** A training in flight, as the page draws it. */
export interface TrainingView {
  readonly runId: string;
  readonly backend: BackendName | null;
  readonly device: string | null;
  readonly epoch: number;
  readonly epochs: number;
  readonly stepsPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly curve: readonly {
    readonly epoch: number;
    readonly trainLoss: number;
    readonly validationLoss: number;
    readonly trainScore: number;
    readonly validationScore: number;
  }[];
}
