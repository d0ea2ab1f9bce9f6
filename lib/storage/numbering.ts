/** Numbers of versions are given once: the journal remembers those whose version is gone. */
import type { Collection } from "dexie";
import type { ProjectId } from "../ids";
import type { JournalCommand } from "../journal";
import type { CicloDatabase } from "./database/database";

export interface Numbered {
  readonly projectId: ProjectId;
  /** What the versions are of: a dataset's id, a model's name. */
  readonly subject: string;
  /** The command that gives a number, with the number in `details.version`. */
  readonly command: JournalCommand;
}

/** The highest number that was ever given; 0 when none was. Call inside a transaction with `journal`. */
export async function highestGiven(
  database: CicloDatabase,
  { projectId, subject, command }: Numbered,
): Promise<number> {
  let highest = 0;
  await database.journal
    .where("subjects")
    .equals(subject)
    .each((entry) => {
      const number = Number(entry.details["version"]);
      if (entry.projectId === projectId && entry.command === command && number > highest) highest = number;
    });
  return highest;
}

/** The last number in the index `[owner+number]` of some versions; 0 where there is none. A record that cannot be used keeps its number. */
export async function lastNumber(versions: Collection): Promise<number> {
  const keys = (await versions.keys()) as unknown as readonly (readonly [string, number])[];
  return keys.at(-1)?.[1] ?? 0;
}
