/** The way back out of the trash. */
import type { Clock } from "../../clock";
import { AppError } from "../../errors";
import type { DeletionId } from "../../ids";
import type { Attribution } from "../../journal";
import { ownNames, withOwnNames } from "../../notebook/document/own-names";
import type { CicloDatabase } from "../database/database";
import type { NotebookRow, TrashedRecord, TrashRow } from "../database/tables";
import type { StoredRecord } from "../database/migrations";
import { record } from "../journal";
import { keyOf } from "./keys";
import { idOf, namesIn } from "./standing";

/** Call inside a transaction over all tables. Returns the rows that came back, the wanted one first; none when it is not there. */
export async function bringBack(
  database: CicloDatabase,
  clock: Clock,
  { id, by }: { id: DeletionId; by: Attribution },
): Promise<readonly TrashRow[]> {
  const wanted = await database.trash.where("id").equals(id).first();
  if (!wanted) return [];
  const rows = await withItsGround(database, wanted);
  // What was removed last stands below what was removed first.
  for (const row of rows.toReversed()) await putBack(database, clock, row, by);
  await database.trash.bulkDelete(rows.flatMap((row) => row.sequence ?? []));
  return rows;
}

/** The deletion, and the later ones that took what it stands on. */
async function withItsGround(database: CicloDatabase, wanted: TrashRow): Promise<readonly TrashRow[]> {
  const later = await database.trash.where(":id").above(wanted.sequence).toArray();
  const rows = [wanted];
  for (const row of rows) {
    const needed = new Set(row.records.flatMap((part) => [...namesIn(part.table, part.record)]));
    for (const other of later) {
      if (!rows.includes(other) && (await holdsMissing(database, other, needed))) rows.push(other);
    }
  }
  return rows;
}

async function holdsMissing(database: CicloDatabase, row: TrashRow, needed: ReadonlySet<string>): Promise<boolean> {
  for (const part of row.records) {
    const id = idOf(part.table, part.record);
    if (id !== null && needed.has(id) && !(await stands(database, part))) return true;
  }
  return false;
}

async function stands(database: CicloDatabase, part: TrashedRecord): Promise<boolean> {
  return (await database.table(part.table).get(keyOf(database, part))) !== undefined;
}

async function putBack(database: CicloDatabase, clock: Clock, row: TrashRow, by: Attribution): Promise<void> {
  for (const part of row.records) {
    // What was made anew under the same key since is the person's newer work.
    if (!(await stands(database, part))) await database.table(part.table).add(await fitting(database, part));
  }
  for (const alias of row.aliases) await crownAgain(database, clock, { ...alias, row, by });
  await record(database, clock, {
    projectId: row.projectId,
    command: "trash.bring-back",
    subjects: [row.id, ...row.things.map((thing) => thing.id)],
    details: { kind: row.things[0]?.kind ?? null },
    by,
  });
}

/** A record as it may stand beside what has come since: names are taken once. */
async function fitting(database: CicloDatabase, { table, record: removed }: TrashedRecord): Promise<StoredRecord> {
  if (table === "endpoints") {
    const name = String(removed["name"]);
    const key = [String(removed["projectId"]), name];
    const taken = await database.endpoints.where("[projectId+name]").equals(key).count();
    if (taken > 0) throw new AppError("trash.name-taken", { details: { name } });
  }
  if (table === "notebooks") {
    const row = removed as unknown as NotebookRow;
    const others = await database.notebooks.toArray();
    const taken = new Set(others.flatMap(({ document }) => [...ownNames(document)]));
    return { ...removed, document: withOwnNames(row.document, taken) };
  }
  return removed;
}

interface Crown {
  readonly modelName: string;
  readonly alias: TrashRow["aliases"][number]["alias"];
  readonly version: string;
  readonly row: TrashRow;
  readonly by: Attribution;
}

/** Gives a version its alias again where nobody else has it now. */
async function crownAgain(database: CicloDatabase, clock: Clock, crown: Crown): Promise<void> {
  const { modelName, alias, version, row, by } = crown;
  const model = await database.models.get([row.projectId, modelName]);
  if (!model || model.aliases[alias] !== undefined) return;
  await database.models.put({ ...model, aliases: { ...model.aliases, [alias]: version } });
  await record(database, clock, {
    projectId: row.projectId,
    command: "alias.set",
    subjects: [modelName, `${modelName}/${version}`],
    details: { modelName, alias, from: null, to: version, reason: "brought-back" },
    by,
  });
}
