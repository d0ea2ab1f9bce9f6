/** Endpoints and the log of their traffic, as they are stored. */
import { z } from "zod";
import type { Endpoint, PredictionBatch, PredictionRecord, Rollout, Route, World } from "../../serving/endpoint";
import { INJECTION_KINDS, type Injection, type Scenario } from "../../serving/scenario";
import {
  figure,
  finite,
  flag,
  id,
  isCount,
  isFigure,
  isFigureOrNull,
  isMinute,
  isObject,
  isText,
  membersByHand,
  kindsOf,
  membersOf,
  minute,
  oneOf,
  percent,
  sha256,
  text,
  time,
  wireError,
  type IsRight,
} from "./members";

const rollout = kindsOf<Rollout>()({ "all-at-once": {}, canary: { percent, windows: finite } });

const route = membersOf<Route>()({ packageDigest: sha256, modelVersion: text, percent });

const scenario = membersOf<Scenario>()({
  formatVersion: z.literal(1),
  seed: finite,
  injections: z.array(
    membersOf<Injection>()({
      at: minute,
      feature: text,
      kind: z.enum(INJECTION_KINDS),
      strength: figure,
      ramp: minute,
      visible: flag,
    }),
  ),
});

const world = membersOf<World>()({
  source: membersOf<NonNullable<World["source"]>>()({ datasetVersionId: id, splitId: id }).optional(),
  scenario,
  minute,
  playing: flag,
  error: wireError.nullable().optional(),
  speed: z.number().positive().max(1_000),
  requestsPerMinute: z.number().min(0).max(100_000),
  labelDelayMinutes: minute,
  blind: flag,
});

export const endpoint = membersOf<Endpoint>()({
  id,
  projectId: id,
  name: text,
  environment: oneOf<Endpoint["environment"]>({ staging: true, production: true }),
  modelName: text,
  rollout,
  routes: z.array(route),
  previousRoutes: z.array(route),
  routedAtMinute: minute,
  pipelineVersionId: id.nullable(),
  world,
  createdAtMs: time,
});

const isCell: IsRight = (value) => value === null || typeof value === "string" || typeof value === "number";

/** By hand: a project holds thousands of batches with tens of records. The values of a row are not looked at one by one. */
export const faultInBatch = membersByHand<PredictionBatch>({
  endpointId: isText,
  minute: isMinute,
  records: {
    each: membersByHand<PredictionRecord>({
      sequence: isCount,
      minute: isMinute,
      inputs: isObject,
      sourceRow: isCount,
      prediction: isCell,
      confidence: isFigureOrNull,
      modelVersion: isText,
      latencyMs: isFigure,
      error: (value) => value === null || isText(value),
      label: isCell,
      labelMinute: isMinute,
      violations: (value) => Array.isArray(value) && value.every(isText),
    }),
  },
});
