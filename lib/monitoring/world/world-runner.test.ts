import { describe, expect, test } from "vitest";
import { AppError } from "../../errors";
import { asId } from "../../ids";
import { BY_PERSON } from "../../journal";
import type { Injection } from "../../serving/scenario";
import { digitsWorld, RETRAINED, type DigitsWorld } from "../testing/digits-world";
import { createWorldRunner, TICK_MS, type WorldRunner, type WorldRunnerOptions } from "./world-runner";

const SHIFT: Omit<Injection, "at"> = { feature: "*", kind: "shift", strength: 1, ramp: 0, visible: true };
const WINDOW = 20;
const ALL = { kind: "all-at-once" } as const;

/** A timer that is moved by hand: `fire` runs what is due and waits for it. */
function handTimer() {
  const pending = new Set<{ readonly run: () => void; readonly ms: number }>();
  return {
    pending,
    setTimer: (run: () => void, ms: number) => {
      const entry = { run, ms };
      pending.add(entry);
      return () => void pending.delete(entry);
    },
    async fire(runner: WorldRunner): Promise<void> {
      const due = [...pending];
      pending.clear();
      for (const { run } of due) run();
      await runner.settled();
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

function runnerOn(world: DigitsWorld, extra: Partial<WorldRunnerOptions> = {}) {
  const timer = handTimer();
  const runner = createWorldRunner({ ports: world.ports, setTimer: timer.setTimer, ...extra });
  return { runner, timer, id: world.endpoint.id };
}

describe("the defaults that ship", () => {
  test("give no alert in ten stable windows and one within five after a shift, for twenty seeds", async () => {
    for (let seed = 0; seed < 20; seed++) {
      const world = digitsWorld({ seed });
      const { runner, id } = runnerOn(world);
      await runner.advance(id, 10 * WINDOW);
      const stable = world.stores.windows.map(({ series }) => [series["drift.share"], series["drift.prediction"]]);
      expect(world.stores.alerts, `seed ${seed}: ${JSON.stringify(stable)}`).toEqual([]);
      await runner.inject(id, SHIFT, BY_PERSON);
      await runner.advance(id, 5 * WINDOW);
      expect(world.stores.alerts.length, `seed ${seed}`).toBe(1);
      const [alert] = world.stores.alerts;
      expect(alert?.evidence.condition.series).toBe("drift.share");
      expect(alert?.evidence.columns.length).toBe(5);
    }
  }, 120_000);
});

describe("windows", () => {
  test("hold two hundred requests; performance starts when labels have arrived", async () => {
    const world = digitsWorld({ seed: 3 });
    const { runner, id } = runnerOn(world);
    await runner.advance(id, 3 * WINDOW);
    const [first, second, third] = world.stores.windows;
    expect(first).toMatchObject({
      index: 0,
      fromMinute: 1,
      toMinute: 21,
      rows: 200,
      labelledRows: 200,
      awaitedRows: 0,
    });
    expect(second).toMatchObject({ index: 1, fromMinute: 21, toMinute: 41, rows: 200, labelledRows: 200 });
    expect(second?.series["performance.primary"]).toBeGreaterThan(0.8);
    expect(third).toMatchObject({ labelledRows: 0, awaitedRows: 200 });
    expect(third?.series["performance.primary"]).toBeNull();
    expect(third?.byVersion).toEqual([expect.objectContaining({ modelVersion: "1", rows: 200, errorShare: 0 })]);
    expect(third?.series["staleness.minutes"]).toBe(60);
    expect(first?.columns.find(({ column }) => column === "p00")?.verdict).toBe("degenerate");
  });

  test("columns that begin to lack values show as quality and as drift, and nothing crashes", async () => {
    const injection: Injection = { ...SHIFT, kind: "missing", strength: 0.5, at: 1 };
    const world = digitsWorld({ seed: 1, scenario: { formatVersion: 1, seed: 1, injections: [injection] } });
    const { runner, id } = runnerOn(world);
    await runner.advance(id, WINDOW);
    expect(world.stores.windows[0]?.series["quality.missingShare"]).toBeCloseTo(0.5, 1);
    expect(world.stores.windows[0]?.series["drift.share"]).toBe(1);
    expect(world.stores.windows[0]?.series["service.errorShare"]).toBe(0);
    expect(world.stores.windows[0]?.findings).toEqual({ imputed: 200 });
  });

  test("a metric that fell alarms though the newest window still waits for its labels", async () => {
    const injection: Injection = { ...SHIFT, kind: "label-flip", strength: 0.5, at: 1 };
    const world = digitsWorld({ seed: 1, scenario: { formatVersion: 1, seed: 1, injections: [injection] } });
    const condition = { series: "performance.primary", operator: "<", threshold: 0.7 } as const;
    world.stores.monitor = { ...world.stores.monitor, rule: { anyOf: [condition], m: 2, n: 2 } };
    const { runner, id } = runnerOn(world);
    await runner.advance(id, 2 * WINDOW);
    expect(world.stores.alerts).toEqual([]);
    await runner.advance(id, WINDOW);
    expect(world.stores.alerts[0]?.evidence.windowIndices).toEqual([0, 1]);
  });

  test("with labels that take days, every window is measured as soon as they come", async () => {
    const world = digitsWorld({ seed: 1 });
    const slow = { ...world.stores.endpoint.world, labelDelayMinutes: 70 };
    world.stores.endpoint = { ...world.stores.endpoint, world: slow };
    const { runner, id } = runnerOn(world);
    await runner.advance(id, 6 * WINDOW);
    const labelled = world.stores.windows.map(({ labelledRows, awaitedRows = 0 }) => [labelledRows, awaitedRows]);
    expect(labelled).toEqual([
      [200, 0],
      [200, 0],
      [100, 100],
      [0, 200],
      [0, 200],
      [0, 200],
    ]);
  });

  test("flipped labels lower the performance and leave the drift alone", async () => {
    const injection: Injection = { ...SHIFT, kind: "label-flip", strength: 0.5, at: 1 };
    const world = digitsWorld({ seed: 1, scenario: { formatVersion: 1, seed: 1, injections: [injection] } });
    const { runner, id } = runnerOn(world);
    await runner.advance(id, 2 * WINDOW);
    expect(world.stores.windows[0]?.series["performance.primary"]).toBeLessThan(0.6);
    expect(world.stores.windows[0]?.series["drift.share"]).toBeLessThan(0.5);
  });
});

describe("determinism", () => {
  test("the same scenario gives the same windows and alert minutes, however the minutes are cut", async () => {
    const play = async (steps: readonly number[]): Promise<readonly unknown[]> => {
      const scenario = { formatVersion: 1 as const, seed: 5, injections: [{ ...SHIFT, at: 41, ramp: 10 }] };
      const world = digitsWorld({ seed: 5, scenario });
      const { runner, id } = runnerOn(world);
      for (const minutes of steps) await runner.advance(id, minutes);
      return [world.stores.windows, world.stores.alerts.map(({ id: _id, ...alert }) => alert)];
    };
    const whole = await play([160]);
    expect(await play([7, 13, 33, 1, 66, 40])).toEqual(whole);
    expect((whole[1] as readonly unknown[]).length).toBe(1);
  });

  test("a restarted world repeats its drift and its alert", async () => {
    const scenario = { formatVersion: 1 as const, seed: 5, injections: [{ ...SHIFT, at: 21 }] };
    const world = digitsWorld({ seed: 5, scenario });
    const { runner, id } = runnerOn(world);
    await runner.advance(id, 120);
    const first = world.stores.windows.map(({ series }) => series);
    await runner.restart(id, scenario, BY_PERSON);
    expect(world.stores.windows).toEqual([]);
    await runner.advance(id, 120);
    expect(world.stores.windows.map(({ series }) => series)).toEqual(first);
    expect(world.stores.alerts.map(({ firedAtMinute }) => firedAtMinute)).toEqual([80, 80]);
  });
});

describe("a world that another tab restarts", () => {
  test("forgets the minutes that were being served for its past", async () => {
    const world = digitsWorld({ seed: 2 });
    const { runner, id } = runnerOn(world);
    await runner.advance(id, 5);
    const { monitors, endpoints } = world.stores;
    const { passMinutes } = monitors;
    const scenario = { formatVersion: 1 as const, seed: 8, injections: [] };
    Object.assign(monitors, {
      passMinutes: async (step: Parameters<typeof passMinutes>[0]) => {
        await endpoints.resetWorld(id, scenario, BY_PERSON);
        return passMinutes(step);
      },
    });
    const after = await runner.advance(id, 7);
    expect(after.world).toMatchObject({ minute: 0, scenario });
    expect(world.stores.log).toEqual([]);
    Object.assign(monitors, { passMinutes });
    await runner.advance(id, 3);
    expect(world.stores.log.map(({ minute }) => minute)).toEqual([1, 2, 3]);
  });
});

describe("one alert at a time", () => {
  test("an open alert blocks, a handled one lets the next fire from newer windows only", async () => {
    const scenario = { formatVersion: 1 as const, seed: 2, injections: [{ ...SHIFT, at: 1 }] };
    const world = digitsWorld({ seed: 2, scenario });
    const { runner, id } = runnerOn(world);
    await runner.advance(id, 8 * WINDOW);
    expect(world.stores.alerts.map(({ windowIndex }) => windowIndex)).toEqual([2]);
    const [alert] = world.stores.alerts;
    await world.stores.monitors.updateAlert(alert?.id ?? asId(""), { status: "handled", pipelineRunId: null });
    await runner.advance(id, WINDOW);
    expect(world.stores.alerts.map(({ windowIndex }) => windowIndex)).toEqual([2, 8]);
    expect(world.stores.alerts[1]?.evidence.windowIndices.every((index) => index > 2)).toBe(true);
  });

  test("nothing fires while a pipeline run of the endpoint is active, nor from windows before the routes changed", async () => {
    const scenario = { formatVersion: 1 as const, seed: 2, injections: [{ ...SHIFT, at: 1 }] };
    const world = digitsWorld({ seed: 2, scenario });
    let busy = true;
    const ports = { ...world.ports, isBusy: async () => busy };
    const { runner, id } = runnerOn({ ...world, ports });
    await runner.advance(id, 6 * WINDOW);
    expect(world.stores.alerts).toEqual([]);
    busy = false;
    const { routes, rollout } = world.endpoint;
    await world.stores.endpoints.setRoutes(id, { routes, rollout }, BY_PERSON);
    await runner.advance(id, 2 * WINDOW);
    expect(world.stores.alerts).toEqual([]);
    await runner.advance(id, WINDOW);
    expect(world.stores.alerts.length).toBe(1);
  });
});

describe("the reference after a retraining", () => {
  test("is the traffic before it took over, so that the same drift does not alert again; rolled back, it does", async () => {
    const world = digitsWorld({ seed: 4 });
    const { runner, id } = runnerOn(world);
    await runner.advance(id, 2 * WINDOW);
    await runner.inject(id, SHIFT, BY_PERSON);
    await runner.advance(id, 5 * WINDOW);
    const [alert] = world.stores.alerts;
    await world.stores.monitors.updateAlert(alert?.id ?? asId(""), { status: "handled", pipelineRunId: null });
    const champion = world.endpoint.routes;
    await world.stores.endpoints.setRoutes(id, { rollout: ALL, routes: [RETRAINED] }, BY_PERSON);
    await runner.advance(id, 8 * WINDOW);
    expect(world.stores.alerts.length).toBe(1);
    expect(world.stores.windows.at(-1)?.series["drift.share"]).toBeLessThan(0.2);
    await world.stores.endpoints.setRoutes(id, { rollout: ALL, routes: champion }, BY_PERSON);
    await runner.advance(id, 3 * WINDOW);
    expect(world.stores.alerts.length).toBe(2);
  });

  test("the traffic keeps its source when another package takes over", async () => {
    const world = digitsWorld({ seed: 4 });
    const { runner, id } = runnerOn(world);
    await runner.advance(id, 1);
    await world.stores.endpoints.setRoutes(id, { rollout: ALL, routes: [RETRAINED] }, BY_PERSON);
    await runner.advance(id, 1);
    expect(world.stores.endpoint.world.source).toEqual({ datasetVersionId: "digits-1", splitId: "split-1" });
  });
});

describe("real time", () => {
  test("each tick serves the minutes that are due at the endpoint's speed", async () => {
    const world = digitsWorld({ seed: 1 });
    const { runner, timer, id } = runnerOn(world);
    await runner.play(id, 16);
    expect([...timer.pending].map(({ ms }) => ms)).toEqual([TICK_MS]);
    await timer.fire(runner);
    expect(world.stores.endpoint.world.minute).toBe(4);
    await runner.play(id, 2);
    await timer.fire(runner);
    await timer.fire(runner);
    expect(world.stores.endpoint.world.minute).toBe(5);
    await runner.pause(id);
    expect(timer.pending.size).toBe(0);
    expect(world.stores.endpoint.world.playing).toBe(false);
  });

  test("a new runner goes on from the stored minute with the same log", async () => {
    const world = digitsWorld({ seed: 1 });
    const first = runnerOn(world);
    await first.runner.reconcile(world.endpoint.projectId);
    for (let tick = 0; tick < 30; tick++) await first.timer.fire(first.runner);
    first.runner.dispose();
    const second = runnerOn(world);
    await second.runner.reconcile(world.endpoint.projectId);
    for (let tick = 0; tick < 10; tick++) await second.timer.fire(second.runner);
    expect(world.stores.endpoint.world.minute).toBe(40);
    expect(world.stores.log.map(({ minute }) => minute)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    const sequences = world.stores.log.flatMap(({ records }) => records.map(({ sequence }) => sequence));
    expect(sequences).toEqual(Array.from({ length: 400 }, (_, index) => index));
    expect(world.stores.windows.length).toBe(2);
  });

  test("a world plays only while this tab holds its lock, and hands it over when paused", async () => {
    const world = digitsWorld({ seed: 1 });
    const log: string[] = [];
    let grant = (): void => undefined;
    const lock = (name: string): Promise<() => void> =>
      new Promise((resolve) => (grant = () => resolve(() => void log.push(`released ${name}`))));
    const { runner, timer, id } = runnerOn(world, { lock });
    await runner.reconcile(world.endpoint.projectId);
    expect(timer.pending.size).toBe(0);
    grant();
    await Promise.resolve();
    await timer.fire(runner);
    expect(world.stores.endpoint.world.minute).toBe(1);
    await runner.pause(id);
    await runner.settled();
    expect(log).toEqual([`released world:${id}`]);
  });

  test("a world that was paused in another tab stops, one that fails is paused and reported", async () => {
    const world = digitsWorld({ seed: 1 });
    const errors: unknown[] = [];
    const ports = { ...world.ports, loadTable: () => Promise.reject(new Error("gone")) };
    const { runner, timer } = runnerOn({ ...world, ports }, { onError: (_id, error) => errors.push(error) });
    await runner.reconcile(world.endpoint.projectId);
    await timer.fire(runner);
    expect(errors).toEqual([new Error("gone")]);
    expect(world.stores.endpoint.world).toMatchObject({ playing: false, error: { code: "unexpected" } });

    const healthy = digitsWorld({ seed: 1 });
    const other = runnerOn(healthy);
    await other.runner.reconcile(healthy.endpoint.projectId);
    await healthy.stores.endpoints.updateWorld(healthy.endpoint.id, { playing: false });
    await other.timer.fire(other.runner);
    expect(other.timer.pending.size).toBe(0);
    expect(healthy.stores.log).toEqual([]);
  });

  test("why a world stopped is kept with it, and goes when it plays again", async () => {
    const world = digitsWorld({ seed: 1 });
    let broken = true;
    const error = new AppError("data.column-missing", { details: { column: "passengers" } });
    const { loadTable } = world.ports;
    const ports: typeof world.ports = {
      ...world.ports,
      loadTable: (id) => (broken ? Promise.reject(error) : loadTable(id)),
    };
    const { runner, timer, id } = runnerOn({ ...world, ports });
    await runner.play(id, 4);
    await timer.fire(runner);
    expect(world.stores.endpoint.world).toMatchObject({
      playing: false,
      error: { code: "data.column-missing", details: { column: "passengers" } },
    });
    broken = false;
    await runner.play(id, 4);
    await timer.fire(runner);
    expect(world.stores.endpoint.world).toMatchObject({ playing: true, error: null, minute: 1 });
  });

  test("a world whose lock cannot be asked for says so", async () => {
    const world = digitsWorld({ seed: 1 });
    const { runner } = runnerOn(world, { lock: () => Promise.reject(new AppError("storage.unavailable")) });
    await runner.reconcile(world.endpoint.projectId);
    await new Promise((resolve) => setTimeout(resolve));
    expect(world.stores.endpoint.world).toMatchObject({ playing: false, error: { code: "storage.unavailable" } });
  });

  test("an injection begins at the next minute", async () => {
    const world = digitsWorld({ seed: 1 });
    const { runner, id } = runnerOn(world);
    await runner.advance(id, 7);
    const scenario = await runner.inject(id, SHIFT, BY_PERSON);
    await expect(runner.inject(id, { ...SHIFT, strength: NaN }, BY_PERSON)).rejects.toThrow("scenario.invalid");
    expect(world.stores.endpoint.world.scenario).toEqual(scenario);
    // The world was to play but this runner does not hold it: whoever does may be four minutes ahead.
    expect(scenario.injections[0]?.at).toBe(12);
    await world.stores.endpoints.updateWorld(id, { playing: false });
    expect((await runner.inject(id, SHIFT, BY_PERSON)).injections[1]?.at).toBe(8);
  });
});
