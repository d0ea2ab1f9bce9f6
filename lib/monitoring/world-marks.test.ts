import { expect, it } from "vitest";
import { asId, type EndpointId } from "../ids";
import type { JournalEntry } from "../journal";
import { anEndpoint } from "../storage/testing/samples";
import { worldMarks } from "./world-marks";

const entry = (id: string, change: Partial<JournalEntry>): JournalEntry =>
  ({ id, atMs: 1, virtualMinute: 10, subjects: [], details: {}, command: "cell.run", ...change }) as JournalEntry;
const crown = (id: string, modelName: string, reason: string) =>
  entry(id, { command: "alias.set", details: { modelName, alias: "champion", reason } });
const [digits, loans] = [asId<EndpointId>("digits-endpoint"), asId<EndpointId>("loans-endpoint")];
const marks = (endpoint: ReturnType<typeof anEndpoint>, entries: readonly JournalEntry[]) =>
  worldMarks({ endpoint, entries }).map(({ minute, kind }) => `${kind} ${minute}`);

it("an endpoint's marks are of its own alerts, retrainings, promotions and rollbacks, never of another's", () => {
  const entries = [
    entry("a1", { command: "alert.fire", subjects: ["a1", digits], virtualMinute: 5 }),
    entry("a2", { command: "alert.fire", subjects: ["a2", loans], virtualMinute: 7 }),
    entry("r1", { command: "pipeline-run.start", subjects: ["run", digits] }),
    entry("r2", { command: "pipeline-run.start", subjects: ["run", loans], virtualMinute: 201 }),
    entry("r3", { command: "pipeline-run.start", subjects: ["run", loans], virtualMinute: null }),
    crown("p1", "digits", "gate-blessed"),
    crown("p2", "loans", "gate-blessed"),
    crown("b2", "loans", "rolled-back"),
    crown("c2", "loans", "chosen"),
  ];
  expect(marks(anEndpoint({ id: digits }), entries)).toEqual(["alert 5", "retrain 10", "promotion 10"]);
  const other = marks(anEndpoint({ id: loans, modelName: "loans" }), entries);
  expect(other).toEqual(["alert 7", "retrain 201", "promotion 10", "rollback 10"]);
});

it("what was injected shows when it has begun, and what was injected blindly when it is revealed", () => {
  const base = anEndpoint();
  const injection = { feature: "*", kind: "shift", strength: 1, ramp: 0 } as const;
  const injections = [
    { ...injection, at: 41, visible: true },
    { ...injection, at: 50, visible: false },
    { ...injection, at: 90, visible: true },
  ];
  const world = { ...base.world, minute: 60, scenario: { ...base.world.scenario, injections } };
  expect(marks({ ...base, world }, [])).toEqual(["injection 41"]);
});

it("a world that was restarted forgets what happened before", () => {
  const restart = { command: "scenario.inject", subjects: [digits], details: { restarted: true }, atMs: 5 } as const;
  const entries = [
    entry("a1", { command: "alert.fire", subjects: ["a1", digits], virtualMinute: 80, atMs: 3 }),
    entry("s", restart),
    entry("s2", { ...restart, subjects: [loans], atMs: 9 }),
    entry("a2", { command: "alert.fire", subjects: ["a2", digits], virtualMinute: 20, atMs: 7 }),
  ];
  expect(marks(anEndpoint({ id: digits }), entries)).toEqual(["alert 20"]);
});
