import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { categoryColour, categoryDash, PALETTE, seriesStyle } from "./series-style";

test("a line's meaning is in its shape: thin or thick, solid, dashed or dotted", () => {
  expect(seriesStyle("train").width).toBeLessThan(seriesStyle("validation").width);
  expect(seriesStyle("threshold").width).toBeLessThanOrEqual(1);
  expect(seriesStyle("champion").dash).toBeUndefined();
  const [dot = 0, gap = 0] = (seriesStyle("baseline").dash ?? "").split(" ").map(Number);
  expect(dot).toBeLessThan(gap);
  const [dash = 0, space = 0] = (seriesStyle("challenger").dash ?? "").split(" ").map(Number);
  expect(dash).toBeGreaterThan(space);
});

test("no two of 48 things of one kind look alike, and every colour exists in both themes", () => {
  const looks = Array.from({ length: 48 }, (_, index) => `${categoryColour(index)} ${categoryDash(index)}`);
  expect(new Set(looks).size).toBe(48);
  const css = readFileSync("app/globals.css", "utf8");
  const colours = Array.from({ length: PALETTE }, (_, index) =>
    new RegExp(`--chart-${index + 1}: light-dark\\((.+?\\)), (.+?\\))\\);`).exec(css)?.slice(1),
  );
  for (const theme of [0, 1]) expect(new Set(colours.map((pair) => pair?.[theme])).size).toBe(PALETTE);
});
