/** Answers the benchmark's requests in the process (Node) or worker (Chromium) where the peers run. */
import type { BenchRun, BenchSession, TrainPeer } from "./peer";
import { benchWorkload, type WorkloadChoice } from "./workload";

export type BenchRequest =
  | { readonly kind: "open"; readonly peer: string; readonly workload: WorkloadChoice }
  | { readonly kind: "run"; readonly peer: string; readonly steps: number }
  | { readonly kind: "facts"; readonly peer: string }
  | { readonly kind: "close"; readonly peer: string };

export interface BenchFacts {
  readonly memoryBytes: number | null;
  readonly dispatchesPerStep: number | null;
}

export type BenchAnswer = { readonly opened: boolean } | BenchRun | BenchFacts | { readonly closed: true };

/** One session per peer at a time. */
export function benchServer(peers: readonly TrainPeer[]): (request: BenchRequest) => Promise<BenchAnswer> {
  const sessions = new Map<string, BenchSession>();
  const sessionOf = (peer: string): BenchSession => {
    const session = sessions.get(peer);
    if (!session) throw new Error(`${peer} has nothing open`);
    return session;
  };
  const close = (peer: string): void => {
    sessions.get(peer)?.dispose();
    sessions.delete(peer);
  };
  return async (request) => {
    switch (request.kind) {
      case "open": {
        close(request.peer);
        const peer = peers.find(({ name }) => name === request.peer);
        const session = await peer?.open(benchWorkload(request.workload));
        if (session) sessions.set(request.peer, session);
        return { opened: Boolean(session) };
      }
      case "run":
        return sessionOf(request.peer).run(request.steps);
      case "facts": {
        const { memoryBytes, dispatchesPerStep } = sessionOf(request.peer);
        return { memoryBytes: memoryBytes?.() ?? null, dispatchesPerStep: dispatchesPerStep?.() ?? null };
      }
      case "close":
        close(request.peer);
        return { closed: true };
    }
  };
}
