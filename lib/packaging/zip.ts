/** Deterministic zip archives: the same files give the same bytes. */
import { unzipSync, zipSync, type Zippable } from "fflate";
import type { PackageFiles } from "./manifest";

/** The earliest date a zip can hold; zip dates have no time zone, so local midnight is the same everywhere. */
const FIXED_DATE = new Date(1980, 0, 1);

/** Files as a zip, in order of path, without clock or platform in it. */
export function zipFiles(files: PackageFiles): Uint8Array {
  const entries: Zippable = {};
  for (const path of [...files.keys()].sort()) {
    const bytes = files.get(path);
    if (bytes) entries[path] = [bytes, { mtime: FIXED_DATE, level: 6 }];
  }
  return zipSync(entries);
}

/** The files of a zip. */
export function unzipFiles(zip: Uint8Array): PackageFiles {
  return new Map(Object.entries(unzipSync(zip)));
}
