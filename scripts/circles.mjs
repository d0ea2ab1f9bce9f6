/** The import graph of the house, types included: an import of a type alone is an import. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

const ENDINGS = ["", ".ts", ".tsx", ".mjs", ".js"];

/** Files that each file imports, by path from the project's folder; `files` are all that count. */
export function importGraph(files) {
  const known = new Set(files);
  const resolve = (from, name) => {
    const base = name.startsWith("@/") ? name.slice(2) : name.startsWith(".") ? join(dirname(from), name) : null;
    return base === null ? undefined : ENDINGS.map((ending) => base + ending).find((path) => known.has(path));
  };
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
      return [file, importedFiles.flatMap(({ fileName }) => resolve(file, fileName) ?? [])];
    }),
  );
}

/** Groups of files that import each other in a circle (Tarjan's strongly connected components of more than one file). */
export function circlesOf(graph) {
  const circles = [];
  const order = new Map();
  const lowest = new Map();
  const path = [];
  const visit = (file) => {
    order.set(file, order.size);
    lowest.set(file, order.get(file));
    path.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      if (path.includes(next)) lowest.set(file, Math.min(lowest.get(file), lowest.get(next)));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = path.splice(path.indexOf(file));
    if (group.length > 1) circles.push(group.sort());
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles;
}
