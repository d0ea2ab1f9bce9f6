/** Running packages by digest: the most recently used stay open, the others are disposed. */
import type { Sha256 } from "../ids";
import type { PackageSession } from "../packaging/session";

export interface SessionCache {
  /** The running package, opened when it is not; a failure is not remembered. */
  open(digest: Sha256): Promise<PackageSession>;
  dispose(): Promise<void>;
}

/** A least-recently-used cache of `capacity` sessions. A session that is taken out is disposed after its calls under way. */
export function createSessionCache(load: (digest: Sha256) => Promise<PackageSession>, capacity = 4): SessionCache {
  const sessions = new Map<Sha256, Promise<PackageSession>>();

  const evictOldest = (): void => {
    const oldest = sessions.entries().next();
    if (oldest.done) return;
    const [digest, session] = oldest.value;
    sessions.delete(digest);
    void session.then((opened) => opened.dispose()).catch(() => undefined);
  };

  return {
    async open(digest) {
      const session = sessions.get(digest) ?? load(digest).then(serialised);
      sessions.delete(digest);
      sessions.set(digest, session);
      session.catch(() => sessions.get(digest) === session && sessions.delete(digest));
      if (sessions.size > capacity) evictOldest();
      return session;
    },
    async dispose() {
      while (sessions.size > 0) evictOldest();
    },
  };
}

/** One call at a time, disposal last: the runtime does not promise more. */
function serialised(session: PackageSession): PackageSession {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
  return {
    signature: session.signature,
    predict: (table) => inTurn(() => session.predict(table)),
    dispose: () => inTurn(() => session.dispose()),
  };
}
