/** Routes as the traffic bar draws them. */
import type { Route } from "@/lib/serving/endpoint";
import type { TrafficShare } from "../charts/traffic-bar";

/** The first route is the stable one: the champion. */
export function trafficShares(routes: readonly Route[]): readonly TrafficShare[] {
  return routes.map((route, index) => ({
    version: `v${route.modelVersion}`,
    percent: route.percent,
    role: index === 0 ? "champion" : "challenger",
  }));
}

/** Routes in a line: `v2 90 / v3 10`; one that has all traffic is only its version. */
export function routesText(routes: readonly Route[]): string {
  const [only] = routes;
  if (routes.length === 1 && only?.percent === 100) return `v${only.modelVersion}`;
  return routes.map((route) => `v${route.modelVersion} ${route.percent}`).join(" / ");
}
