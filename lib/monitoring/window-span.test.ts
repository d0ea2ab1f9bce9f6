import { describe, expect, it } from "vitest";
import { nextWindow, windowSpan } from "./window-span";

describe("the next window", () => {
  it("is the one that fills now", () => {
    expect(nextWindow({ minute: 0, sinceMinute: 0, minutes: 20 })).toEqual(windowSpan(0, 20));
    expect(nextWindow({ minute: 19, sinceMinute: 0, minutes: 20 })).toEqual(windowSpan(0, 20));
    expect(nextWindow({ minute: 20, sinceMinute: 0, minutes: 20 })).toEqual(windowSpan(1, 20));
  });

  it("begins after the routes changed: a window that held both does not count", () => {
    expect(nextWindow({ minute: 30, sinceMinute: 30, minutes: 20 })).toEqual(windowSpan(2, 20));
    expect(nextWindow({ minute: 40, sinceMinute: 40, minutes: 20 }).fromMinute).toBe(41);
    expect(nextWindow({ minute: 41, sinceMinute: 41, minutes: 20 }).fromMinute).toBe(61);
  });
});
