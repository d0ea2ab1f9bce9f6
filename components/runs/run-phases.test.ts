import { expect, test } from "vitest";
import { aPipelineRun } from "@/lib/storage/testing/samples";
import { runPhases, runShape } from "./run-phases";

const states = (changes: Parameters<typeof aPipelineRun>[0]) =>
  runPhases(aPipelineRun(changes))
    .map((step) => step.state)
    .join(" ");

test("a run in progress is done before its phase and not yet after it", () => {
  expect(states({ status: "running", phase: "packaging" })).toBe("done done now later later later later");
});

test("a run that failed or was cut off shows where", () => {
  expect(states({ status: "failed", phase: "training" })).toBe("done failed later later later later later");
  expect(states({ status: "interrupted", phase: "data" })).toBe("failed later later later later later later");
});

test("a promoted run went through everything, a refused one never reached the canary", () => {
  const canary = { seen: 2, needed: 2, sinceMinute: 5 };
  expect(states({ status: "done", phase: "finished", outcome: "promoted", canary })).toBe(
    "done done done done done done done",
  );
  expect(states({ status: "done", phase: "finished", outcome: "not-blessed" })).toBe(
    "done done done done later later done",
  );
});

test("only a promotion, or no verdict at all, is a plain success", () => {
  expect(runShape(aPipelineRun({ status: "done", outcome: "promoted" }))).toBe("done");
  expect(runShape(aPipelineRun({ status: "done", outcome: "canary-failed" }))).toBe("stopped");
  expect(runShape(aPipelineRun({ status: "canary" }))).toBe("running");
});
