import { expect, it } from "vitest";
import { asId, type EndpointId } from "../ids";
import type { JournalEntry } from "../journal";
import { aMonitor, anAlert } from "../storage/testing/samples";
import { worldMarks } from "./world-marks";

const entry = (id: string, change: Partial<JournalEntry>): JournalEntry =>
  ({ id, virtualMinute: 10, subjects: [], details: {}, command: "cell.run", ...change }) as JournalEntry;
const crown = (id: string, modelName: string, reason: string) =>
  entry(id, { command: "alias.set", details: { modelName, alias: "champion", reason } });

it("an endpoint's marks are of its own alerts, retrainings, promotions and rollbacks, never of another's", () => {
  const [digits, loans] = [asId<EndpointId>("digits-endpoint"), asId<EndpointId>("loans-endpoint")];
  const entries = [
    entry("r1", { command: "pipeline-run.start", subjects: ["run", digits] }),
    entry("r2", { command: "pipeline-run.start", subjects: ["run", loans], virtualMinute: 201 }),
    entry("r3", { command: "pipeline-run.start", subjects: ["run", loans], virtualMinute: null }),
    crown("p1", "digits", "gate-blessed"),
    crown("p2", "loans", "gate-blessed"),
    crown("b2", "loans", "rolled-back"),
    crown("c2", "loans", "chosen"),
  ];
  const alerts = [anAlert(aMonitor(digits), { firedAtMinute: 5 }), anAlert(aMonitor(loans), { firedAtMinute: 7 })];
  const marks = (id: EndpointId, modelName: string) =>
    worldMarks({ endpoint: { id, modelName }, alerts, entries }).map(({ minute, kind }) => `${kind} ${minute}`);
  expect(marks(digits, "digits")).toEqual(["alert 5", "retrain 10", "promotion 10"]);
  expect(marks(loans, "loans")).toEqual(["alert 7", "retrain 201", "promotion 10", "rollback 10"]);
});
