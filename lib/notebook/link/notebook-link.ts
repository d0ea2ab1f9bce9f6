/**
 * A notebook in the fragment of a link, so that the link works in a browser that has never seen it: `template=…` names a starter,
 * `notebook=…` carries the document (zlib, base64url). What comes out of a link is parsed as strictly as a file.
 */
import { unzlibSync, zlibSync } from "fflate";
import { z } from "zod";
import { AppError } from "../../errors";
import { fromBase64Url, toBase64Url } from "../../serving/base64url";
import type { NotebookDocument } from "../document/document";
import { readNotebookFile, serialiseNotebook } from "../document/notebook-file";
import { STARTERS, type StarterKind } from "../templates/starter";
import { templateOf } from "./template-of";

/** What a link holds besides its scenario. */
export type LinkedNotebook =
  | { readonly kind: "template"; readonly template: StarterKind }
  | { readonly kind: "notebook"; readonly document: NotebookDocument };

/** Characters of a carried notebook. Messengers and mail cut longer links. */
export const MOST_LINK_CHARACTERS = 30_000;
/** Bytes of a document: a link that unpacks to more is refused. */
const MOST_DOCUMENT_BYTES = 2_000_000;

const templateSchema = z.enum(STARTERS);

/** `template=…` or `notebook=…`; a notebook that does not fit a link is `notebook.link-too-long`. */
export function notebookPart(document: NotebookDocument): string {
  const template = templateOf(document);
  if (template !== null) return `template=${template}`;
  const json = new TextEncoder().encode(JSON.stringify(serialiseNotebook(document)));
  const text = toBase64Url(zlibSync(json, { level: 9 }));
  if (text.length > MOST_LINK_CHARACTERS || json.length > MOST_DOCUMENT_BYTES) {
    throw new AppError("notebook.link-too-long", { details: { characters: text.length, most: MOST_LINK_CHARACTERS } });
  }
  return `notebook=${text}`;
}

/** The notebook in a link's fragment; null when there is none, `notebook.invalid` when it is broken. */
export function notebookFromHash(hash: string): LinkedNotebook | null {
  const parts = hash.replace(/^#/, "").split("&");
  const valueOf = (key: string) => parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1);
  const template = valueOf("template");
  if (template !== undefined) {
    const known = templateSchema.safeParse(template);
    if (!known.success) throw new AppError("notebook.invalid", { details: { path: "template" } });
    return { kind: "template", template: known.data };
  }
  const text = valueOf("notebook");
  return text === undefined ? null : { kind: "notebook", document: readNotebookFile(unpacked(text)) };
}

function unpacked(text: string): string {
  try {
    const packed = fromBase64Url(z.string().max(MOST_LINK_CHARACTERS).parse(text));
    // Into a buffer of this size: a small text that unpacks to gigabytes stops at its end, and is no JSON then.
    const json = unzlibSync(packed, { out: new Uint8Array(MOST_DOCUMENT_BYTES) });
    return new TextDecoder("utf-8", { fatal: true }).decode(json);
  } catch (cause) {
    throw new AppError("notebook.invalid", { details: { path: "link" }, cause });
  }
}
