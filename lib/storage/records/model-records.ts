/** Packages, registered models and their versions, as they are stored. */
import { z } from "zod";
import { TASKS } from "../../data/goal";
import type { Decision } from "../../packaging/decision";
import type {
  ModelPackage,
  PackageFile,
  PackageManifest,
  PackageSignature,
  ParityReport,
  SignatureInput,
} from "../../packaging/package";
import type { ModelVersion, RegisteredModel } from "../../registry/registered-model";
import { image } from "./data-records";
import { bagOf, count, decimal, figure, id, membersOf, oneOf, sha256, share, text, texts, time } from "./members";

export const decision = membersOf<Decision>()({ positive: text, threshold: share });

const manifest = membersOf<PackageManifest>()({
  format: z.literal("ciclo-package"),
  formatVersion: z.literal(1),
  files: z.array(membersOf<PackageFile>()({ path: text, sha256, sizeBytes: count })),
  lineage: membersOf<PackageManifest["lineage"]>()({
    runId: id,
    datasetSha256: sha256,
    datasetName: text,
    datasetVersion: count,
    recipeSha256: sha256,
    splitSha256: sha256,
  }),
  decision: decision.optional(),
});

const signature = membersOf<PackageSignature>()({
  task: z.enum(TASKS),
  inputMode: oneOf<PackageSignature["inputMode"]>({ matrix: true, columns: true }),
  inputs: z.array(
    membersOf<SignatureInput>()({ name: text, type: oneOf<SignatureInput["type"]>({ double: true, string: true }) }),
  ),
  target: text,
  classes: texts,
});

export const modelPackage = membersOf<ModelPackage>()({
  digest: sha256,
  projectId: id,
  runId: id,
  recipeId: id,
  splitId: id,
  datasetVersionId: id,
  manifest,
  signature,
  image: image.nullable(),
  parity: membersOf<ParityReport>()({
    rows: count,
    maxDifference: figure,
    tolerance: figure,
    labelMismatches: count,
    runtime: text,
  }),
  sizeBytes: count,
  createdAtMs: time,
});

export const registeredModel = membersOf<RegisteredModel>()({
  projectId: id,
  name: text,
  aliases: bagOf(decimal),
  tags: bagOf(text),
  createdAtMs: time,
});

export const modelVersion = membersOf<ModelVersion>()({
  projectId: id,
  modelName: text,
  version: decimal,
  packageDigest: sha256,
  runId: id,
  evaluationId: id.nullable(),
  tags: bagOf(text),
  createdAtMs: time,
});
