/** Numbers, shares, sizes, dates and durations, written as in a region with the unit names of a language. */
import type { Locale } from "@/lib/i18n/translate";

export interface Formats {
  /** Up to 4 significant decimals by default: metrics read well, counts stay whole. */
  readonly formatNumber: (value: number, options?: Intl.NumberFormatOptions) => string;
  /** A p-value or a distance in two digits; a dash when there is none. */
  readonly formatScore: (value: number | null) => string;
  /** A share from 0 to 1. */
  readonly formatPercent: (share: number, digits?: number) => string;
  readonly formatBytes: (bytes: number) => string;
  readonly formatDate: (ms: number, options?: Intl.DateTimeFormatOptions) => string;
  readonly formatDuration: (ms: number) => string;
  /** The character between the whole and the fraction. */
  readonly decimalSeparator: string;
}

const BYTE_UNITS = ["kilobyte", "megabyte", "gigabyte"] as const;
const MINUTE_MS = 60_000;

export function formats(region: string, locale: Locale): Formats {
  const numbers = cached((key) => new Intl.NumberFormat(region, JSON.parse(key) as Intl.NumberFormatOptions));
  const formatNumber: Formats["formatNumber"] = (value, options) =>
    numbers(JSON.stringify(options ?? defaultDigits(value))).format(value);
  const unit = (value: number, name: string, digits: number) =>
    numbers(JSON.stringify({ style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits })).format(
      value,
    );
  return {
    formatNumber,
    formatScore: (value) => (value === null ? "–" : formatNumber(value, scoreDigits(value))),
    formatPercent: (share, digits = 1) => formatNumber(share, { style: "percent", maximumFractionDigits: digits }),
    formatBytes: (bytes) => formatBytes(bytes, unit),
    formatDate: (ms, options) =>
      new Intl.DateTimeFormat(
        dateLocale(region, locale),
        options ?? { dateStyle: "medium", timeStyle: "short" },
      ).format(ms),
    formatDuration: (ms) => formatDuration(ms, unit),
    decimalSeparator: decimalSeparator(region),
  };
}

type Unit = (value: number, name: string, digits: number) => string;

function formatBytes(bytes: number, unit: Unit): string {
  let value = bytes / 1000;
  let step = 0;
  while (value >= 1000 && step < BYTE_UNITS.length - 1) {
    value /= 1000;
    step += 1;
  }
  return unit(value, BYTE_UNITS[step] ?? "gigabyte", value < 10 ? 1 : 0);
}

function formatDuration(ms: number, unit: Unit): string {
  if (ms < 1000) return unit(ms, "millisecond", ms < 10 ? 1 : 0);
  if (ms < MINUTE_MS) return unit(ms / 1000, "second", ms < 10_000 ? 1 : 0);
  if (ms < 60 * MINUTE_MS) {
    const seconds = Math.round((ms % MINUTE_MS) / 1000);
    const minutes = unit(Math.floor(ms / MINUTE_MS), "minute", 0);
    return seconds === 0 ? minutes : `${minutes} ${unit(seconds, "second", 0)}`;
  }
  return unit(ms / (60 * MINUTE_MS), "hour", 1);
}

function defaultDigits(value: number): Intl.NumberFormatOptions {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1000) return { maximumFractionDigits: 0 };
  if (isTiny(value)) return { notation: "scientific", maximumSignificantDigits: 2 };
  return size >= 10 ? { maximumFractionDigits: 2 } : { maximumFractionDigits: 4 };
}

function scoreDigits(value: number): Intl.NumberFormatOptions {
  return { maximumSignificantDigits: 2, notation: isTiny(value) ? "scientific" : "standard" };
}

function isTiny(value: number): boolean {
  return value !== 0 && Math.abs(value) < 0.001;
}

function decimalSeparator(region: string): string {
  const parts = new Intl.NumberFormat(region).formatToParts(1.5);
  return parts.find((part) => part.type === "decimal")?.value ?? ".";
}

/** Month names stay in the language of the page when the region speaks another one. */
function dateLocale(region: string, locale: Locale): string {
  return region.startsWith(locale) ? region : locale;
}

function cached<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
