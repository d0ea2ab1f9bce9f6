import { expect, it } from "vitest";
import { asId } from "../ids";
import { aMonitor, aWindow } from "../storage/testing/samples";
import type { Charted } from "./charted";
import { historyReader } from "./history";
import type { MonitorWindow } from "./monitor";

const SHARE: Charted = { kind: "series", series: "drift.share" };
const monitor = aMonitor(asId("e"));

/** A store of windows that counts how many are read. */
function storeOf(windows: readonly MonitorWindow[]) {
  const store = {
    stored: [...windows],
    read: 0,
    windows: async (_id: unknown, limit: number, before = Infinity) => {
      const page = store.stored.filter(({ index }) => index < before).slice(-limit);
      store.read += page.length;
      return page;
    },
  };
  return store;
}

const windows = (count: number, from = 0, share = 0.25) =>
  Array.from({ length: count }, (_, at): MonitorWindow => {
    const window = aWindow(monitor, from + at);
    return { ...window, series: { ...window.series, "drift.share": share } };
  });
const read = (
  reader: ReturnType<typeof historyReader>,
  monitors: ReturnType<typeof storeOf>,
  charted: Charted = SHARE,
) => reader.read({ monitors, monitorId: monitor.id, charted });

it("reads all that is stored once, and then only what is new", async () => {
  const store = storeOf(windows(500));
  const reader = historyReader();
  expect((await read(reader, store)).map(({ index }) => index)).toEqual(windows(500).map(({ index }) => index));
  store.read = 0;
  store.stored.push(...windows(1, 500, 0.75));
  const points = await read(reader, store);
  expect(points).toHaveLength(501);
  expect(points.at(-1)).toMatchObject({ index: 500, value: 0.75 });
  expect(store.read).toBeLessThan(100);
});

it("a window that was measured again is drawn anew, and one that waits for labels is not drawn yet", async () => {
  const performance: Charted = { kind: "series", series: "performance.primary" };
  const [first, second] = windows(2);
  const waiting = { ...second!, awaitedRows: 5, series: { ...second!.series, "performance.primary": null } };
  const store = storeOf([first!, waiting]);
  const reader = historyReader();
  expect((await read(reader, store, performance)).map(({ value }) => value)).toEqual([0]);
  store.stored[1] = { ...waiting, awaitedRows: 0, series: { ...waiting.series, "performance.primary": 0.9 } };
  expect((await read(reader, store, performance)).map(({ value }) => value)).toEqual([0, 0.9]);
});

it("a world that was restarted, and another figure, begin a history of their own", async () => {
  const store = storeOf(windows(100));
  const reader = historyReader();
  await read(reader, store);
  store.stored = windows(3, 0, 1);
  expect((await read(reader, store)).map(({ value }) => value)).toEqual([1, 1, 1]);
  store.stored = [];
  expect(await read(reader, store)).toEqual([]);
  store.stored = windows(90);
  const psi = await read(reader, store, { kind: "column", column: "age", figure: "psi" });
  expect(psi.map(({ value }) => value)).toEqual(Array.from({ length: 90 }, () => null));
});
