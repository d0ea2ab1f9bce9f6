/** Content-addressed bytes on IndexedDB. */
import type { Clock } from "../clock";
import type { BlobStore } from "../data/version/store";
import { sha256Bytes } from "../digest";
import type { CicloDatabase } from "./database/database";
import { guarded } from "./database/failures";
import { intact } from "./database/missing";

/** The blob port. */
export function blobStore(database: CicloDatabase, clock: Clock): BlobStore {
  return {
    async put(bytes) {
      // Hashing is asynchronous and not IndexedDB's: inside the transaction it would let it commit too early.
      const digest = await sha256Bytes(bytes);
      const info = { digest, sizeBytes: bytes.byteLength, storedAtMs: clock.nowMs() };
      await guarded(() =>
        database.transaction("rw", database.blobs, database.blobInfo, async () => {
          const known = await database.blobs.where("digest").equals(digest).count();
          if (known === 0) await database.blobs.add({ digest, bytes: compact(bytes) });
          await database.blobInfo.put(info);
        }),
      );
      return digest;
    },
    get: (digest) => guarded(async () => intact(await database.blobs.get(digest), "blobs", digest).bytes),
  };
}

// A view would be stored with the whole buffer behind it, and shared memory cannot be stored at all.
function compact(bytes: Uint8Array): Uint8Array {
  const whole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
  return whole ? bytes : new Uint8Array(bytes);
}
