import { describe, expect, it } from "vitest";
import { openSession } from "../../testing/notebook-session";
import type { Handle } from "./cell-result";
import { deployDiff } from "./deploy-diff";
import { lineageOf } from "./lineage";

describe("lineage", () => {
  it("leads from every value of a notebook back to the same data, and forward to what serves it", async () => {
    const session = await openSession("digits");
    for (const name of ["run", "bundle", "evaluation", "endpoint"]) await session.run(name);
    const { stores, projectId } = session.services;
    const data = session.state("data").result?.handle?.id;
    for (const name of ["data", "split", "recipe", "run", "bundle", "evaluation", "model", "endpoint", "monitor"]) {
      const handle = session.state(name).result?.handle as Handle;
      expect((await lineageOf(stores, projectId, handle)).dataset?.id, name).toBe(data);
    }
    const lineage = await lineageOf(stores, projectId, session.state("run").result?.handle as Handle);
    expect(lineage.modelVersions.map((version) => version.version)).toEqual(["1"]);
    expect(lineage.endpoints.map((endpoint) => endpoint.name)).toEqual(["digits"]);
  });
});

describe("what deploying would change", () => {
  it("is shown before it is done: create, change, nothing", async () => {
    const session = await openSession("digits");
    for (const name of ["run", "bundle", "evaluation"]) await session.run(name);
    const model = session.state("model").result?.handle as Handle;
    const all = { kind: "all-at-once" } as const;
    expect(deployDiff(null, model, all)).toMatchObject({ kind: "create", next: [{ modelVersion: "1", percent: 100 }] });
    await session.run("endpoint");
    const { stores, projectId } = session.services;
    const endpoint = await stores.endpoints.findEndpoint(projectId, "digits");
    expect(deployDiff(endpoint, model, all).kind).toBe("unchanged");
    const next: Handle = { kind: "register", id: "digits/2", digest: "other" };
    expect(deployDiff(endpoint, next, { kind: "canary", percent: 10, windows: 2 })).toMatchObject({
      kind: "change",
      serves: [{ modelVersion: "1", percent: 100 }],
      next: [
        { modelVersion: "1", percent: 90 },
        { modelVersion: "2", percent: 10 },
      ],
    });
  });
});
