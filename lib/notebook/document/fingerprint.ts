/** What a cell's result depends on, as text that can be compared: kind, parameters or source, and the digests of its inputs. */
import { canonicalJson } from "../../digest";
import { isStageCell } from "./document";
import type { Cell, EdgeMode, StageParams } from "./document";

/** Slot (stage cells) or name (code cells) to the digest of the value that fills it. */
export type InputDigests = Readonly<Record<string, string>>;

/**
 * The fingerprint of a cell. Names, flags, places and edge modes do not count: renaming or moving a cell changes no result.
 * Only a trigger keeps the mode of its edge, as the mode of its promotion.
 */
export function fingerprintOf(cell: Cell, inputs: InputDigests, edge?: EdgeMode): string {
  const promotion = cell.kind === "trigger" ? { promotion: edge ?? "automatic" } : {};
  return canonicalJson({ kind: cell.kind, subject: subjectOf(cell), ...promotion, inputs });
}

/** Where two fingerprints differ: in the cell itself, or in which inputs. */
export function compareFingerprints(
  stored: string,
  current: string,
): { readonly subject: boolean; readonly inputs: readonly string[] } {
  const before = parse(stored);
  const after = parse(current);
  const names = [...new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)])].sort();
  return {
    subject: before.subject !== after.subject,
    inputs: names.filter((name) => before.inputs[name] !== after.inputs[name]),
  };
}

/** A short digest of a fingerprint (FNV-1a, twice 32 bits): tells one state of a code cell from another, not a content address. */
export function shortDigest(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    low = Math.imul(low ^ text.charCodeAt(index), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(text.length - 1 - index), 0x01000193);
  }
  return [low, high].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function subjectOf(cell: Cell): unknown {
  if (cell.kind === "deploy") return withoutReason(cell.params);
  if (isStageCell(cell)) return cell.params;
  return cell.kind === "code" ? cell.source : null;
}

/** Why something is served changes nothing of what is served. */
function withoutReason({ reason: _, ...params }: StageParams["deploy"]): Omit<StageParams["deploy"], "reason"> {
  return params;
}

function parse(fingerprint: string): { readonly subject: string; readonly inputs: Readonly<Record<string, string>> } {
  try {
    const { inputs, ...subject } = JSON.parse(fingerprint) as Record<string, unknown>;
    return { subject: canonicalJson(subject), inputs: (inputs ?? {}) as Record<string, string> };
  } catch {
    return { subject: "", inputs: {} };
  }
}
