/** Renaming: a cell with all that refers to it, and a free name in the source of a code cell, word by word. */
import { isStageCell } from "./document";
import type { Cell, NotebookDocument, StageCell } from "./document";

/** The document with the cell under another name, which nothing else has, and everything that refers to it following. */
export function renameCell(document: NotebookDocument, cell: StageCell, name: string): NotebookDocument {
  const cells = document.cells.map((other): Cell => {
    if (other.id === cell.id) return { ...cell, name };
    if (other.kind === "code") return { ...other, source: renameInSource(other.source, cell.name, name) };
    return isStageCell(other) ? withReference(other, cell.name, name) : other;
  });
  return { ...document, cells };
}

function withReference(cell: StageCell, from: string, to: string): StageCell {
  if (!Object.values(cell.inputs).includes(from)) return cell;
  const inputs = Object.fromEntries(
    Object.entries(cell.inputs).map(([slot, source]) => [slot, source === from ? to : source]),
  );
  return { ...cell, inputs };
}

/**
 * The source with every word `from` replaced by `to`, except after a dot (a member) and before a colon in an object (a key).
 * Words in strings and comments are replaced too: they usually speak of the same cell.
 */
export function renameInSource(source: string, from: string, to: string): string {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_$])${escape(from)}(?![\\p{L}\\p{N}_$])`, "gu");
  return source.replace(word, (match, offset: number) => {
    const before = source.slice(0, offset).trimEnd();
    const after = source.slice(offset + match.length).trimStart();
    const isMember = before.endsWith(".") && !before.endsWith("...");
    const isKey = after.startsWith(":") && (before.endsWith("{") || before.endsWith(","));
    return isMember || isKey ? match : to;
  });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
