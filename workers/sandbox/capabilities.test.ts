import { describe, expect, it } from "vitest";
import type { Services } from "../../lib/pipeline/services";
import { capabilities, MAX_ROWS } from "./capabilities";

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
  it("reads 200 rows of a dataset that the cell names, when it does not say how many", async () => {
    const answer = capabilities(services, scope);
    await expect(answer({ id: 1, method: "rows", handle: scope.digits, options: { offset: -5 } })).resolves.toEqual([
      { age: 30 },
    ]);
    expect(asked.at(-1)).toEqual({ datasetVersionId: "v1", offset: 0, limit: 200 });
  });

  it("gives every row that is asked for, or says how many one call may ask for", async () => {
    const table = Array.from({ length: 4_321 }, (_, index) => ({ index, row: { age: index } }));
    const rows = async ({ offset = 0, limit = 0 }) => table.slice(offset, offset + Math.min(limit, 200));
    const answer = capabilities({ ...services, data: { rows } } as unknown as typeof services, scope);
    const call = (limit: number, offset = 0) =>
      answer({ id: 1, method: "rows", handle: scope.digits, options: { limit, offset } });
    expect(await call(5_000)).toEqual(table.map(({ row }) => row));
    expect(await call(450, 4_000)).toEqual(table.slice(4_000).map(({ row }) => row));
    await expect(call(MAX_ROWS + 1)).rejects.toMatchObject({ code: "code.too-many-rows", details: { most: MAX_ROWS } });
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
