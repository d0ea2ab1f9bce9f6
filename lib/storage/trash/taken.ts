/** What goes along with a deletion, named for the person who is asked. */
import type { LocalizedText, NotebookDocument } from "../../notebook/document/document";
import type { Deletable, Taken, TakenKind } from "../../notebook/services/trash";
import type { CicloDatabase } from "../database/database";
import type { StoredRecord } from "../database/migrations";
import type { Reach } from "./reach";
import { idOf, versionId } from "./standing";

/** Beyond the things themselves; only kinds of which something goes. Call inside a transaction over all tables. */
export async function takenBy(
  database: CicloDatabase,
  things: readonly Deletable[],
  reach: Reach,
): Promise<readonly Taken[]> {
  const asked = new Set(things.map((thing) => thing.id));
  const models = new Set(things.filter(({ kind }) => kind === "model").map(({ id }) => id));
  const along = (table: string) =>
    reach.records
      .filter((part) => part.table === table && !asked.has(idOf(table, part.record) ?? ""))
      .map(({ record }) => record);
  const versions = along("modelVersions").filter((version) => !models.has(String(version["modelName"])));
  const champions = reach.aliases.filter(({ alias }) => alias === "champion").map(({ modelName }) => modelName);
  const all: Readonly<Record<TakenKind, readonly LocalizedText[]>> = {
    runs: along("runs").map((run) => String(run["name"])),
    packages: along("packages").map((made) => String(made["digest"]).slice(0, 8)),
    evaluations: along("evaluations").map((evaluation) => String(evaluation["id"]).slice(0, 8)),
    versions: versions.map((version) => versionId(String(version["modelName"]), String(version["version"]))),
    cells: await notebooksOf(database, reach),
    champion: champions,
  };
  return Object.entries(all)
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => ({ kind: kind as TakenKind, names }));
}

/** Notebooks that stay, and lose the result of a cell. */
async function notebooksOf(database: CicloDatabase, { records, ids }: Reach): Promise<readonly LocalizedText[]> {
  const losing = records.filter(({ table }) => table === "results").map(({ record }) => String(record["notebookId"]));
  const rows = await database.table("notebooks").bulkGet([...new Set(losing)].filter((id) => !ids.has(id)));
  return rows.flatMap((row: StoredRecord | undefined) => (row ? (row["document"] as NotebookDocument).title : []));
}
