import { expect, it } from "vitest";
import { baselineAccuracy } from "./split-baseline";

it("scores the training part's most frequent class on the validation part", () => {
  const part = (name: "train" | "validation", a: number, b: number) => ({
    part: name,
    rows: a + b,
    classes: [
      { value: "a", count: a },
      { value: "b", count: b },
    ],
  });
  expect(baselineAccuracy([part("train", 7, 3), part("validation", 1, 3)])).toBe(0.25);
  expect(baselineAccuracy([{ part: "train", rows: 4, classes: [{ value: "", count: 4 }] }])).toBeNull();
});
