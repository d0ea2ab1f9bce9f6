/** The trash on IndexedDB: a deletion moves whole records into one row, in one transaction, and the row moves them back. */
import type { Clock } from "../../clock";
import { toWire } from "../../errors";
import { newId, type DeletionId, type ProjectId } from "../../ids";
import type { LocalizedText } from "../../notebook/document/document";
import type { Deletable, Deletion, DeletionPlan, RemoveOptions, Trash } from "../../notebook/services/trash";
import type { CicloDatabase } from "../database/database";
import type { TrashRow } from "../database/tables";
import { guarded } from "../database/failures";
import { record } from "../journal";
import { bringBack } from "./bring-back";
import { inUse } from "./in-use";
import { keyOf } from "./keys";
import { nameOf } from "./names";
import { reachOf, type Reach } from "./reach";
import { takenBy } from "./taken";

/** The trash port. */
export function createTrash(database: CicloDatabase, clock: Clock): Trash {
  return {
    plan: (projectId, things) =>
      guarded(() => database.transaction("r", records(database), async () => plan(database, projectId, things))),
    remove: (projectId, things, options) =>
      guarded(() =>
        database.transaction("rw", records(database), async () =>
          remove(database, clock, { projectId, things, options }),
        ),
      ),
    bringBack: (id, by) =>
      guarded(() =>
        database.transaction("rw", records(database), async () => {
          const rows = await bringBack(database, clock, { id, by });
          for (const row of rows) await makeRoom(database, clock, row, by);
          return rows.map(summary);
        }),
      ),
    last: (projectId) =>
      guarded(async () => {
        const row = await database.trash.where("projectId").equals(projectId).last();
        return row ? summary(row) : null;
      }),
    forget: (beforeMs) => guarded(() => database.trash.filter((row) => row.removedAtMs < beforeMs).delete()),
  };
}

/** Bytes lie where they are: the trash names them as their owners did. */
const records = (database: CicloDatabase) =>
  database.tables.filter(({ name }) => name !== "blobs" && name !== "blobInfo");

async function plan(
  database: CicloDatabase,
  projectId: ProjectId,
  things: readonly Deletable[],
): Promise<DeletionPlan> {
  const reach = await reachOf(database, projectId, things);
  const refusal = await inUse(database, reach);
  return { takes: await takenBy(database, things, reach), refusal: refusal ? toWire(refusal) : null };
}

interface Removal {
  readonly projectId: ProjectId;
  readonly things: readonly Deletable[];
  readonly options: RemoveOptions;
}

async function remove(database: CicloDatabase, clock: Clock, removal: Removal): Promise<Deletion> {
  const { projectId, things, options } = removal;
  const reach = await reachOf(database, projectId, things);
  const refusal = await inUse(database, reach);
  if (refusal) throw refusal;
  for (const part of reach.records) await database.table(part.table).delete(keyOf(database, part));
  for (const alias of reach.aliases) await uncrown(database, clock, alias, removal);
  const row: TrashRow = {
    id: newId<DeletionId>(),
    projectId,
    things,
    name: nameOf(reach.records, things),
    removedAtMs: clock.nowMs(),
    records: reach.records,
    aliases: reach.aliases,
    replacedBy: options.replacedBy ?? null,
  };
  await database.trash.add(row);
  await recordRemoval(database, clock, row, removal);
  return summary(row);
}

async function recordRemoval(database: CicloDatabase, clock: Clock, row: TrashRow, removal: Removal): Promise<void> {
  const { things, options } = removal;
  await record(database, clock, {
    projectId: row.projectId,
    command: "trash.remove",
    subjects: [row.id, ...things.map((thing) => thing.id)],
    details: { kind: things[0]?.kind ?? null, name: oneName(row.name), records: row.records.length },
    by: options.by,
  });
}

const oneName = (name: LocalizedText): string => (typeof name === "string" ? name : name.en);

async function uncrown(
  database: CicloDatabase,
  clock: Clock,
  { modelName, alias, version }: Reach["aliases"][number],
  { projectId, options }: Removal,
): Promise<void> {
  const model = await database.models.get([projectId, modelName]);
  if (!model) return;
  const { [alias]: _gone, ...aliases } = model.aliases;
  await database.models.put({ ...model, aliases });
  await record(database, clock, {
    projectId,
    command: "alias.set",
    subjects: [modelName, `${modelName}/${version}`],
    details: { modelName, alias, from: version, to: null, reason: "deleted" },
    by: options.by,
  });
}

/** The notebook that stood in for one that came back goes into the trash in its turn, unless something live holds it. */
async function makeRoom(database: CicloDatabase, clock: Clock, row: TrashRow, by: RemoveOptions["by"]): Promise<void> {
  const { replacedBy, projectId } = row;
  if (replacedBy === null || !(await database.notebooks.get(replacedBy))) return;
  const things: readonly Deletable[] = [{ kind: "notebook", id: replacedBy }];
  if (await inUse(database, await reachOf(database, projectId, things))) return;
  await remove(database, clock, { projectId, things, options: { by } });
}

function summary({ id, projectId, things, name, removedAtMs }: TrashRow): Deletion {
  return { id, projectId, things, name, removedAtMs };
}
