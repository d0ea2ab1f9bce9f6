import { expect, test } from "vitest";
import type { DatasetVersion } from "@/lib/data/version/dataset";
import { asId } from "@/lib/ids";
import { aVersion } from "@/lib/storage/testing/samples";
import { groupVersions } from "./group-versions";

const version = (datasetId: string, number: number): DatasetVersion => ({
  ...aVersion({ datasetId: asId(datasetId), name: datasetId }),
  version: number,
});

test("versions stay with their dataset, newest first, the dataset that changed last on top", () => {
  const groups = groupVersions([version("iris", 2), version("digits", 10), version("iris", 1), version("digits", 9)]);
  expect(groups.map((group) => [group.name, group.versions.map((found) => found.version)])).toEqual([
    ["iris", [2, 1]],
    ["digits", [10, 9]],
  ]);
  expect(groupVersions([])).toEqual([]);
});
