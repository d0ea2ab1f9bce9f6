/** Published pipelines and their runs, as they are stored. */
import { z } from "zod";
import { METRICS } from "../../data/goal";
import { PIPELINE_PHASES, type PipelineRun, type PipelineVersion } from "../../pipeline/pipeline";
import { GATE_GROUNDS, type GateContender, type GateResult } from "../../registry/gate-types";
import { check, comparison, scores } from "./evaluation-records";
import { bagOf, count, figure, id, membersOf, minute, oneOf, sha256, text, time, wireError } from "./members";
import { actor, cellResult, document } from "./notebook-records";

export const pipelineVersion = membersOf<PipelineVersion>()({
  id,
  projectId: id,
  notebookId: id,
  document,
  digest: sha256,
  handles: bagOf(text),
  createdAtMs: time,
  version: count,
});

const contender = membersOf<GateContender>()({ version: text, gateSet: scores, originalTest: scores });

const gate = membersOf<GateResult>()({
  verdict: oneOf<GateResult["verdict"]>({ blessed: true, "not-blessed": true }),
  blessing: oneOf<NonNullable<GateResult["blessing"]>>({
    blessed: true,
    "not-blessed": true,
    "rubber-stamped": true,
  }).optional(),
  metric: z.enum(METRICS),
  challenger: contender,
  champion: contender.nullable(),
  checks: z.array(check),
  gateRows: count,
  goalMinimum: figure.optional(),
  comparison: comparison.optional(),
  ground: z.enum(GATE_GROUNDS).nullable().optional(),
});

export const pipelineRun = membersOf<PipelineRun>()({
  id,
  projectId: id,
  pipelineVersionId: id,
  endpointId: id.nullable(),
  overrides: bagOf(id),
  gateVersionId: id.nullable(),
  trigger: oneOf<PipelineRun["trigger"]>({ manual: true, alert: true }),
  alertId: id.nullable(),
  actor,
  note: text.optional(),
  status: oneOf<PipelineRun["status"]>({
    queued: true,
    running: true,
    waiting: true,
    canary: true,
    done: true,
    failed: true,
    stopped: true,
    interrupted: true,
  }),
  phase: z.enum(PIPELINE_PHASES),
  outcome: oneOf<NonNullable<PipelineRun["outcome"]>>({
    promoted: true,
    "not-blessed": true,
    "canary-failed": true,
    rejected: true,
  }).nullable(),
  cellResults: bagOf(cellResult),
  gate: gate.nullable(),
  canary: membersOf<NonNullable<PipelineRun["canary"]>>()({
    seen: figure,
    needed: figure,
    sinceMinute: minute,
  }).nullable(),
  challengerVersion: text.nullable(),
  startedAtMs: time,
  endedAtMs: time.nullable(),
  error: wireError.nullable(),
});
