/** Branded ids and their factories. Content ids are SHA-256 (see `digest.ts`); entity ids are 32 hex digits. */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type ProjectId = Branded<"Project">;
export type NotebookId = Branded<"Notebook">;
export type CellId = Branded<"Cell">;
export type DatasetId = Branded<"Dataset">;
export type DatasetVersionId = Branded<"DatasetVersion">;
export type SplitId = Branded<"Split">;
export type RecipeId = Branded<"Recipe">;
/** Decimal string counted up, as MLflow's. */
export type ExperimentId = Branded<"Experiment">;
/** 32 hex digits, as MLflow's. */
export type RunId = Branded<"Run">;
export type EvaluationId = Branded<"Evaluation">;
export type EndpointId = Branded<"Endpoint">;
export type MonitorId = Branded<"Monitor">;
export type AlertId = Branded<"Alert">;
export type TriggerId = Branded<"Trigger">;
export type PipelineVersionId = Branded<"PipelineVersion">;
export type PipelineRunId = Branded<"PipelineRun">;
export type CheckId = Branded<"Check">;
export type JournalId = Branded<"Journal">;
export type DeletionId = Branded<"Deletion">;
/** SHA-256 as 64 lower-case hex digits. */
export type Sha256 = Branded<"Sha256">;
/** MD5 as 32 lower-case hex digits. */
export type Md5 = Branded<"Md5">;

/** A new entity id: 128 random bits as 32 hex digits. Works in insecure contexts (`randomUUID` does not). */
export function newId<Id extends string>(): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return toHex(bytes) as Id;
}

/** Brands a string that is known to be an id of that kind (at a parse edge, or in a test). */
export function asId<Id extends string>(text: string): Id {
  return text as Id;
}

/** Bytes as lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return hex;
}

/** The first digits of a digest or id, as shown in output chips. */
export function shortId(id: string, digits = 4): string {
  return id.slice(0, digits);
}
