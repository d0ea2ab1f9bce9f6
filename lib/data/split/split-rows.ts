/**
 * Splitting rows into training, validation and test: seeded, stratified, and never with two rows of one source on two sides.
 * Each stratum's sources are shuffled and dealt one by one to the part that is furthest below its share.
 */
import { AppError } from "../../errors";
import { permutation, seededRandom, type Random } from "../../random";
import type { Task } from "../goal";
import { quantileOf } from "../profile/profile-table";
import { SPLIT_PARTS, type SplitBalance, type SplitIndices, type SplitParams, type SplitPart } from "./split";
import { valueAt, type Column, type Table } from "../table";
import { byValue } from "../../value-order";

export interface SplitInput {
  readonly table: Table;
  readonly target: string;
  readonly task: Task;
  readonly params: SplitParams;
  /** For each row, the number of its source row; null when each row is its own source. */
  readonly groups: Uint32Array | null;
}

/** The fewest rows with a target that can be split. */
const MIN_SPLIT_ROWS = 10;
/** Regression is stratified by this many quantile bins of the target. */
const TARGET_BINS = 5;

/**
 * Row numbers of each part, ascending. Rows without a target are in no part.
 *
 * Throws `data.column-missing`, `data.target-not-numeric`, `data.column-all-missing`, `data.one-class`,
 * `training.task-mismatch` (binary with more than two classes), `data.too-few-rows` (fewer than 10, or a part left empty).
 */
export function splitRows({ table, target, task, params, groups }: SplitInput): SplitIndices {
  const column = table.columns.get(target);
  if (!column) throw new AppError("data.column-missing", { details: { column: target } });
  const rows = rowsWithTarget(column, target);
  checkTarget({ column, rows, target, task });
  const stratumOf = params.stratify ? strataOf(column, rows, task) : (): string => "";
  const strata = groupSources(rows, groups, stratumOf);
  const parts: Record<SplitPart, number[]> = { train: [], validation: [], test: [] };
  const random = seededRandom(`split/${params.seed}`);
  for (const key of [...strata.keys()].sort()) deal(strata.get(key) ?? [], parts, { params, random: random.fork(key) });
  for (const part of SPLIT_PARTS) {
    if (params[part] > 0 && parts[part].length === 0) throw tooFew(rows.length);
  }
  return { train: ascending(parts.train), validation: ascending(parts.validation), test: ascending(parts.test) };
}

/** How many rows of each class every part holds; regression has one entry, "". */
export function splitBalance(column: Column, task: Task, indices: SplitIndices): SplitBalance[] {
  return SPLIT_PARTS.map((part) => {
    const counts = new Map<string, number>();
    for (const row of indices[part]) {
      const value = task === "regression" ? "" : String(valueAt(column, row));
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const classes = [...counts].sort(([a], [b]) => byValue(a, b)).map(([value, count]) => ({ value, count }));
    return { part, rows: indices[part].length, classes };
  });
}

function rowsWithTarget(column: Column, target: string): Uint32Array {
  const length = column.storage === "numeric" ? column.values.length : column.codes.length;
  const rows = Uint32Array.from({ length }, (_, row) => row).filter((row) => valueAt(column, row) !== null);
  if (rows.length === 0) throw new AppError("data.column-all-missing", { details: { column: target } });
  return rows;
}

interface TargetCheck {
  readonly column: Column;
  readonly rows: Uint32Array;
  readonly target: string;
  readonly task: Task;
}

function checkTarget({ column, rows, target, task }: TargetCheck): void {
  if (task === "regression" && column.storage !== "numeric") {
    throw new AppError("data.target-not-numeric", { details: { column: target } });
  }
  if (task !== "regression") {
    const classes = new Set<string>();
    for (const row of rows) classes.add(String(valueAt(column, row)));
    if (classes.size === 1) {
      throw new AppError("data.one-class", { details: { column: target, value: [...classes][0] ?? null } });
    }
    if (task === "binary" && classes.size > 2) {
      throw new AppError("training.task-mismatch", { details: { task, classes: classes.size } });
    }
  }
  if (rows.length < MIN_SPLIT_ROWS) throw tooFew(rows.length);
}

/** The stratum of a row: its class, or its quantile bin of the target. */
function strataOf(column: Column, rows: Uint32Array, task: Task): (row: number) => string {
  if (task !== "regression" || column.storage !== "numeric") return (row) => String(valueAt(column, row));
  const sorted = Float64Array.from(rows, (row) => column.values[row]!).sort();
  const edges = Array.from({ length: TARGET_BINS - 1 }, (_, bin) => quantileOf(sorted, (bin + 1) / TARGET_BINS));
  return (row) => String(edges.filter((edge) => column.values[row]! > edge).length);
}

/** Stratum to its sources, each the list of its rows. A source belongs to the stratum of its first row. */
function groupSources(
  rows: Uint32Array,
  groups: Uint32Array | null,
  stratumOf: (row: number) => string,
): Map<string, number[][]> {
  const strata = new Map<string, number[][]>();
  const sources = new Map<number, number[]>();
  for (const row of rows) {
    const source = groups ? groups[row]! : row;
    const known = sources.get(source);
    if (known) {
      known.push(row);
      continue;
    }
    const members = [row];
    sources.set(source, members);
    const key = stratumOf(row);
    const stratum = strata.get(key);
    if (stratum) stratum.push(members);
    else strata.set(key, [members]);
  }
  return strata;
}

interface Dealing {
  readonly params: SplitParams;
  readonly random: Random;
}

/** What a part lacks over all strata decides ties within one, and weighs more the more strata there are. */
const OVERALL_WEIGHT = 1e-3;

/** Deals the sources of one stratum. The first goes to training, so that no class is unknown to the model. */
function deal(sources: readonly number[][], parts: Record<SplitPart, number[]>, { params, random }: Dealing): void {
  const before = { train: parts.train.length, validation: parts.validation.length, test: parts.test.length };
  const dealtBefore = before.train + before.validation + before.test;
  let dealt = 0;
  permutation(sources.length, random).forEach((index, position) => {
    const members = sources[index]!;
    dealt += members.length;
    const lack = (part: SplitPart): number => {
      const here = params[part] * dealt - (parts[part].length - before[part]);
      const overall = params[part] * (dealt + dealtBefore) - parts[part].length;
      return here + OVERALL_WEIGHT * overall;
    };
    const neediest = SPLIT_PARTS.reduce((best, part) => (lack(part) > lack(best) + 1e-9 ? part : best));
    const part = position === 0 && params.train > 0 ? "train" : neediest;
    for (const row of members) parts[part].push(row);
  });
}

function ascending(rows: readonly number[]): Uint32Array {
  return Uint32Array.from(rows).sort();
}

function tooFew(rows: number): AppError {
  return new AppError("data.too-few-rows", { details: { rows, needed: MIN_SPLIT_ROWS } });
}
