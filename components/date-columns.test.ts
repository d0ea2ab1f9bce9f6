import { describe, expect, it } from "vitest";
import { dateOptions, hasTime, timedColumns } from "./date-columns";

const columns = [
  { name: "pickup", type: "date" },
  { name: "day", type: "date" },
  { name: "fare", type: "number" },
] as const;
const at = (iso: string) => Date.parse(iso);
const rows = [
  { pickup: at("2019-03-23T00:00:00Z"), day: at("2019-03-23T00:00:00Z"), fare: 7 },
  { pickup: at("2019-03-23T20:21:09Z"), day: null, fare: 12.5 },
];

describe("dates of a column", () => {
  it("have a time as soon as one value has one", () => {
    expect([...timedColumns(columns, rows)]).toEqual(["pickup"]);
  });

  it("are read before 1970 as well", () => {
    expect(hasTime(at("1912-04-15T00:00:00Z"))).toBe(false);
    expect(hasTime(at("1912-04-15T02:20:00Z"))).toBe(true);
  });

  it("keep the seconds that tell two rows apart", () => {
    const text = (iso: string) => new Intl.DateTimeFormat("es", dateOptions(true)).format(at(iso));
    expect(text("2019-03-23T20:21:09Z")).toContain("20:21:09");
    expect(text("2019-03-23T20:27:24Z")).not.toBe(text("2019-03-23T20:21:09Z"));
  });
});
