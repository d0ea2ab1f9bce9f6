/** Routes of an endpoint as pure functions: deploy, canary, all traffic, roll back. Percents always add up to 100. */
import type { Sha256 } from "../ids";
import type { Endpoint, Rollout, Route } from "./endpoint";

export interface RoutedVersion {
  readonly packageDigest: Sha256;
  readonly modelVersion: string;
}

export type RouteChange = Pick<Endpoint, "routes" | "rollout">;

const ALL_AT_ONCE: Rollout = { kind: "all-at-once" };

/** Routes when a version is deployed: all traffic, or the rollout's percent beside the stable route. */
export function deployRoutes(current: readonly Route[], version: RoutedVersion, rollout: Rollout): RouteChange {
  const [stable] = current;
  const same = stable?.packageDigest === version.packageDigest;
  if (rollout.kind === "all-at-once" || stable === undefined || same) {
    return { routes: [{ ...version, percent: 100 }], rollout };
  }
  const percent = Math.min(99, Math.max(1, Math.round(rollout.percent)));
  return {
    routes: [
      { ...stable, percent: 100 - percent },
      { ...version, percent },
    ],
    rollout: { ...rollout, percent },
  };
}

/** One version takes all traffic: how a canary is promoted or withdrawn, and how an endpoint goes back. */
export function allTrafficTo(version: RoutedVersion): RouteChange {
  return { routes: [{ ...version, percent: 100 }], rollout: ALL_AT_ONCE };
}

/**
 * The route a rollback would go back to, with all traffic: the stable one of before the last change. A canary that was taken
 * out is none. Null when there is nothing to go back to.
 */
export function rollbackTarget({ routes, previousRoutes }: Pick<Endpoint, "routes" | "previousRoutes">): Route | null {
  const [previous] = previousRoutes;
  if (!previous) return null;
  const alreadyAlone = routes.length === 1 && routes[0]?.packageDigest === previous.packageDigest;
  return alreadyAlone ? null : { ...previous, percent: 100 };
}
