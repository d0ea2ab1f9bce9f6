/** Which route answers a request. */
import { permutation, seededRandom } from "../random";
import type { Route } from "./endpoint";

/** Requests are dealt out in blocks of this many; within a block every route gets exactly its percent. */
export const ROUTE_BLOCK = 100;

/**
 * The index of the route that serves request `sequence`: blocks of 100 requests, each a seeded shuffle of 100 slots, so that the
 * shares are exact and not just likely. Percents are whole numbers that add up to 100.
 */
export function routeIndexOf(sequence: number, routes: readonly Route[], seed: number): number {
  if (routes.length === 1) return 0;
  const block = Math.floor(sequence / ROUTE_BLOCK);
  const slot = permutation(ROUTE_BLOCK, seededRandom(`${seed}/routes/${block}`))[sequence % ROUTE_BLOCK]!;
  let upTo = 0;
  for (const [index, route] of routes.entries()) {
    upTo += route.percent;
    if (slot < upTo) return index;
  }
  return 0;
}
