/**
 * Keeps worlds going when the thread that plays them dies: it is started again, a few times in a row, and then the worlds are paused
 * with the reason, so that the page shows it beside the button that plays them.
 */
import { toWire, type WireError } from "../../errors";
import type { EndpointId, ProjectId } from "../../ids";
import type { Endpoint, EndpointStore } from "../../serving/endpoint";

/** Deaths in a row after which nobody tries again by himself. */
export const MOST_DEATHS = 3;
/** A world that has come this many virtual minutes further since the last death had recovered from it. */
const RECOVERED_MINUTES = 60;

export interface WorldKeeper {
  /** Lets the worlds that were playing go on. Never rejects. */
  start(): Promise<void>;
  /** The thread has died. Never rejects. */
  died(error: unknown): Promise<void>;
}

/** A keeper that has seen no death. `reconcile` starts the thread and its worlds. */
export function createWorldKeeper(ports: {
  readonly endpoints: Pick<EndpointStore, "listEndpoints" | "updateWorld">;
  readonly projectId: ProjectId;
  readonly reconcile: (projectId: ProjectId) => Promise<void>;
}): WorldKeeper {
  const { endpoints, projectId, reconcile } = ports;
  let deaths = 0;
  let minutesAtDeath: ReadonlyMap<EndpointId, number> = new Map();

  const playing = async (): Promise<readonly Endpoint[]> =>
    (await endpoints.listEndpoints(projectId)).filter(({ world }) => world.playing);

  const pause = async (error: WireError): Promise<void> => {
    for (const { id } of await playing()) await endpoints.updateWorld(id, { playing: false, error });
  };

  const start = async (): Promise<void> => {
    try {
      if ((await playing()).length > 0) await reconcile(projectId);
    } catch (failure) {
      const error = toWire(failure);
      // The death of the thread is told by `died`.
      if (!error.code.startsWith("worker.")) await pause(error).catch(() => undefined);
    }
  };

  const count = async (): Promise<number> => {
    const worlds = await playing();
    const recovered = worlds.some(
      ({ id, world }) => world.minute - (minutesAtDeath.get(id) ?? -Infinity) >= RECOVERED_MINUTES,
    );
    minutesAtDeath = new Map(worlds.map(({ id, world }) => [id, world.minute]));
    return (deaths = recovered ? 1 : deaths + 1);
  };

  return {
    start,
    async died(error) {
      try {
        if ((await count()) < MOST_DEATHS) return await start();
        deaths = 0;
        await pause(toWire(error));
      } catch {
        // The store does not answer: whatever reads it next says so.
      }
    },
  };
}
