/** Experiments, runs and their metrics, as they are stored. */
import { z } from "zod";
import { RUN_STATUSES, type Artifact, type DatasetInput, type Experiment, type Run } from "../../tracking/run";
import type { BackendChoice, BackendMeasurement } from "../../training/engine";
import { BACKENDS } from "../../training/model-spec";
import type { MetricRow } from "../database/tables";
import {
  bagOf,
  count,
  decimal,
  figure,
  finite,
  hex32,
  id,
  isCount,
  isFigure,
  isText,
  isTime,
  membersByHand,
  membersOf,
  oneOf,
  optional,
  sha256,
  text,
  time,
  wireError,
} from "./members";

export const experiment = membersOf<Experiment>()({ id: decimal, projectId: id, name: text, createdAtMs: time });

const backend = membersOf<BackendChoice>()({
  chosen: z.enum(BACKENDS),
  device: text,
  reason: oneOf<BackendChoice["reason"]>({
    pinned: true,
    measured: true,
    "only-one": true,
    "at-once": true,
    reused: true,
    reproducible: true,
  }),
  measurements: z.array(
    membersOf<BackendMeasurement>()({
      backend: z.enum(BACKENDS),
      outcome: oneOf<BackendMeasurement["outcome"]>({
        measured: true,
        unavailable: true,
        "not-tried": true,
        uncovered: true,
      }),
      note: text.optional(),
      msPerStep: figure.nullable(),
      device: text,
    }),
  ),
});

export const run = membersOf<Run>()({
  id: hex32,
  projectId: id,
  experimentId: decimal,
  name: text,
  status: z.enum(RUN_STATUSES),
  startTimeMs: time,
  endTimeMs: time.nullable(),
  params: bagOf(text),
  metrics: bagOf(figure),
  tags: bagOf(text),
  inputs: z.array(
    membersOf<DatasetInput>()({
      datasetVersionId: id,
      name: text,
      version: count,
      digest: text,
      contentSha256: sha256,
      context: z.literal("training"),
    }),
  ),
  artifacts: z.array(membersOf<Artifact>()({ path: text, digest: sha256, sizeBytes: count })),
  seed: finite,
  backend: backend.nullable(),
  notebookId: id.nullable(),
  cellId: id.nullable(),
  pipelineRunId: id.nullable(),
  recipeId: id,
  splitId: id,
  error: wireError.nullable(),
});

type LaterPoint = NonNullable<MetricRow["more"]>[number];

const laterPoints = {
  each: membersByHand<LaterPoint>({ value: isFigure, timestampMs: isTime, loggedAs: optional(isCount) }),
};

const point = {
  runId: isText,
  key: isText,
  step: Number.isFinite,
  value: isFigure,
  timestampMs: isTime,
  loggedAs: optional(isCount),
};
const pointAlone = membersByHand<Omit<MetricRow, "more">>(point);
const pointWithMore = membersByHand<MetricRow>({ ...point, more: laterPoints });

/** A step has one point nearly always: the others are looked at only where there are some. */
export const faultInMetric = (value: unknown): string | null =>
  (value as { readonly more?: unknown } | null)?.more === undefined ? pointAlone(value) : pointWithMore(value);
