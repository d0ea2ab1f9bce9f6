/** Copies that somebody has changed with care: every digest is right, what they hold is not. For tests only. */
import { unzipSync, zipSync } from "fflate";
import { sha256Bytes } from "../../digest";

interface AnyManifest {
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly sizeBytes: number }[];
}

const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** The copy with the lines of one table changed, and a manifest that agrees with them. */
export async function forgedCopy(
  zip: Blob,
  table: string,
  change: (lines: readonly string[]) => readonly string[],
): Promise<Blob> {
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  const path = `${table}.jsonl`;
  const lines = decode(files[path]).split("\n").filter(Boolean);
  const bytes = new TextEncoder().encode(
    change(lines)
      .map((line) => `${line}\n`)
      .join(""),
  );
  const manifest = JSON.parse(decode(files["manifest.json"])) as AnyManifest;
  const entry = { path, sha256: await sha256Bytes(bytes), sizeBytes: bytes.byteLength };
  const named = manifest.files.map((file) => (file.path === path ? entry : file));
  const text = new TextEncoder().encode(JSON.stringify({ ...manifest, files: named }));
  return new Blob([zipSync({ ...files, [path]: bytes, "manifest.json": text })]);
}
