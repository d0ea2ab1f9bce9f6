import { expect, it } from "vitest";
import { en } from "@/lib/i18n/en";
import { translator } from "@/lib/i18n/translate";
import { asId } from "@/lib/ids";
import { aMonitor, aWindow } from "@/lib/storage/testing/samples";
import { windowNotes } from "./window-note";

const words = { t: translator(en, "en", String) };

it("case 26: a window says how many of its rows have no label, and how many are still to come", () => {
  const window = { ...aWindow(aMonitor(asId("e")), 0), rows: 31, labelledRows: 27, awaitedRows: 3 };
  expect(windowNotes(window, words)).toEqual([
    "Window 1: 31 rows",
    "4 of 31 without a label",
    "3 labels are still to come",
  ]);
});

it("a request that failed lacks no label; what was left over and what was wrong with questions is said", () => {
  const base = aWindow(aMonitor(asId("e")), 3);
  const series = { ...base.series, "service.errorShare": 0.5 };
  const window = {
    ...base,
    series,
    rows: 2,
    labelledRows: 1,
    incomplete: true,
    findings: { imputed: 1, extra: 2 },
  } as const;
  expect(windowNotes(window, words)).toEqual([
    "Window 4: 2 rows",
    "incomplete: it raises no alert",
    "0 of 2 without a label",
    "1 with missing values filled in",
    "2 with columns that the model does not read",
  ]);
});
