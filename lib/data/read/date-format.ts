/** Dates as people write them in a CSV. Times without a zone are read as UTC, so that every machine reads the same instant. */

/** How `03/04/2024` is meant. */
export type DateOrder = "day-first" | "month-first";

const TIME = String.raw`(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${TIME}$`);
const MINUTE_MS = 60_000;

/** Milliseconds since the Unix epoch of yyyy-mm-dd or dd/mm/yyyy (also with `/`, `-`, `.` and a time), or NaN. */
export function parseDate(text: string, order: DateOrder = "day-first"): number {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return instant(Number(yearFirst[1]), Number(yearFirst[3]), Number(yearFirst[4]), yearFirst.slice(5));
  const yearLast = YEAR_LAST.exec(text);
  if (!yearLast) return NaN;
  const [first, second] = [Number(yearLast[1]), Number(yearLast[3])];
  const [day, month] = order === "day-first" ? [first, second] : [second, first];
  return instant(Number(yearLast[4]), month, day, yearLast.slice(5));
}

function instant(year: number, month: number, day: number, time: readonly (string | undefined)[]): number {
  const midnight = Date.UTC(year, month - 1, day);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NaN;
  const [hours, minutes, seconds] = [Number(time[0] ?? 0), Number(time[1] ?? 0), Number(time[2] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return NaN;
  const ms = Math.floor(Number(time[3] ?? 0) * 1_000);
  return midnight + (hours * 60 + minutes - zoneMinutes(time[4])) * MINUTE_MS + seconds * 1_000 + ms;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Minutes east of UTC. */
function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith("-") ? -minutes : minutes;
}
