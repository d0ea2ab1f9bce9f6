/**
 * Golden numbers of reference implementations (scikit-learn, SciPy, Evidently, River and others), computed outside this project on
 * synthetic inputs. `reference-vectors.json` says for each case which library gave it.
 */
import vectors from "./reference-vectors.json";

export interface ReferenceCase {
  readonly id: string;
  readonly reference: string;
  /** Argument name to the name of a shared input, or to the value itself. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
  readonly tol: number;
}

interface ReferenceFile {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly cases: readonly ReferenceCase[];
}

const file = vectors as unknown as ReferenceFile;

/** The cases whose id is the prefix, or begins with it and a slash; a prefix that names none is an error. */
export function casesOf(prefix: string): readonly ReferenceCase[] {
  const cases = file.cases.filter((entry) => entry.id === prefix || entry.id.startsWith(`${prefix}/`));
  if (cases.length === 0) throw new Error(`No reference case is called ${prefix}`);
  return cases;
}

/** The one case with that id. */
export function caseOf(id: string): ReferenceCase {
  const found = file.cases.find((entry) => entry.id === id);
  if (!found) throw new Error(`No reference case is called ${id}`);
  return found;
}

/** An input of a case: where the case names a shared input, that input, else the value itself. */
export function inputOf(entry: ReferenceCase, name: string): unknown {
  const value = entry.inputs[name];
  return typeof value === "string" && Object.hasOwn(file.inputs, value) ? file.inputs[value] : value;
}

/** An input that is a list of numbers. */
export function numbersOf(entry: ReferenceCase, name: string): readonly number[] {
  return inputOf(entry, name) as readonly number[];
}

/** The comparison rule of every golden test: |got − want| ≤ tol · max(1, |want|). */
export function isClose(got: number, want: number, tol: number): boolean {
  return Math.abs(got - want) <= tol * Math.max(1, Math.abs(want));
}
