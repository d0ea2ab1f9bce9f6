/**
 * The database of one browser: its tables (`tables.ts`), opened. What cannot be used is left out of every read (`records/set-apart.ts`). The
 * version history is `migrations.ts`.
 */
import { Dexie } from "dexie";
import { AppError } from "../../errors";
import { setBadApart, type SetApart } from "../records/set-apart";
import { declareVersions, MIGRATIONS } from "./migrations";
import type { StoredTables } from "./tables";

/** The tables, and what was left out of them. */
export type CicloDatabase = Dexie & StoredTables & { readonly apart: SetApart };

const DATABASE_NAME = "ciclo";

/** The database, opened by its first use. A database written by a newer version of Ciclo is `storage.newer-version`. */
export function openDatabase(name: string = DATABASE_NAME): CicloDatabase {
  // The query cache would show writes before the disk has accepted them; a full disk must not look like success.
  const dexie = new Dexie(name, { cache: "disabled" });
  const newest = declareVersions(dexie, MIGRATIONS);
  const database = Object.assign(dexie, { apart: setBadApart(dexie) }) as CicloDatabase;
  // Dexie opens a newer database as well as it can; writing old records into it would break it for the newer tab.
  database.on("ready", () => refuseNewer(database, newest), true);
  return database;
}

/**
 * Calls back when another tab opened a newer version: this tab's connection is closed and the page has to be loaded again.
 * Returns the function that stops listening.
 */
export function onOutdated(database: CicloDatabase, callback: () => void): () => void {
  const listener = () => {
    database.close();
    callback();
  };
  database.on("versionchange", listener);
  return () => void database.on("versionchange").unsubscribe(listener);
}

// Dexie multiplies its versions by ten.
function refuseNewer(database: CicloDatabase, newest: number): void {
  const found = Math.floor(database.backendDB().version / 10);
  if (found > newest) throw new AppError("storage.newer-version", { details: { found, known: newest } });
}
