import { expect, test } from "vitest";
import { digestOf } from "@/lib/storage/testing/samples";
import { routesText, trafficShares } from "./traffic-shares";

const route = (modelVersion: string, percent: number) => ({ packageDigest: digestOf("1"), modelVersion, percent });

test("the first route is the champion's, the others are challengers", () => {
  expect(trafficShares([route("2", 90), route("3", 10)])).toEqual([
    { version: "v2", percent: 90, role: "champion" },
    { version: "v3", percent: 10, role: "challenger" },
  ]);
});

test("routes are written shortly", () => {
  expect(routesText([route("2", 100)])).toBe("v2");
  expect(routesText([route("2", 90), route("3", 10)])).toBe("v2 90 / v3 10");
  expect(routesText([])).toBe("");
});
