/** What deploying would change: "serves v2; notebook would serve v3". */
import type { Endpoint, Rollout, Route } from "../../serving/endpoint";
import { deployRoutes } from "../../serving/rollout";
import type { Handle } from "./cell-result";
import { parseModelHandle } from "./model-handle";

export type DeployDiff =
  | { readonly kind: "create"; readonly next: readonly Route[] }
  | { readonly kind: "unchanged"; readonly serves: readonly Route[] }
  | { readonly kind: "change"; readonly serves: readonly Route[]; readonly next: readonly Route[] };

/** Compares an endpoint (null when it does not exist) with the model version a deploy cell would serve. */
export function deployDiff(endpoint: Endpoint | null, model: Handle, rollout: Rollout): DeployDiff {
  const next = nextRoutes(endpoint?.routes ?? [], model, rollout);
  if (!endpoint) return { kind: "create", next };
  const same =
    next.length === endpoint.routes.length &&
    next.every((route, index) => {
      const other = endpoint.routes[index];
      return other?.packageDigest === route.packageDigest && other.percent === route.percent;
    });
  return same ? { kind: "unchanged", serves: endpoint.routes } : { kind: "change", serves: endpoint.routes, next };
}

/** All traffic to the new version, or a canary's share of it beside the stable route. */
export function nextRoutes(routes: readonly Route[], model: Handle, rollout: Rollout): readonly Route[] {
  const packageDigest = model.digest as Route["packageDigest"];
  const version = { packageDigest, modelVersion: parseModelHandle(model.id).version };
  return deployRoutes(routes, version, rollout).routes;
}
