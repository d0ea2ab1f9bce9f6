/**
 * Lets worlds play in real time: every 250 ms each playing endpoint serves the virtual minutes that are due. What happens in a minute
 * depends on the scenario and the package only, never on the timer. Timer, locks and every store are handed in, so that tests drive
 * it by hand. The state of a world is its row in storage: after a reload, or in another tab, it goes on from `world.minute`.
 */
import { AppError, toWire } from "../../errors";
import type { EndpointId, ProjectId } from "../../ids";
import type { Attribution } from "../../journal";
import type { Endpoint } from "../../serving/endpoint";
import type { Injection, Scenario } from "../../serving/scenario";
import { scenarioSchema } from "../../serving/scenario-codec";
import { playMinutes } from "./play-world";
import { createWorldLoader, type WorldLoader } from "./world-context";
import type { WorldPorts } from "./world-ports";

export const TICK_MS = 250;

export interface WorldRunnerOptions {
  readonly ports: WorldPorts;
  /** Calls back once after `ms`; returns how to cancel. */
  readonly setTimer: (callback: () => void, ms: number) => () => void;
  /** Waits for an exclusive lock between tabs and returns its release; absent where the platform has none. */
  readonly lock?: (name: string, signal: AbortSignal) => Promise<() => void>;
  /** A world that stopped by itself, and why. */
  readonly onError?: (endpointId: EndpointId, error: unknown) => void;
}

export interface WorldRunner {
  /** Starts every world of the project that should play, stops the others. */
  reconcile(projectId: ProjectId): Promise<void>;
  play(endpointId: EndpointId, speed: number): Promise<void>;
  pause(endpointId: EndpointId): Promise<void>;
  /** Adds an injection that begins at the world's next minute. */
  inject(endpointId: EndpointId, injection: Omit<Injection, "at">, by: Attribution): Promise<Scenario>;
  /** Another scenario from minute 0, with an empty log. */
  restart(endpointId: EndpointId, scenario: Scenario, by: Attribution): Promise<void>;
  /** Serves minutes at once, whether the world plays or not. */
  advance(endpointId: EndpointId, minutes: number): Promise<Endpoint>;
  /** Resolves when no work is under way. */
  settled(): Promise<void>;
  dispose(): void;
}

/** One endpoint as the runner sees it. */
interface Actor {
  readonly id: EndpointId;
  readonly loader: WorldLoader;
  /** Work of one world happens in turn: minutes, injections, restarts. */
  queue: Promise<unknown>;
  /** Present while it plays or waits for its lock. */
  playing: AbortController | null;
  /** True while this tab holds the lock. */
  owned: boolean;
  /** Minutes that are due but not whole yet. */
  due: number;
}

/** A runner over the ports. */
export function createWorldRunner(options: WorldRunnerOptions): WorldRunner {
  const { ports } = options;
  const { endpoints } = ports.stores;
  const actors = new Map<EndpointId, Actor>();

  const actorOf = (id: EndpointId): Actor => {
    const known = actors.get(id) ?? {
      id,
      loader: createWorldLoader(ports),
      queue: Promise.resolve(),
      playing: null,
      owned: false,
      due: 0,
    };
    actors.set(id, known);
    return known;
  };

  return {
    async reconcile(projectId) {
      const all = await endpoints.listEndpoints(projectId);
      for (const { id, world } of all) {
        if (world.playing) start(actorOf(id), options);
        else stop(actorOf(id));
      }
      const known = new Set(all.map(({ id }) => id));
      for (const actor of actors.values()) if (!known.has(actor.id)) stop(actor);
    },
    async play(id, speed) {
      await endpoints.updateWorld(id, { playing: true, speed, error: null });
      start(actorOf(id), options);
    },
    async pause(id) {
      stop(actorOf(id));
      await endpoints.updateWorld(id, { playing: false });
    },
    inject: (id, injection, by) => {
      const actor = actorOf(id);
      return inTurn(actor, () => inject(actor, ports, injection, by));
    },
    restart: async (id, scenario, by) => {
      const valid = validScenario(scenario);
      await inTurn(actorOf(id), () => endpoints.resetWorld(id, valid, by));
    },
    advance: (id, minutes) => {
      const actor = actorOf(id);
      return inTurn(actor, () => playMinutes({ ports, loader: actor.loader, endpointId: id, minutes }));
    },
    async settled() {
      await Promise.all([...actors.values()].map(({ queue }) => queue));
    },
    dispose() {
      for (const actor of actors.values()) stop(actor);
      actors.clear();
    },
  };
}

