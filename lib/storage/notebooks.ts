/** Projects, notebooks and the results of their cells on IndexedDB. */
import type { Clock } from "../clock";
import type { NotebookId, ProjectId } from "../ids";
import { BY_PERSON, type Attribution } from "../journal";
import type { CellResult } from "../notebook/result/cell-result";
import type { NotebookDocument } from "../notebook/document/document";
import { mergeDocuments } from "../notebook/document/merge";
import type { NotebookStore, NotebookSummary } from "../notebook/services/store";
import type { CicloDatabase } from "./database/database";
import type { NotebookRow } from "./database/tables";
import { guarded } from "./database/failures";
import { firstProject } from "./first-project";
import { record } from "./journal";
import { present } from "./database/missing";

/** The notebook port. */
export function notebookStore(database: CicloDatabase, clock: Clock): NotebookStore {
  return {
    ensureProject: () => guarded(() => firstProject(database, clock)),
    createNotebook: (projectId, document, by) =>
      guarded(() => createNotebook(database, clock, { projectId, document, by })),
    saveNotebook: (document, base) => guarded(() => saveNotebook(database, clock, { document, base })),
    getNotebook: (id) => guarded(async () => (await getRow(database, id)).document),
    projectOf: (id) => guarded(async () => (await getRow(database, id)).projectId),
    listNotebooks: (projectId) =>
      guarded(async () => {
        const rows = await database.notebooks.where("projectId").equals(projectId).toArray();
        return rows.map(summary).sort((a, b) => b.updatedAtMs - a.updatedAtMs);
      }),
    saveResult: (notebookId, result) => guarded(() => saveResult(database, clock, { notebookId, result })),
    removeResult: (notebookId, cellId) => guarded(() => database.results.delete([notebookId, cellId])),
    results: (notebookId) =>
      guarded(async () => {
        const rows = await database.results.where("notebookId").equals(notebookId).toArray();
        return rows.map(({ notebookId: _notebook, ...result }) => result);
      }),
  };
}

function createNotebook(
  database: CicloDatabase,
  clock: Clock,
  { projectId, document, by }: { projectId: ProjectId; document: NotebookDocument; by: Attribution },
) {
  return database.transaction("rw", database.notebooks, database.journal, async () => {
    await database.notebooks.add({ id: document.id, projectId, document, updatedAtMs: clock.nowMs() });
    await record(database, clock, {
      projectId,
      command: "notebook.create",
      subjects: [document.id],
      details: { cells: document.cells.length, origin: document.origin?.id ?? null },
      by,
    });
  });
}

// A notebook that another tab deleted is not brought back by a late save.
function saveNotebook(
  database: CicloDatabase,
  clock: Clock,
  { document: mine, base }: { document: NotebookDocument; base: NotebookDocument },
) {
  return database.transaction("rw", database.notebooks, async () => {
    const row = await getRow(database, mine.id);
    const document = mergeDocuments({ base, stored: row.document, mine });
    await database.notebooks.put({ ...row, document, updatedAtMs: clock.nowMs() });
    return document;
  });
}

function saveResult(
  database: CicloDatabase,
  clock: Clock,
  { notebookId, result }: { notebookId: NotebookId; result: CellResult },
) {
  return database.transaction("rw", database.notebooks, database.results, database.journal, async () => {
    const { projectId } = await getRow(database, notebookId);
    await database.results.put({ ...result, notebookId });
    await record(database, clock, {
      projectId,
      command: "cell.run",
      subjects: [result.cellId, notebookId, result.handle?.id],
      details: { outcome: result.outcome, error: result.error?.code ?? null, durationMs: result.durationMs },
      by: BY_PERSON,
    });
  });
}

function summary({ id, projectId, document, updatedAtMs }: NotebookRow): NotebookSummary {
  const { title, cells } = document;
  return { id, projectId, title, cellCount: cells.length, dataName: dataNameOf(cells), updatedAtMs };
}

function dataNameOf(cells: NotebookDocument["cells"]): string | null {
  const dataset = cells.find((cell) => cell.kind === "dataset");
  if (dataset?.kind !== "dataset" || dataset.params.source.kind === "none") return null;
  const { source, datasetName } = dataset.params;
  return source.kind === "file" ? source.fileName : datasetName;
}

async function getRow(database: CicloDatabase, id: NotebookId): Promise<NotebookRow> {
  return present(await database.notebooks.get(id), "notebook.not-found", { notebook: id });
}
