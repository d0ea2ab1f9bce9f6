/** The names under which a notebook trains, registers and serves. They are its own: no other notebook of the project works under them. */
import type { Cell, NotebookDocument } from "./document";

/** The parameter of each kind that names something outside the notebook. */
const NAME_PARAMS = { train: "experiment", register: "modelName", deploy: "endpointName" } as const;

/** The names of a notebook's experiments, models and endpoints. */
export function ownNames(document: NotebookDocument): ReadonlySet<string> {
  return new Set(document.cells.flatMap((cell) => nameIn(cell) ?? []));
}

/** The name itself when nobody has it, else the first free one of `name-2`, `name-3`, … */
export function unusedName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}-${number}`)) number++;
  return `${name}-${number}`;
}

/** The notebook under other names: each of its names is replaced wherever it stands. */
export function renamedTo(document: NotebookDocument, nameOf: (name: string) => string): NotebookDocument {
  const names = new Map([...ownNames(document)].map((name) => [name, nameOf(name)]));
  return { ...document, cells: document.cells.map((cell) => withName(cell, names)) };
}

/** The notebook under names that nobody has: those it has where they are free. */
export function withOwnNames(document: NotebookDocument, taken: ReadonlySet<string>): NotebookDocument {
  return renamedTo(document, (name) => unusedName(name, taken));
}

function nameIn(cell: Cell): string | null {
  switch (cell.kind) {
    case "train":
      return cell.params.experiment;
    case "register":
      return cell.params.modelName;
    case "deploy":
      return cell.params.endpointName;
    default:
      return null;
  }
}

function withName(cell: Cell, names: ReadonlyMap<string, string>): Cell {
  const name = names.get(nameIn(cell) ?? "");
  if (name === undefined || !(cell.kind in NAME_PARAMS)) return cell;
  const param = NAME_PARAMS[cell.kind as keyof typeof NAME_PARAMS];
  return { ...cell, params: { ...(cell as { params: object }).params, [param]: name } } as Cell;
}
