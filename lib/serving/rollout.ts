/** Routes of an endpoint as pure functions: deploy, promote, roll back. Percents always add up to 100. */
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

/** The canary takes all traffic; without a canary nothing changes. */
export function promoteRoutes(endpoint: RouteChange): RouteChange {
  const canary = endpoint.routes[1];
  if (canary === undefined) return endpoint;
  return { routes: [{ ...canary, percent: 100 }], rollout: ALL_AT_ONCE };
}

/** A canary is taken out: the stable route has all traffic again. */
export function withdrawCanary(endpoint: RouteChange): RouteChange {
  const stable = endpoint.routes[0];
  if (stable === undefined || endpoint.routes.length < 2) return endpoint;
  return { routes: [{ ...stable, percent: 100 }], rollout: ALL_AT_ONCE };
}

/**
 * Back to the previous version: a canary is withdrawn; otherwise the stable route of before the last change takes all traffic.
 * Null when there is no other version to go back to.
 */
export function rollBackRoutes(endpoint: RouteChange & Pick<Endpoint, "previousRoutes">): RouteChange | null {
  if (endpoint.routes.length > 1) return withdrawCanary(endpoint);
  const served = endpoint.routes[0]?.packageDigest;
  const before = endpoint.previousRoutes.find(({ packageDigest }) => packageDigest !== served);
  return before ? { routes: [{ ...before, percent: 100 }], rollout: ALL_AT_ONCE } : null;
}

/** Whether percents are whole, positive and add up to 100. */
export function routesAreValid(routes: readonly Route[]): boolean {
  const total = routes.reduce((sum, { percent }) => sum + percent, 0);
  return total === 100 && routes.every(({ percent }) => Number.isInteger(percent) && percent > 0);
}