function inTurn<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
  const next = actor.queue.then(work);
  actor.queue = next.catch(() => undefined);
  return next;
}

function start(actor: Actor, options: WorldRunnerOptions): void {
  if (actor.playing) return;
  const playing = new AbortController();
  actor.playing = playing;
  const own = (release: () => void): void => {
    if (playing.signal.aborted) return release();
    actor.owned = true;
    const letGo = (): void => void inTurn(actor, async () => release());
    playing.signal.addEventListener("abort", letGo, { once: true });
    scheduleTick(actor, playing.signal, options, TICK_MS);
  };
  if (!options.lock) return own(() => undefined);
  options.lock(`world:${actor.id}`, playing.signal).then(own, (error: unknown) => {
    if (!playing.signal.aborted) void giveUp(actor, options, error);
  });
}

function stop(actor: Actor): void {
  actor.playing?.abort();
  actor.playing = null;
  actor.owned = false;
  actor.due = 0;
}

function scheduleTick(actor: Actor, signal: AbortSignal, options: WorldRunnerOptions, ms: number): void {
  const cancel = options.setTimer(() => {
    signal.removeEventListener("abort", cancel);
    void tick(actor, signal, options);
  }, ms);
  signal.addEventListener("abort", cancel, { once: true });
}

/** The next tick starts 250 ms after this one did, or at once when this one took longer: a slow machine plays slowly, never in bursts. */
async function tick(actor: Actor, signal: AbortSignal, options: WorldRunnerOptions): Promise<void> {
  const startedMs = options.ports.now();
  try {
    const goesOn = await inTurn(actor, () => playDue(actor, signal, options.ports));
    if (signal.aborted) return;
    if (!goesOn) return stop(actor);
    scheduleTick(actor, signal, options, Math.max(0, TICK_MS - (options.ports.now() - startedMs)));
  } catch (error) {
    if (!signal.aborted) await giveUp(actor, options, error);
  }
}

/** False when the world was paused elsewhere. */
async function playDue(actor: Actor, signal: AbortSignal, ports: WorldPorts): Promise<boolean> {
  if (signal.aborted) return false;
  const { world } = await ports.stores.endpoints.getEndpoint(actor.id);
  if (!world.playing) return false;
  actor.due += (world.speed * TICK_MS) / 1000;
  const minutes = Math.floor(actor.due);
  actor.due -= minutes;
  if (minutes > 0) await playMinutes({ ports, loader: actor.loader, endpointId: actor.id, minutes });
  return true;
}

/** A world that cannot go on is paused with the reason, so that the page shows both; a deleted one just ends. */
async function giveUp(actor: Actor, options: WorldRunnerOptions, error: unknown): Promise<void> {
  stop(actor);
  if (error instanceof AppError && error.code === "endpoint.not-found") return;
  options.onError?.(actor.id, error);
  const stopped = { playing: false, error: toWire(error) };
  await options.ports.stores.endpoints.updateWorld(actor.id, stopped).catch(() => undefined);
}

async function inject(
  actor: Actor,
  ports: WorldPorts,
  injection: Omit<Injection, "at">,
  by: Attribution,
): Promise<Scenario> {
  const { world } = await ports.stores.endpoints.getEndpoint(actor.id);
  // Another tab that plays this world may be serving the next minutes right now; the drift must begin after them.
  const margin = world.playing && !actor.owned ? Math.ceil(world.speed) : 0;
  const at = world.minute + 1 + margin;
  const scenario = validScenario({
    ...world.scenario,
    injections: [...world.scenario.injections, { ...injection, at }],
  });
  await ports.stores.endpoints.updateWorld(actor.id, { scenario }, by);
  return scenario;
}

function validScenario(scenario: Scenario): Scenario {
  const parsed = scenarioSchema.safeParse(scenario);
  if (!parsed.success) throw new AppError("scenario.invalid", { cause: parsed.error });
  return parsed.data;
}
