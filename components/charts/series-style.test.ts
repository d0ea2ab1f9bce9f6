import { expect, test } from "vitest";
import { seriesStyle } from "./series-style";

test("a line's meaning is in its shape: thin or thick, solid, dashed or dotted", () => {
  expect(seriesStyle("train").width).toBeLessThan(seriesStyle("validation").width);
  expect(seriesStyle("threshold").width).toBeLessThanOrEqual(1);
  expect(seriesStyle("champion").dash).toBeUndefined();
  const [dot = 0, gap = 0] = (seriesStyle("baseline").dash ?? "").split(" ").map(Number);
  expect(dot).toBeLessThan(gap);
  const [dash = 0, space = 0] = (seriesStyle("challenger").dash ?? "").split(" ").map(Number);
  expect(dash).toBeGreaterThan(space);
});
