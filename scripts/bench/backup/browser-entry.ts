/** The Chromium side of the backup benchmark: a project of a given size in IndexedDB, saved and brought back by the product's own functions. */
import { asId, newId, type DatasetId, type ProjectId } from "../../../lib/ids";
import { BY_PERSON } from "../../../lib/journal";
import { seededRandom } from "../../../lib/random";
import { createWorkspace } from "../../../lib/storage/backup/workspace";
import { openDatabase } from "../../../lib/storage/database/database";
import { storesOn } from "../../../lib/storage/stores";
import { aRun, aVersion } from "../../../lib/storage/testing/samples";

type Request =
  | { readonly kind: "fill"; readonly columns: number; readonly chunkRows: number; readonly sourceBytes: number }
  | { readonly kind: "backup" | "restore" };

const clock = { nowMs: () => Date.now() };
const database = openDatabase("bench-backup");
const stores = storesOn(database, clock);
const workspace = createWorkspace(database, { clock });
let zip = new Blob();

/** A table as an import leaves it: the bytes of its file, its columns in chunks, and some runs with curves. */
async function fill({ columns, chunkRows, sourceBytes }: Extract<Request, { kind: "fill" }>): Promise<unknown> {
  const { id: projectId } = await stores.notebooks.ensureProject();
  const random = seededRandom(7);
  const digits = () => 48 + random.int(10);
  const source = await stores.blobs.put(Uint8Array.from({ length: sourceBytes }, digits));
  const stored = [];
  for (let column = 0; column < columns; column++) {
    // Half of the columns are measured to two digits, half are free: some of it packs well, some of it does not.
    const value = column % 2 === 0 ? () => random.int(10_000) / 100 : () => random.next();
    const values = Float64Array.from({ length: chunkRows }, value);
    stored.push({ name: `c${column}`, chunks: [await stores.blobs.put(new Uint8Array(values.buffer))] });
  }
  const dataset = { projectId, datasetId: asId<DatasetId>("d".repeat(32)), sourceSha256: source };
  await stores.datasets.addVersion(aVersion({ ...dataset, columns: stored, rowCount: chunkRows }), BY_PERSON);
  await logRuns(projectId);
  const infos = await database.blobInfo.toArray();
  const sizes = infos.map(({ sizeBytes }) => sizeBytes);
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), largest: Math.max(...sizes) };
}

async function logRuns(projectId: ProjectId): Promise<void> {
  for (let number = 0; number < 20; number++) {
    const run = aRun({ id: newId(), projectId });
    await stores.tracking.createRun(run, BY_PERSON);
    const curve = Array.from({ length: 500 }, (_, step) => ({
      key: "loss",
      step,
      value: 1 / (step + 1),
      timestampMs: step,
    }));
    await stores.tracking.logMetrics(run.id, curve);
  }
}

async function answer(request: Request): Promise<unknown> {
  if (request.kind === "fill") return fill(request);
  const startedMs = performance.now();
  if (request.kind === "backup") zip = (await workspace.backup()).zip;
  else await workspace.restore(zip);
  return { ms: performance.now() - startedMs, zipBytes: zip.size };
}

self.onmessage = ({ data: { id, request } }: MessageEvent<{ readonly id: number; readonly request: Request }>) => {
  answer(request).then(
    (value) => postMessage({ id, answer: value }),
    (error: unknown) => postMessage({ id, error: String(error) }),
  );
};
postMessage({});
