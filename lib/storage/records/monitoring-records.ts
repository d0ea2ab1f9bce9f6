/** Monitors, their windows, alerts and triggers, as they are stored. */
import { z } from "zod";
import {
  DRIFT_TESTS,
  SERIES,
  type Alert,
  type AlertCondition,
  type AlertEvidence,
  type AlertRule,
  type ColumnDrift,
  type Monitor,
  type MonitorReference,
  type MonitorWindow,
  type SeriesName,
} from "../../monitoring/monitor";
import type { MissingShares, UnseenValues } from "../../monitoring/drift/column-loss";
import type { Trigger } from "../../notebook/services/trigger";
import type { GateParams } from "../../registry/gate-types";
import type { NotMeasured } from "../../statistics/measured";
import { operator } from "./evaluation-records";
import {
  bagOf,
  count,
  figure,
  finite,
  id,
  kindsOf,
  membersOf,
  minute,
  oneOf,
  percent,
  sha256,
  share,
  text,
  texts,
  time,
  wireError,
} from "./members";

const condition = membersOf<AlertCondition>()({ series: z.enum(SERIES), operator, threshold: figure });

export const rule = membersOf<AlertRule>()({ anyOf: z.array(condition), m: figure, n: figure });

export const monitor = membersOf<Monitor>()({
  id,
  projectId: id,
  endpointId: id,
  windowRows: count,
  reference: membersOf<MonitorReference>()({ datasetVersionId: id, splitId: id, seed: finite, rows: count }),
  rule,
  sinceMinute: minute,
  createdAtMs: time,
});

const notMeasured = kindsOf<NotMeasured>()({
  "not-enough-data": { needed: figure, got: figure },
  degenerate: { reason: text },
});

const columnDrift = membersOf<ColumnDrift>()({
  column: text,
  test: z.enum(DRIFT_TESTS),
  score: figure.nullable(),
  threshold: figure,
  operator,
  verdict: oneOf<ColumnDrift["verdict"]>({ drift: true, stable: true, "not-enough-data": true, degenerate: true }),
  psi: figure.nullable(),
  notMeasured: notMeasured.optional(),
  law: oneOf<NonNullable<ColumnDrift["law"]>>({ exact: true, asymptotic: true }).optional(),
  because: oneOf<NonNullable<ColumnDrift["because"]>>({ missing: true, unseen: true, gone: true }).optional(),
  missing: membersOf<MissingShares>()({ reference: share, current: share }).optional(),
  unseen: membersOf<UnseenValues>()({ values: texts, share }).optional(),
});

const value = figure.nullable();
const series = Object.fromEntries(SERIES.map((name) => [name, value])) as Record<SeriesName, typeof value>;

export const monitorWindow = membersOf<MonitorWindow>()({
  monitorId: id,
  endpointId: id,
  index: count,
  fromMinute: minute,
  toMinute: minute,
  rows: count,
  series: membersOf<MonitorWindow["series"]>()(series),
  columns: z.array(columnDrift),
  prediction: columnDrift.nullable(),
  incomplete: z.literal(true).optional(),
  labelledRows: count,
  awaitedRows: count.optional(),
  performanceError: value.optional(),
  findings: bagOf(count).optional(),
  byVersion: z.array(
    membersOf<MonitorWindow["byVersion"][number]>()({
      modelVersion: text,
      rows: count,
      primary: value,
      errorShare: figure,
    }),
  ),
});

export const alert = membersOf<Alert>()({
  id,
  projectId: id,
  monitorId: id,
  endpointId: id,
  firedAtMinute: minute,
  windowIndex: count,
  evidence: membersOf<AlertEvidence>()({
    condition,
    m: figure,
    n: figure,
    values: z.array(value),
    windowIndices: z.array(count),
    columns: z.array(columnDrift),
  }),
  packageDigest: sha256,
  modelVersion: text,
  status: oneOf<Alert["status"]>({ open: true, handled: true, dismissed: true }),
  pipelineRunId: id.nullable(),
});

export const gateParams = membersOf<GateParams>()({ valueThreshold: figure.optional(), changeThreshold: figure });
export const canary = membersOf<Trigger["canary"]>()({ percent, windows: figure });

export const trigger = membersOf<Trigger>()({
  id,
  projectId: id,
  notebookId: id,
  endpointId: id,
  monitorId: id,
  mode: oneOf<Trigger["mode"]>({ manual: true, "on-alert": true }),
  promotion: oneOf<Trigger["promotion"]>({ manual: true, approval: true, automatic: true }),
  gate: gateParams,
  canary,
  createdAtMs: time,
  paused: oneOf<NonNullable<Trigger["paused"]>>({ "rolled-back": true }).optional(),
  error: wireError.nullable().optional(),
});
