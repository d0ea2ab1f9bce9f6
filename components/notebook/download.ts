import type { NotebookDocument } from "@/lib/notebook/document/document";
import { exportNotebook } from "@/lib/notebook/document/notebook-file";

/** Hands a notebook to the person as a file named after its title. */
export function saveNotebookFile(document: NotebookDocument, title: string): void {
  const name = title.trim().replace(/[^\p{L}\p{N}]+/gu, "-") || "notebook";
  downloadBytes(new TextEncoder().encode(exportNotebook(document)), `${name}.ciclo.json`, "application/json");
}

/** Hands bytes to the person as a file. */
export function downloadBytes(bytes: Uint8Array, fileName: string, type: string): void {
  downloadBlob(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), fileName);
}

/** The same for a file that is a blob already. */
export function downloadBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
