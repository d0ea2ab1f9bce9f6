/** A stored package as one archive. */
import type { BlobStore } from "../data/version/store";
import type { Sha256 } from "../ids";
import { canonicalJson } from "../digest";
import { MANIFEST_PATH, type PackageFiles } from "./manifest";
import type { PackageManifest, PackageStore } from "./package";
import { zipFiles } from "./zip";

export interface PackageReadStores {
  readonly blobs: BlobStore;
  readonly packages: PackageStore;
}

/** The files of a package, `manifest.json` among them. */
export async function readPackageFiles(stores: PackageReadStores, digest: Sha256): Promise<PackageFiles> {
  const { manifest } = await stores.packages.getPackage(digest);
  const files = await Promise.all(
    manifest.files.map(async (file) => [file.path, await stores.blobs.get(file.sha256)] as const),
  );
  return new Map([[MANIFEST_PATH, manifestBytes(manifest)], ...files]);
}

/** The package as a zip to download; unzipped, it is an MLflow model directory. */
export async function zipPackage(stores: PackageReadStores, digest: Sha256): Promise<Uint8Array> {
  return zipFiles(await readPackageFiles(stores, digest));
}

function manifestBytes(manifest: PackageManifest): Uint8Array {
  return new TextEncoder().encode(canonicalJson(manifest));
}
