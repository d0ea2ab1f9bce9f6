/**
 * Zip files as blobs, one entry in memory at a time: zip.js over the platform's own compression streams. (fflate's streaming `ZipDeflate`,
 * 0.8.3, writes streams that no reader takes for some inputs, an array of few floats among many zeros is enough.)
 */
import { AppError, type ErrorDetails } from "../../errors";

export interface ArchiveEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Archive {
  readonly paths: readonly string[];
  /** The bytes of an entry, inflated; `backup.damaged` where they cannot be. */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
}

const LOCAL_HEADER = [0x50, 0x4b, 3, 4];

/** One zip of the entries, in their order. */
export async function writeArchive(entries: AsyncIterable<ArchiveEntry>): Promise<Blob> {
  const { BlobWriter, Uint8ArrayReader, ZipWriter } = await loadZip();
  const zip = new ZipWriter(new BlobWriter("application/zip"), { level: 6, extendedTimestamp: false });
  for await (const { path, bytes } of entries) await zip.add(path, new Uint8ArrayReader(bytes));
  return zip.close();
}

/** Opens a zip: `backup.foreign` for what is none, `backup.cut` where its end is missing. */
export async function openArchive(file: Blob): Promise<Archive> {
  const { BlobReader, Uint8ArrayWriter, ZipReader } = await loadZip();
  const begun = await beginsAsZip(file);
  const listed = await new ZipReader(new BlobReader(file)).getEntries().catch((cause: unknown) => {
    throw new AppError(begun ? "backup.cut" : "backup.foreign", { cause });
  });
  const entries = new Map(listed.map((entry) => [entry.filename, entry]));
  return {
    paths: [...entries.keys()],
    read: async (path) => {
      const entry = entries.get(path);
      if (!entry || entry.directory) throw damaged({ file: path });
      return entry.getData(new Uint8ArrayWriter(), { checkSignature: true }).catch((cause: unknown) => {
        throw damaged({ file: path }, cause);
      });
    },
  };
}

/** A part of a backup that is not what its manifest says. */
export const damaged = (details: ErrorDetails, cause?: unknown) => new AppError("backup.damaged", { details, cause });

async function beginsAsZip(file: Blob): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, LOCAL_HEADER.length).arrayBuffer());
  return LOCAL_HEADER.every((byte, index) => start[index] === byte);
}

/** Loaded when a copy is made or read: nobody else needs it. It starts no worker of its own. */
async function loadZip() {
  const zip = await import("@zip.js/zip.js");
  zip.configure({ useWebWorkers: false, useCompressionStream: true });
  return zip;
}
