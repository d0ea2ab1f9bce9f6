import { expect, it } from "vitest";
import { burstSizer } from "./burst";

it("starts with one step and grows at most fourfold towards the limit", () => {
  const bursts = burstSizer(40);
  const sizes: number[] = [];
  for (let round = 0; round < 5; round++) {
    const size = bursts.next();
    sizes.push(size);
    bursts.took(size, size * 0.5);
  }
  expect(sizes).toEqual([1, 4, 16, 64, 80]);
});

it("shrinks at once when steps become slow, to one step at least", () => {
  const bursts = burstSizer(40);
  bursts.took(64, 6_400);
  expect(bursts.next()).toBe(1);
  bursts.took(4, 20);
  expect(bursts.next()).toBe(4);
});

it("is bounded where no time passes", () => {
  const bursts = burstSizer(40);
  for (let round = 0; round < 20; round++) bursts.took(bursts.next(), 0);
  expect(bursts.next()).toBe(4_096);
});
