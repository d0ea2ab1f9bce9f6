import { expect, it } from "vitest";
import { en } from "@/lib/i18n/en";
import { RECORD_TABLES } from "@/lib/storage/records/check-record";

it("every table has a word for what one of its records is", () => {
  expect(Object.keys(en.settings.leftOut.tables).sort()).toEqual([...RECORD_TABLES].sort());
});
