/** What the product itself writes is never taken for damaged: every record of whole loops passes, and nothing is left out. */
import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { faultOf, RECORD_TABLES } from "../storage/records/check-record";
import { nodeServices } from "./node-services";
import { starterLoop } from "./starter-loop";

it.each(["digits", "loans"] as const)(
  "every record of %s, trained and deployed, is right",
  async (kind) => {
    const { database, ...services } = nodeServices();
    const { runtime } = await starterLoop({ database, ...services }, kind);
    await runtime.dispose();
    expect(database.apart.list()).toEqual([]);
    for (const table of RECORD_TABLES) {
      const records: unknown[] = await database.table(table).toArray();
      expect(records.map((record) => faultOf(table, record)).filter((fault) => fault !== null)).toEqual([]);
    }
  },
  120_000,
);
