import { describe, expect, it } from "vitest";
import { formats } from "./formats";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("numbers and sizes by region", () => {
  it("writes decimals as the region does, whatever the language", () => {
    expect(formats("es-AR", "es").formatNumber(1234.5, { minimumFractionDigits: 1 })).toBe("1.234,5");
    expect(formats("es-MX", "es").formatNumber(1234.5, { minimumFractionDigits: 1 })).toBe("1,234.5");
    expect(formats("es-AR", "en").decimalSeparator).toBe(",");
  });

  it("keeps four decimals of a metric and none of a count", () => {
    const { formatNumber } = formats("en-US", "en");
    expect(formatNumber(0.9345678)).toBe("0.9346");
    expect(formatNumber(1797)).toBe("1,797");
    expect(formatNumber(0.00001234)).toBe("1.2E-5");
  });

  it("writes a share with at most one decimal", () => {
    expect(formats("en-US", "en").formatPercent(0.7)).toBe("70%");
    expect(formats("en-US", "en").formatPercent(0.1234)).toBe("12.3%");
  });

  it("takes the unit that a size or a duration fits", () => {
    const { formatBytes, formatDuration } = formats("en-US", "en");
    expect(plain(formatBytes(74_200))).toBe("74 kB");
    expect(plain(formatBytes(2_500_000))).toBe("2.5 MB");
    expect(plain(formatDuration(420))).toBe("420 ms");
    expect(plain(formatDuration(4_200))).toBe("4.2 sec");
    expect(plain(formatDuration(125_000))).toBe("2 min 5 sec");
  });
});
