import { describe, expect, it } from "vitest";
import { asId, type CellId } from "../../ids";
import { runReach } from "./run-reach";

const order = ["goal", "data", "split", "run", "bundle"].map((id) => asId<CellId>(id));
const fresh = (...ids: readonly string[]) => new Set(ids.map((id) => asId<CellId>(id)));

describe("how far run all goes", () => {
  it("stops at the first manual edge whose cell is not up to date", () => {
    expect(runReach(order, { run: "manual", bundle: "manual" }, fresh("goal"))).toEqual({ count: 2, waitsAt: "run" });
    expect(runReach(order, { run: "manual", bundle: "approval" }, fresh("goal", "run"))).toEqual({
      count: 2,
      waitsAt: "bundle",
    });
  });

  it("runs what needs no answer while the question is open, and says that it waits for it", () => {
    const asked = fresh("goal", "split", "run", "bundle");
    expect(runReach(order, { run: "manual" }, fresh(), asked)).toEqual({ count: 1, waitsAt: "goal" });
  });

  it("goes to the end where nothing waits", () => {
    expect(runReach(order, { split: "automatic" }, fresh())).toEqual({ count: 5, waitsAt: null });
  });
});
