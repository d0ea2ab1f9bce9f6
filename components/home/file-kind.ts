/** What a file is, by its first bytes and its name. */

export type FileKind = "backup" | "notebook" | "table" | "unknown";

const LOOKED_AT_BYTES = 512;
const ZIP = [0x50, 0x4b];
const TABLE_NAME = /\.(csv|tsv|tab|txt)$/i;

/** A zip is taken for a backup, JSON for a notebook, other text for a table where its name says so. */
export async function fileKind(file: File): Promise<FileKind> {
  const start = new Uint8Array(await file.slice(0, LOOKED_AT_BYTES).arrayBuffer());
  if (ZIP.every((byte, index) => start[index] === byte)) return "backup";
  const text = new TextDecoder().decode(start).trimStart();
  if (text.startsWith("{") || /\.json$/i.test(file.name)) return "notebook";
  return TABLE_NAME.test(file.name) ? "table" : "unknown";
}
