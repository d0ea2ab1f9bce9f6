/**
 * Drift between two sets of rows at rest: dataset versions, or sketches of them that were stored before. A version is sketched once; from then
 * on about 40 KB a column stand for it, wherever its rows are.
 */
import { readVersion } from "../data/version/read-table";
import type { DataStores } from "../data/version/save-version";
import { columnOf } from "../data/table";
import { AppError, throwIfAborted } from "../errors";
import type { DatasetVersionId, Sha256 } from "../ids";
import type { OnProgress } from "../progress";
import type { ColumnSketch } from "../statistics/sketches/column-sketch";
import { columnSketch } from "./drift/approximate/column-sketch";
import type { DriftSide } from "./drift/drift-side";
import { measureDrift, type DriftReport } from "./drift/measure-drift";
import { decodeSketches, encodeSketches } from "./sketch-file";

/** Where the rows of a side come from. */
export type DriftSource =
  | { readonly kind: "version"; readonly datasetVersionId: DatasetVersionId }
  /** A blob that {@link storeSketches} wrote. */
  | { readonly kind: "sketches"; readonly digest: Sha256 };

interface Options {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** The columns that both sides have, in the reference's order. Throws `cancelled`, `data.version-not-found`, `storage.corrupt`. */
export async function compareData(
  stores: DataStores,
  request: { readonly reference: DriftSource; readonly current: DriftSource },
  options: Options = {},
): Promise<DriftReport> {
  const [reference, current] = await Promise.all([
    openSource(stores, request.reference),
    openSource(stores, request.current),
  ]);
  const common = new Set(current.columns);
  return measureDrift({
    columns: reference.columns.filter((column) => common.has(column)),
    read: async (column) => ({ reference: await reference.read(column), current: await current.read(column) }),
    ...options,
  });
}

/** The digest of a version's sketches; they are made and stored where the version has none yet. */
export async function storeSketches(
  { blobs, datasets }: DataStores,
  { datasetVersionId }: { readonly datasetVersionId: DatasetVersionId },
  { onProgress, signal }: Options = {},
): Promise<Sha256> {
  const version = await datasets.getVersion(datasetVersionId);
  if (version.sketches) return version.sketches;
  const sketches = new Map<string, ColumnSketch>();
  for (const { name } of version.schema) {
    onProgress?.({ phase: "profiling", done: sketches.size, total: version.schema.length });
    throwIfAborted(signal);
    sketches.set(name, columnSketch(columnOf(await readVersion(blobs, version, [name]), name)));
  }
  onProgress?.({ phase: "saving" });
  const digest = await blobs.put(encodeSketches(sketches));
  await datasets.keepSketches(version.id, digest);
  return digest;
}

interface OpenSource {
  readonly columns: readonly string[];
  readonly read: (column: string) => Promise<DriftSide>;
}

async function openSource(stores: DataStores, source: DriftSource): Promise<OpenSource> {
  if (source.kind === "version") {
    const version = await stores.datasets.getVersion(source.datasetVersionId);
    return {
      columns: version.schema.map(({ name }) => name),
      read: async (name) => ({
        kind: "rows",
        column: columnOf(await readVersion(stores.blobs, version, [name]), name),
      }),
    };
  }
  const sketches = decodeSketches(await stores.blobs.get(source.digest));
  return {
    columns: [...sketches.keys()],
    read: async (name) => {
      const sketch = sketches.get(name);
      if (!sketch) throw new AppError("data.column-missing", { details: { column: name } });
      return { kind: "sketch", sketch };
    },
  };
}
