import { describe, expect, it } from "vitest";
import type { Services } from "../../lib/pipeline/services";
import { capabilities } from "./capabilities";

const asked: unknown[] = [];
const services = {
  data: {
    rows: async (request: unknown) => {
      asked.push(request);
      return [{ index: 0, row: { age: 30 } }];
    },
  },
  stores: { datasets: { getVersion: async () => ({ profile: { columns: [{ name: "age" }] } }) } },
} as unknown as Pick<Services, "data" | "stores">;

const scope = {
  digits: { kind: "dataset", id: "v1", digest: "d" },
  run: { kind: "train", id: "r1", digest: "d" },
  n: 3,
};

describe("capabilities of a code cell", () => {
  it("reads at most 200 rows of a dataset that the cell names", async () => {
    const answer = capabilities(services, scope);
    await expect(
      answer({ id: 1, method: "rows", handle: scope.digits, options: { limit: 1e9, offset: -5 } }),
    ).resolves.toEqual([{ age: 30 }]);
    expect(asked.at(-1)).toEqual({ datasetVersionId: "v1", offset: 0, limit: 200 });
  });

  it("gives the profile of a dataset that the cell names", async () => {
    await expect(
      capabilities(services, scope)({ id: 1, method: "profile", handle: scope.digits, options: {} }),
    ).resolves.toEqual([{ name: "age" }]);
  });

  it.each([{ kind: "dataset", id: "v2" }, { kind: "train", id: "r1" }, null, "v1"])(
    "denies a handle that the cell was not given: %j",
    async (handle) => {
      await expect(capabilities(services, scope)({ id: 1, method: "rows", handle, options: {} })).rejects.toMatchObject(
        { code: "code.capability-denied" },
      );
    },
  );
});
