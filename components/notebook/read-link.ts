/** The notebook that the page's address carries. */
import { AppError, asAppError, toWire, type WireError } from "@/lib/errors";
import { notebookFromHash, type LinkedNotebook } from "@/lib/notebook/link/notebook-link";

export type ReadLink =
  | { readonly kind: "found"; readonly notebook: LinkedNotebook }
  | { readonly kind: "invalid"; readonly error: WireError };

/** Null when the address carries none. A notebook of a newer Ciclo says so; anything else wrong is a broken link. */
export function readLink(): ReadLink | null {
  try {
    const notebook = notebookFromHash(location.hash);
    return notebook && { kind: "found", notebook };
  } catch (cause) {
    const newer = asAppError(cause).code === "notebook.newer-version";
    return { kind: "invalid", error: toWire(newer ? cause : new AppError("notebook.link-invalid", { cause })) };
  }
}
