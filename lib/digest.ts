/**
 * Content addresses. hash-wasm, not `crypto.subtle`: subtle is absent in insecure contexts and cannot stream.
 */
import { createMD5, createSHA256, md5, sha256 } from "hash-wasm";
import type { Md5, Sha256 } from "./ids";

/** SHA-256 of bytes. */
export async function sha256Bytes(bytes: Uint8Array): Promise<Sha256> {
  return (await sha256(bytes)) as Sha256;
}

/** SHA-256 of a value's canonical JSON. */
export async function sha256Json(value: unknown): Promise<Sha256> {
  return (await sha256(canonicalJson(value))) as Sha256;
}

/** MD5 of bytes: only where MLflow or DVC ask for it. */
export async function md5Bytes(bytes: Uint8Array): Promise<Md5> {
  return (await md5(bytes)) as Md5;
}

export interface SourceDigest {
  readonly sha256: Sha256;
  readonly md5: Md5;
}

/** A running SHA-256 and MD5 over chunks of a source file. */
export async function sourceHasher(): Promise<{ update(chunk: Uint8Array): void; digest(): SourceDigest }> {
  const [sha, md] = await Promise.all([createSHA256(), createMD5()]);
  sha.init();
  md.init();
  return {
    update: (chunk) => {
      sha.update(chunk);
      md.update(chunk);
    },
    digest: () => ({ sha256: sha.digest() as Sha256, md5: md.digest() as Md5 }),
  };
}

/**
 * JSON with object keys sorted at every level and `undefined` members left out, so that equal values have equal bytes.
 * Non-finite numbers are written as the strings MLflow uses ("NaN", "Infinity", "-Infinity").
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) return JSON.stringify(String(value));
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}
