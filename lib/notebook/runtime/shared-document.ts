/** A document that other tabs save too: every save brings both sides' edits together. */
import { mergeDocuments } from "../document/merge";
import type { NotebookDocument } from "../document/document";

export interface SharedDocument {
  /** Saves what stands here; saves follow each other. */
  save(): Promise<void>;
  /** This was seen in the store, and stands here now. */
  saw(document: NotebookDocument): void;
}

/** `write` stores a document beside what was stored since `base`, and gives what is there then; `onMerged` takes that here. */
export function sharedDocument(options: {
  readonly stored: NotebookDocument;
  readonly current: () => NotebookDocument;
  readonly write: (document: NotebookDocument, base: NotebookDocument) => Promise<NotebookDocument>;
  readonly onMerged: (document: NotebookDocument) => void;
}): SharedDocument {
  const { current, write, onMerged } = options;
  let base = options.stored;
  let last: Promise<void> = Promise.resolve();
  const saveOnce = async (): Promise<void> => {
    const mine = current();
    const written = await write(mine, base);
    base = written;
    // Somebody may have typed on while it was written.
    if (written !== mine) onMerged(mergeDocuments({ base: mine, stored: written, mine: current() }));
  };
  return {
    save: () => (last = last.catch(() => undefined).then(saveOnce)),
    saw: (document) => {
      base = document;
    },
  };
}
