/** `manifest.json`: the list of a package's files with their digests. Its own SHA-256 is the package's digest. */
import { canonicalJson, sha256Bytes } from "../digest";
import { AppError } from "../errors";
import type { Sha256 } from "../ids";
import type { PackageManifest } from "./package";

export const MANIFEST_PATH = "manifest.json";

/** Path to bytes. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

export interface SealedManifest {
  readonly manifest: PackageManifest;
  readonly bytes: Uint8Array;
  readonly digest: Sha256;
}

/** The manifest of files, in order of path, as canonical JSON: the same files and facts always give the same digest. */
export async function sealManifest(
  files: PackageFiles,
  facts: Pick<PackageManifest, "lineage" | "decision">,
): Promise<SealedManifest> {
  const paths = [...files.keys()].sort();
  const entries = await Promise.all(
    paths.map(async (path) => {
      const bytes = files.get(path) ?? new Uint8Array();
      return { path, sha256: await sha256Bytes(bytes), sizeBytes: bytes.length };
    }),
  );
  const manifest: PackageManifest = { format: "ciclo-package", formatVersion: 1, files: entries, ...facts };
  const bytes = new TextEncoder().encode(canonicalJson(manifest));
  return { manifest, bytes, digest: await sha256Bytes(bytes) };
}

/**
 * Reads the manifest among files and checks every file against it. A file that is absent, added or changed is
 * `storage.corrupt`, naming its path.
 */
export async function verifyManifest(files: PackageFiles): Promise<PackageManifest> {
  const manifest = parseManifest(files.get(MANIFEST_PATH));
  const listed = new Set([MANIFEST_PATH, ...manifest.files.map((file) => file.path)]);
  for (const path of files.keys()) if (!listed.has(path)) throw corrupt(path);
  for (const { path, sha256, sizeBytes } of manifest.files) {
    const bytes = files.get(path);
    if (!bytes || bytes.length !== sizeBytes || (await sha256Bytes(bytes)) !== sha256) throw corrupt(path);
  }
  return manifest;
}

function parseManifest(bytes: Uint8Array | undefined): PackageManifest {
  if (!bytes) throw corrupt(MANIFEST_PATH);
  try {
    const manifest = JSON.parse(new TextDecoder().decode(bytes)) as PackageManifest;
    if (manifest.format === "ciclo-package" && Array.isArray(manifest.files)) return manifest;
  } catch {
    // Not JSON: the same verdict as the wrong JSON.
  }
  throw corrupt(MANIFEST_PATH);
}

function corrupt(path: string): AppError {
  return new AppError("storage.corrupt", { details: { path } });
}
