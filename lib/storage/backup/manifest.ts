/** The manifest of a backup: what it is, and the digest of every other file in it. */
import { z } from "zod";
import { AppError } from "../../errors";
import { damaged, type Archive } from "./archive";

export const MANIFEST = "manifest.json";
/** Every backup has it: a zip with this file and no manifest was one. */
const TELLTALE = "projects.jsonl";

const manifestSchema = z.object({
  format: z.literal("ciclo-backup"),
  formatVersion: z.literal(1),
  schemaVersion: z.number().int().positive(),
  createdAtMs: z.number(),
  files: z.array(z.object({ path: z.string(), sha256: z.string(), sizeBytes: z.number() })),
  /** Records that lie in it under `apart/`, because no page could use them. */
  apart: z.array(z.object({ table: z.string(), record: z.string(), member: z.string() })).default([]),
});
const futureSchema = z.object({ format: z.literal("ciclo-backup"), formatVersion: z.number().int().min(2) });

export type Manifest = z.infer<typeof manifestSchema>;
export type BackupFile = Manifest["files"][number];
export type ApartRecord = Manifest["apart"][number];

/** The manifest; `backup.foreign` for a zip of something else, `backup.damaged`, or `storage.newer-version` for a later format. */
export async function readManifest(archive: Archive): Promise<Manifest> {
  const wasBackup = archive.paths.includes(TELLTALE);
  const refused = (cause?: unknown) =>
    wasBackup ? damaged({ file: MANIFEST }, cause) : new AppError("backup.foreign", { cause });
  if (!archive.paths.includes(MANIFEST)) throw refused();
  const json = await jsonIn(archive, refused);
  const future = futureSchema.safeParse(json);
  if (future.success) {
    throw new AppError("storage.newer-version", { details: { found: future.data.formatVersion, known: 1 } });
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) throw refused(parsed.error);
  return parsed.data;
}

async function jsonIn(archive: Archive, refused: (cause: unknown) => AppError): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await archive.read(MANIFEST)));
  } catch (error) {
    throw refused(error);
  }
}
