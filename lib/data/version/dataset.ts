/** Datasets and their immutable versions. A version's identity is the digest of its column chunks. */
import type { DatasetId, DatasetVersionId, Md5, ProjectId, RunId, EndpointId, Sha256 } from "../../ids";
import type { Profile } from "../profile/profile";
import type { ColumnType, Schema } from "../schema";

export const BUILTIN_DATASETS = ["digits", "iris", "wine", "breast-cancer", "diabetes"] as const;
export type BuiltinDataset = (typeof BUILTIN_DATASETS)[number];

export const GENERATORS = ["loan-default"] as const;
export type GeneratorName = (typeof GENERATORS)[number];

/** Where the rows of a dataset cell come from. A file's bytes are kept in the blob store under `sourceSha256`. */
export type DatasetSource =
  | { readonly kind: "builtin"; readonly name: BuiltinDataset }
  | { readonly kind: "generator"; readonly name: GeneratorName; readonly seed: number; readonly rows: number }
  | { readonly kind: "file"; readonly fileName: string; readonly sourceSha256: Sha256 }
  /** Nothing chosen yet: the cell shows the picker. */
  | { readonly kind: "none" };

/** What the maker of a version was doing: shown as "made by". */
export type DatasetOrigin =
  | { readonly kind: "import"; readonly source: DatasetSource }
  | { readonly kind: "retraining"; readonly endpointId: EndpointId; readonly seed: number }
  /** Answers that a person has put right: the last `rows` rows. */
  | { readonly kind: "corrections"; readonly rows: number };

/** A column's bytes: content-addressed chunks of at most {@link CHUNK_ROWS} rows. */
export interface ColumnChunks {
  readonly name: string;
  /** Dictionary columns only. */
  readonly categories?: readonly string[];
  readonly chunks: readonly Sha256[];
}

export const CHUNK_ROWS = 65_536;

/** Rows that are images: `width × height` grey values in the given feature columns, row by row from the top left. */
export interface ImageLayout {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly string[];
  readonly max: number;
}

export interface Dataset {
  readonly id: DatasetId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly createdAtMs: number;
}

export interface DatasetVersion {
  readonly id: DatasetVersionId;
  readonly projectId: ProjectId;
  readonly datasetId: DatasetId;
  readonly name: string;
  /** Counted up from 1 within the dataset. */
  readonly version: number;
  /** SHA-256 of the canonical JSON of schema, categories and chunk digests. */
  readonly contentSha256: Sha256;
  /** Digests of the original bytes; null when the rows were made, not imported. */
  readonly sourceSha256: Sha256 | null;
  readonly sourceMd5: Md5 | null;
  readonly parents: readonly DatasetVersionId[];
  readonly message: string;
  readonly origin: DatasetOrigin;
  readonly schema: Schema;
  readonly rowCount: number;
  readonly columns: readonly ColumnChunks[];
  /**
   * Blob of a Uint32Array: for each row, the number of the source row that it derives from. Rows that share a number
   * stay on one side of every split. Null when each row is its own source.
   */
  readonly groups: Sha256 | null;
  readonly image: ImageLayout | null;
  /** Blob of sketches of its columns, once they were asked for. They follow from the rows and are no part of its identity. */
  readonly sketches?: Sha256;
  /** The column most notebooks would predict; null when unknown. */
  readonly suggestedTarget: string | null;
  readonly profile: Profile;
  readonly createdAtMs: number;
  readonly createdBy: RunId | null;
}

/** How a CSV is read. `auto` members are inferred from the bytes. */
export interface CsvOptions {
  readonly separator: "auto" | "," | ";" | "\t" | "|";
  readonly decimal: "auto" | "." | ",";
  readonly encoding: "auto" | "utf-8" | "latin-1";
  /** Texts that mean "missing", compared without case after trimming. */
  readonly missingTokens: readonly string[];
  /** Types that win over inference, by column name. */
  readonly typeOverrides: Readonly<Record<string, ColumnType>>;
}

export const DEFAULT_CSV_OPTIONS: CsvOptions = {
  separator: "auto",
  decimal: "auto",
  encoding: "auto",
  missingTokens: ["", "na", "n/a", "nan", "null", "none", "?", "-"],
  typeOverrides: {},
};

/** What the reader found out about a CSV, for the page to show. */
export interface CsvDialect {
  readonly separator: "," | ";" | "\t" | "|";
  readonly decimal: "." | ",";
  readonly encoding: "utf-8" | "latin-1";
  readonly bom: boolean;
}
