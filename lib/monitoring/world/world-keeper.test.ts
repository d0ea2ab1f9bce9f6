import { describe, expect, it } from "vitest";
import { AppError } from "../../errors";
import { digitsWorld } from "../testing/digits-world";
import { createWorldKeeper, MOST_DEATHS } from "./world-keeper";

const death = () => new AppError("worker.crashed", { details: { worker: "serving", reason: "ended" } });

function kept(reconcile: () => Promise<void> = async () => undefined) {
  const { stores, endpoint } = digitsWorld({ seed: 1 });
  let starts = 0;
  const keeper = createWorldKeeper({
    endpoints: stores.endpoints,
    projectId: endpoint.projectId,
    reconcile: () => {
      starts++;
      return reconcile();
    },
  });
  const world = async () => (await stores.endpoints.getEndpoint(endpoint.id)).world;
  const move = async (minute: number) => stores.endpoints.updateWorld(endpoint.id, { minute });
  return { keeper, world, move, stores, id: endpoint.id, starts: () => starts };
}

describe("worlds whose thread dies", () => {
  it("are started again, and after three deaths in a row paused with the reason", async () => {
    const { keeper, world, starts } = kept();
    for (let time = 1; time < MOST_DEATHS; time++) {
      await keeper.died(death());
      expect(starts()).toBe(time);
      expect(await world()).toMatchObject({ playing: true });
    }
    await keeper.died(death());
    expect(starts()).toBe(MOST_DEATHS - 1);
    expect(await world()).toMatchObject({
      playing: false,
      error: { code: "worker.crashed", details: { worker: "serving", reason: "ended" } },
    });
  });

  it("may die again and again when they recover in between", async () => {
    const { keeper, world, move, starts } = kept();
    for (let time = 1; time <= 10; time++) {
      await move(time * 100);
      await keeper.died(death());
      expect(starts()).toBe(time);
    }
    expect((await world()).playing).toBe(true);
  });

  it("get three tries again after a person has played them", async () => {
    const { keeper, world, stores, id } = kept();
    for (let time = 1; time <= MOST_DEATHS; time++) await keeper.died(death());
    await stores.endpoints.updateWorld(id, { playing: true, error: null });
    await keeper.died(death());
    expect(await world()).toMatchObject({ playing: true, error: null });
  });

  it("are left alone while they are paused", async () => {
    const { keeper, world, stores, id, starts } = kept();
    await stores.endpoints.updateWorld(id, { playing: false });
    for (let time = 1; time <= MOST_DEATHS; time++) await keeper.died(death());
    expect(starts()).toBe(0);
    expect((await world()).error ?? null).toBeNull();
  });

  it("that cannot be started for another reason are paused with that reason", async () => {
    const { keeper, world } = kept(async () => {
      throw new AppError("storage.corrupt");
    });
    await keeper.start();
    expect(await world()).toMatchObject({ playing: false, error: { code: "storage.corrupt" } });
  });
});
