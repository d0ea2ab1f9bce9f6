import { describe, expect, it } from "vitest";
import { timeErrorText } from "./metric-text";

const text = {
  t: (key: string, values: { value: string }) => `${values.value} ${key}`,
  formatNumber: (value: number, options?: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat("en", options).format(value),
} as unknown as Parameters<typeof timeErrorText>[1];

describe("the error of a predicted date", () => {
  it("is told in days, never in milliseconds", () => {
    expect(timeErrorText(692_000_000, text)).toBe("8 common.days");
  });

  it("is told in hours under two days", () => {
    expect(timeErrorText(10_542_139.765, text)).toBe("2.9 common.hours");
  });
});
