/**
 * The whole history of one figure of a monitor, read a page at a time. A window holds the drift of every column, and a world at full speed makes
 * thousands of them: a reader keeps one number a window, and reads again only the newest, whose labels may have come.
 */
import { nextTask } from "../data/read/next-task";
import type { MonitorId } from "../ids";
import { chartedPoints, type Charted, type ChartedPoint } from "./charted";
import type { MonitorStore, MonitorWindow } from "./monitor";

const PAGE = 40;

export interface HistoryReader {
  /** Every point that is stored, oldest first. */
  read(options: {
    readonly monitors: Pick<MonitorStore, "windows">;
    readonly monitorId: MonitorId;
    readonly charted: Charted;
  }): Promise<readonly ChartedPoint[]>;
}

/** A reader that remembers what it has read of the last figure that was asked for. */
export function historyReader(): HistoryReader {
  let key = "";
  let known = new Map<number, ChartedPoint>();
  let complete = false;

  const keep = (windows: readonly MonitorWindow[], charted: Charted): void => {
    for (const { index } of windows) known.delete(index);
    for (const point of chartedPoints(windows, charted)) known.set(point.index, point);
  };

  return {
    async read({ monitors, monitorId, charted }) {
      const asked = `${monitorId} ${JSON.stringify(charted)}`;
      const newest = await monitors.windows(monitorId, PAGE);
      if (asked !== key || !goesOn(known, newest)) {
        key = asked;
        known = new Map();
        complete = newest.length < PAGE;
      }
      keep(newest, charted);
      let oldest = Math.min(newest[0]?.index ?? 0, ...known.keys());
      while (!complete && asked === key) {
        const page = await monitors.windows(monitorId, PAGE, oldest);
        if (asked !== key) break;
        keep(page, charted);
        oldest = page[0]?.index ?? oldest;
        complete = page.length < PAGE;
        await nextTask();
      }
      return [...known.values()].sort((a, b) => a.index - b.index);
    },
  };
}

/** Whether the newest windows follow what is known: a world that was restarted begins with other ones. */
function goesOn(known: ReadonlyMap<number, ChartedPoint>, newest: readonly MonitorWindow[]): boolean {
  const last = Math.max(-1, ...known.keys());
  const [first, end] = [newest[0], newest.at(-1)];
  if (!first || !end) return known.size === 0;
  return first.index <= last + 1 && last <= end.index;
}
