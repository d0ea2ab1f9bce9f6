/** The Chromium side of the drift benchmark: a worker that holds the columns and answers requests about them. */
import type { Column } from "../../../lib/data/table";
import type { DriftSide } from "../../../lib/monitoring/drift/drift-side";
import { columnSketch } from "../../../lib/monitoring/drift/approximate/column-sketch";
import { measureDrift, type DriftReport } from "../../../lib/monitoring/drift/measure-drift";
import { benchColumn, columnSpec, type ColumnSpec } from "./columns";
import { measureDetectors } from "./detectors";

/** How each side is given. */
interface Given {
  readonly reference: DriftSide["kind"];
  readonly current: DriftSide["kind"];
}

type Request =
  | { readonly kind: "open"; readonly columns: number; readonly rows: number }
  | { readonly kind: "sketch" }
  | ({ readonly kind: "measure"; readonly only?: number } & Given)
  | { readonly kind: "measure-until-cancelled" }
  | { readonly kind: "cancel" }
  | { readonly kind: "detectors" };

interface Pair {
  readonly name: string;
  readonly rows: { readonly reference: Column; readonly current: Column };
  sketches?: { readonly reference: DriftSide; readonly current: DriftSide };
}

let pairs: readonly Pair[] = [];

function open(columns: number, rows: number): { readonly bytes: number; readonly specs: readonly ColumnSpec[] } {
  const specs = Array.from({ length: columns }, (_, index) => columnSpec(index));
  pairs = specs.map((spec) => ({
    name: spec.name,
    rows: { reference: benchColumn(spec, "reference", rows), current: benchColumn(spec, "current", rows) },
  }));
  const bytesOf = (column: Column): number =>
    column.storage === "numeric" ? column.values.byteLength : column.codes.byteLength;
  const bytes = pairs.reduce((sum, pair) => sum + bytesOf(pair.rows.reference) + bytesOf(pair.rows.current), 0);
  return { bytes, specs };
}

function sketchAll(): { readonly msPerColumn: number } {
  const startedMs = performance.now();
  for (const pair of pairs) {
    const side = (column: Column): DriftSide => ({ kind: "sketch", sketch: columnSketch(column) });
    pair.sketches = { reference: side(pair.rows.reference), current: side(pair.rows.current) };
  }
  return { msPerColumn: (performance.now() - startedMs) / (2 * pairs.length) };
}

/** Time of the whole job, and how many reports of progress it made. */
async function measure(given: Given, only?: number): Promise<{ ms: number; reports: number; report: DriftReport }> {
  const chosen = only === undefined ? pairs : pairs.slice(only, only + 1);
  let reports = 0;
  const startedMs = performance.now();
  const report = await measureDrift({ ...jobOf(chosen, given), onProgress: () => reports++ });
  return { ms: performance.now() - startedMs, reports, report };
}

let controller = new AbortController();

/** Ends when it is cancelled, or at the last column; how many columns were begun. */
async function measureUntilCancelled(): Promise<{ readonly begun: number }> {
  controller = new AbortController();
  let begun = 0;
  const job = jobOf(pairs, { reference: "rows", current: "rows" });
  await measureDrift({ ...job, signal: controller.signal, onProgress: () => begun++ }).catch(() => undefined);
  return { begun };
}

function jobOf(chosen: readonly Pair[], given: Given) {
  const byName = new Map(chosen.map((pair) => [pair.name, pair]));
  return {
    columns: chosen.map(({ name }) => name),
    read: async (name: string) => {
      const pair = byName.get(name)!;
      const side = (which: keyof Given): DriftSide =>
        given[which] === "rows" ? { kind: "rows", column: pair.rows[which] } : pair.sketches![which];
      return { reference: side("reference"), current: side("current") };
    },
  };
}

async function answer(request: Request): Promise<unknown> {
  switch (request.kind) {
    case "open":
      return open(request.columns, request.rows);
    case "sketch":
      return sketchAll();
    case "measure":
      return measure(request, request.only);
    case "measure-until-cancelled":
      return measureUntilCancelled();
    case "cancel":
      return controller.abort();
    case "detectors":
      return measureDetectors();
  }
}

self.onmessage = ({ data: { id, request } }: MessageEvent<{ readonly id: number; readonly request: Request }>) => {
  answer(request).then(
    (value) => postMessage({ id, answer: value }),
    (error: unknown) => postMessage({ id, error: String(error) }),
  );
};
postMessage({});
