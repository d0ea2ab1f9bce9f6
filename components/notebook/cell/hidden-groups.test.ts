import { expect, test } from "vitest";
import { asId, type CellId } from "@/lib/ids";
import { hiddenGroups } from "./hidden-groups";

const cells = (...hidden: readonly boolean[]) =>
  hidden.map((is, index) => ({ id: asId<CellId>(`c${index}`), hidden: is }));

test("hidden cells that stand together are one group, at the place of the first", () => {
  const two = { first: "c1", ids: ["c1", "c2"] };
  expect([...hiddenGroups(cells(false, true, true, false, true))]).toEqual([
    ["c1", two],
    ["c2", two],
    ["c4", { first: "c4", ids: ["c4"] }],
  ]);
  expect([...hiddenGroups(cells(false, false))]).toEqual([]);
});
