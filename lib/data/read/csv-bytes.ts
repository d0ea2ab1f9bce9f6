/** Bytes of a CSV on their way to text: chunks, encoding, and the signs that it is no text at all. */
import { AppError, throwIfAborted } from "../../errors";
import { nextTask } from "./next-task";

/** Opens the same bytes again for every pass. */
export type OpenBytes = () => AsyncIterable<Uint8Array>;

export type CsvEncoding = "utf-8" | "latin-1";

const CHUNK_BYTES = 512 * 1024;
const HEAD_BYTES = 256;
/** What other formats begin with: web pages, XML, PDF, JSON objects and lists of them. */
const FOREIGN_START = /^\s*(?:<!doctype|<html|<\?xml|%pdf-|\{\s*["}]|\[\s*[[{])/i;

/** Bytes in memory as chunks, with a pause after each in which a worker can hear that the job was cancelled. */
export async function* chunksOfBytes(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    yield bytes.subarray(start, start + CHUNK_BYTES);
    await nextTask();
  }
}

/** A stream as chunks: `for await` over a ReadableStream itself is not in every browser. */
export async function* chunksOfStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    reader.releaseLock();
  }
}

export interface ByteFacts {
  /** UTF-8 when every byte sequence is valid UTF-8, else Latin-1 (as browsers read it: Windows-1252). */
  readonly encoding: CsvEncoding;
  readonly bom: boolean;
  readonly sizeBytes: number;
}

/**
 * One pass over all bytes. Throws `csv.empty` for no bytes and `csv.not-csv` for NUL bytes (images, spreadsheets, archives,
 * UTF-16) and for the beginnings of other formats.
 */
export async function inspectBytes(open: OpenBytes, signal?: AbortSignal): Promise<ByteFacts> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let encoding: CsvEncoding = "utf-8";
  const head: number[] = [];
  let sizeBytes = 0;
  for await (const chunk of open()) {
    throwIfAborted(signal);
    if (chunk.includes(0)) throw new AppError("csv.not-csv");
    if (head.length < HEAD_BYTES) head.push(...chunk.subarray(0, HEAD_BYTES - head.length));
    sizeBytes += chunk.length;
    if (encoding === "utf-8" && !decodes(decoder, chunk)) encoding = "latin-1";
  }
  if (encoding === "utf-8" && !decodes(decoder, null)) encoding = "latin-1";
  if (sizeBytes === 0) throw new AppError("csv.empty");
  if (FOREIGN_START.test(new TextDecoder().decode(Uint8Array.from(head)))) throw new AppError("csv.not-csv");
  return { encoding, bom: head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf, sizeBytes };
}

/** The text of the bytes in chunks, without a byte order mark. */
export async function* decodeText(open: OpenBytes, facts: Pick<ByteFacts, "encoding" | "bom">): AsyncGenerator<string> {
  const decoder = new TextDecoder(facts.encoding === "utf-8" ? "utf-8" : "windows-1252", { ignoreBOM: true });
  let skip = facts.bom ? 3 : 0;
  for await (const chunk of open()) {
    const skipped = Math.min(skip, chunk.length);
    skip -= skipped;
    yield decoder.decode(chunk.subarray(skipped), { stream: true });
  }
  yield decoder.decode();
}

function decodes(decoder: TextDecoder, chunk: Uint8Array | null): boolean {
  try {
    if (chunk === null) decoder.decode();
    else decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}
