/**
 * The world's traffic: which requests arrive in a virtual minute. Requests are rows of the test part, drawn without replacement in
 * seeded passes (every row once per pass): 200 requests out of 270 rows then vary as little as they can. A pure function of
 * (scenario.seed, minute), so that a reload or another machine sees the same requests.
 */
import type { VirtualMinute } from "../clock";
import { columnOf, rowAt, valueAt, type CellValue, type Row, type Table } from "../data/table";
import { ownValue } from "../own-value";
import { permutation, seededRandom } from "../random";
import { perturb, type PerturbContext } from "./perturb";

export interface TrafficRequest {
  /** (minute − 1) × requestsPerMinute + position, counted from 0: the request id. Minutes are numbered from 1. */
  readonly sequence: number;
  readonly minute: VirtualMinute;
  /** Features only. */
  readonly inputs: Row;
  readonly sourceRow: number;
  readonly label: CellValue;
  readonly labelMinute: VirtualMinute;
}

export interface TrafficContext extends PerturbContext {
  readonly table: Table;
  /** Rows of the table that the traffic draws from: the test part. */
  readonly testRows: ArrayLike<number>;
  readonly requestsPerMinute: number;
  readonly labelDelayMinutes: number;
}

/** The requests of one virtual minute, drift included. None when there are no test rows. */
export function trafficAt(minute: VirtualMinute, context: TrafficContext): readonly TrafficRequest[] {
  if (context.testRows.length === 0) return [];
  const drawRow = rowDrawer(context);
  const labels = columnOf(context.table, context.target);
  return Array.from({ length: context.requestsPerMinute }, (_, position) => {
    const sequence = (minute - 1) * context.requestsPerMinute + position;
    const sourceRow = drawRow(sequence);
    const all = rowAt(context.table, sourceRow);
    const inputs = Object.fromEntries(context.features.map((name) => [name, ownValue(all, name) ?? null]));
    const seen = perturb({ inputs, label: valueAt(labels, sourceRow) }, { minute, sequence }, context);
    return { sequence, minute, sourceRow, ...seen, labelMinute: minute + context.labelDelayMinutes };
  });
}

/** Sequence number to row: position `sequence mod n` of the permutation of pass `⌊sequence / n⌋`. */
function rowDrawer({ scenario, testRows }: TrafficContext): (sequence: number) => number {
  const size = testRows.length;
  const passes = new Map<number, Uint32Array>();
  return (sequence) => {
    const pass = Math.floor(sequence / size);
    const order = passes.get(pass) ?? permutation(size, seededRandom(`${scenario.seed}/pass/${pass}`));
    passes.set(pass, order);
    return testRows[order[sequence % size]!]!;
  };
}
