import { describe, expect, it } from "vitest";
import type { World } from "../guide/world-facts";
import { storyPlace } from "./story";

type Facts = Parameters<typeof storyPlace>[0];

const alert = (status: "open" | "handled") => ({ id: "a1", status }) as unknown as World["alerts"][number];
const run = (status: string, outcome: string | null = null) =>
  ({ id: "r1", status, outcome }) as unknown as World["runs"][number];
const kindOf = (facts: Partial<Facts>) => storyPlace({ alerts: [], runs: [], ...facts })?.kind ?? null;

describe("the place of the story", () => {
  it("is nowhere while nothing happened", () => {
    expect(storyPlace({ alerts: [], runs: [] })).toBeNull();
  });

  it("goes from the monitor's alert over the trigger and the canary to the promotion", () => {
    const alerts = [alert("open")];
    expect(kindOf({ alerts })).toBe("monitor");
    expect(kindOf({ alerts, runs: [run("running")] })).toBe("trigger");
    expect(kindOf({ alerts, runs: [run("waiting")] })).toBe("trigger");
    expect(kindOf({ alerts: [alert("handled")], runs: [run("canary")] })).toBe("deploy");
    expect(kindOf({ alerts: [alert("handled")], runs: [run("done", "promoted")] })).toBe("trigger");
  });

  it("names every chapter of one run with a moment of its own", () => {
    const chapters = [run("running"), run("canary"), run("done", "promoted")];
    const moments = chapters.map((chapter) => storyPlace({ alerts: [], runs: [chapter] })?.moment);
    expect(new Set(moments).size).toBe(chapters.length);
  });

  it("turns to a new alert after an older run ended", () => {
    expect(kindOf({ alerts: [alert("open")], runs: [run("done", "promoted")] })).toBe("monitor");
  });
});
