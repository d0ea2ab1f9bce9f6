/** A split: which rows train, validate and test. Stored as index arrays, so that it never has to be drawn again. */
import type { DatasetVersionId, ProjectId, Sha256, SplitId } from "../../ids";

export const SPLIT_PARTS = ["train", "validation", "test"] as const;
export type SplitPart = (typeof SPLIT_PARTS)[number];

export interface SplitParams {
  readonly seed: number;
  /** Shares of the rows; they add up to 1. */
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  /** Keep the class shares of the target in every part (classification), or its quantile bins (regression). */
  readonly stratify: boolean;
}

export const DEFAULT_SPLIT: SplitParams = { seed: 7, train: 0.7, validation: 0.15, test: 0.15, stratify: true };

export interface SplitIndices {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** One bar of the proportion chart: how many rows of each class a part holds (one entry, "", for regression). */
export interface SplitBalance {
  readonly part: SplitPart;
  readonly rows: number;
  readonly classes: readonly { readonly value: string; readonly count: number }[];
}

export interface Split {
  readonly id: SplitId;
  readonly projectId: ProjectId;
  readonly datasetVersionId: DatasetVersionId;
  readonly params: SplitParams;
  readonly target: string;
  /** Blobs of Uint32Array (little-endian), ascending row numbers. */
  readonly parts: Readonly<Record<SplitPart, Sha256>>;
  readonly balance: readonly SplitBalance[];
  /** SHA-256 of the canonical JSON of `parts`. */
  readonly digest: Sha256;
  readonly createdAtMs: number;
}
