/** Notebook JSON v1: read, written, exported and imported. */
import type { z } from "zod";
import { canonicalJson } from "../../digest";
import type { BlobStore } from "../../data/version/store";
import { AppError } from "../../errors";
import { asId, newId } from "../../ids";
import type { NotebookId, ProjectId, Sha256 } from "../../ids";
import type { Attribution } from "../../journal";
import { DEFAULT_PARAMS } from "./defaults";
import { STAGE_KINDS } from "./document";
import type { Cell, NotebookDocument, StageKind, UnknownCell } from "./document";
import {
  PARAMS_SCHEMAS,
  cellCommonSchema,
  codeCellSchema,
  notebookSchema,
  stageCellSchema,
  textCellSchema,
} from "./notebook-schema";
import { namesInUse } from "../services/names-in-use";
import type { NotebookStores } from "../services/services";
import { withOwnNames } from "./own-names";

/**
 * A typed document from any JSON. A newer format is `notebook.newer-version`, anything else that does not fit is
 * `notebook.invalid` with the path; missing parameters take their defaults; cells of unknown kinds are kept.
 */
export function parseNotebook(json: unknown): NotebookDocument {
  const version = (json as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === "number" && version > 1)
    throw new AppError("notebook.newer-version", { details: { version } });
  const notebook = check(notebookSchema, json, "");
  const cells = notebook.cells.map((cell, index) => parseCell(cell, `cells.${index}`));
  refuseDoubleIds(cells);
  return { ...notebook, cells } as unknown as NotebookDocument;
}

/** The document as plain JSON: unknown cells are written back as they were read. */
export function serialiseNotebook(document: NotebookDocument): unknown {
  return { ...document, cells: document.cells.map((cell) => (cell.kind === "unknown" ? writeUnknown(cell) : cell)) };
}

/** The document as the text of a file. */
export function exportNotebook(document: NotebookDocument): string {
  return `${JSON.stringify(serialiseNotebook(document), null, 2)}\n`;
}

/** Reads the text of a file; text that is not JSON is `notebook.invalid`. */
export function readNotebookFile(text: string): NotebookDocument {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError("notebook.invalid", { details: { path: "" }, cause });
  }
  return parseNotebook(json);
}

/**
 * Stores a copy under a new id. Cell ids stay; `origin` names the author's copy, which is kept as a blob. Code waits for a person: no code
 * cell follows another one by itself. A dataset cell whose file's bytes are not here is to choose a file.
 */
export async function importNotebook(input: {
  readonly stores: Pick<NotebookStores, "blobs" | "notebooks" | "tracking" | "registry" | "endpoints">;
  readonly projectId: ProjectId;
  readonly text: string;
  readonly by: Attribution;
}): Promise<NotebookDocument> {
  const author = readNotebookFile(input.text);
  const digest = await input.stores.blobs.put(new TextEncoder().encode(canonicalJson(serialiseNotebook(author))));
  const here = await withFilesHere(waitingCode(asCopy(author, digest)), input.stores.blobs);
  const document = withOwnNames(here, await namesInUse(input.stores, input.projectId));
  await input.stores.notebooks.createNotebook(input.projectId, document, input.by);
  return document;
}

function asCopy(author: NotebookDocument, digest: Sha256): NotebookDocument {
  const version = (author.origin?.version ?? 0) + 1;
  return { ...author, id: newId<NotebookId>(), origin: { id: author.id, version, digest } };
}

function waitingCode(document: NotebookDocument): NotebookDocument {
  const code = new Set<string>(document.cells.filter(({ kind }) => kind === "code").map(({ id }) => id));
  const edges = Object.entries(document.edges).filter(([id, mode]) => mode !== "automatic" || !code.has(id));
  return { ...document, edges: Object.fromEntries(edges) };
}

async function withFilesHere(document: NotebookDocument, blobs: BlobStore): Promise<NotebookDocument> {
  const cells = document.cells.map(async (cell): Promise<Cell> => {
    if (cell.kind !== "dataset" || cell.params.source.kind !== "file") return cell;
    const here = await blobs.get(cell.params.source.sourceSha256).catch(() => null);
    return here ? cell : { ...cell, params: { ...cell.params, source: { kind: "none" }, version: "source" } };
  });
  return { ...document, cells: await Promise.all(cells) };
}

function parseCell(json: Record<string, unknown>, path: string): Cell {
  const { kind } = check(cellCommonSchema, json, path);
  if (kind === "text") return check(textCellSchema, json, path) as unknown as Cell;
  if (kind === "code") return check(codeCellSchema, json, path) as unknown as Cell;
  if (!isStageKind(kind)) return parseUnknown(json, path);
  const cell = check(stageCellSchema, json, path);
  const params = check(PARAMS_SCHEMAS[kind], { ...DEFAULT_PARAMS[kind], ...cell.params }, `${path}.params`);
  return { ...cell, params } as unknown as Cell;
}

function parseUnknown(json: Record<string, unknown>, path: string): UnknownCell {
  const common = check(cellCommonSchema, json, path);
  const kept = common.kind === "unknown" && typeof json["raw"] === "object" && json["raw"] !== null;
  const raw = kept ? (json["raw"] as Record<string, unknown>) : json;
  const unknownKind = kept ? String(json["unknownKind"]) : common.kind;
  const { locked, hidden, expects } = common;
  return { id: asId(common.id), locked, hidden, expects, kind: "unknown", unknownKind, raw };
}

function writeUnknown(cell: UnknownCell): unknown {
  const { raw } = cell;
  const flags = {
    ...(cell.locked === (raw["locked"] ?? false) ? {} : { locked: cell.locked }),
    ...(cell.hidden === (raw["hidden"] ?? false) ? {} : { hidden: cell.hidden }),
  };
  return { ...raw, id: cell.id, ...flags };
}

function refuseDoubleIds(cells: readonly Cell[]): void {
  const seen = new Set<string>();
  cells.forEach((cell, index) => {
    if (seen.has(cell.id)) throw new AppError("notebook.invalid", { details: { path: `cells.${index}.id` } });
    seen.add(cell.id);
  });
}

function check<Schema extends z.ZodType>(schema: Schema, json: unknown, path: string): z.output<Schema> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const inner = result.error.issues[0]?.path.join(".") ?? "";
  throw new AppError("notebook.invalid", { details: { path: [path, inner].filter(Boolean).join(".") } });
}

function isStageKind(kind: string): kind is StageKind {
  return (STAGE_KINDS as readonly string[]).includes(kind);
}
