/** Monitors, windows and alerts on IndexedDB. */
import type { Clock } from "../clock";
import type { MonitorId } from "../ids";
import type { Attribution } from "../journal";
import type { Monitor, MonitorStore } from "../monitoring/monitor";
import type { CicloDatabase } from "./database/database";
import { guarded } from "./database/failures";
import { record } from "./journal";
import { intact } from "./database/missing";
import { passMinutes } from "./world-step";

/** The monitor port. */
export function monitorStore(database: CicloDatabase, clock: Clock): MonitorStore {
  return {
    saveMonitor: (monitor, by) => guarded(() => saveMonitor(database, clock, { monitor, by })),
    findMonitor: (endpointId) =>
      guarded(async () => (await database.monitors.where("endpointId").equals(endpointId).first()) ?? null),
    getMonitor: (id) => guarded(async () => intact(await database.monitors.get(id), "monitors", id)),
    listMonitors: (projectId) => guarded(() => database.monitors.where("projectId").equals(projectId).toArray()),
    passMinutes: (step) => guarded(() => passMinutes(database, clock, step)),
    windows: (monitorId, limit, before = Infinity) =>
      guarded(() => lastWindows(database, { monitorId, limit, before })),
    updateAlert: (id, patch) =>
      guarded(() =>
        database.transaction("rw", database.alerts, async () => {
          const alert = intact(await database.alerts.get(id), "alerts", id);
          await database.alerts.put({ ...alert, ...patch });
        }),
      ),
    listAlerts: (projectId, endpointId) =>
      guarded(async () => {
        const alerts = await database.alerts.where("projectId").equals(projectId).toArray();
        return alerts
          .filter((alert) => endpointId === undefined || alert.endpointId === endpointId)
          .sort((a, b) => b.firedAtMinute - a.firedAtMinute);
      }),
  };
}

function saveMonitor(database: CicloDatabase, clock: Clock, { monitor, by }: { monitor: Monitor; by: Attribution }) {
  return database.transaction("rw", database.monitors, database.journal, async () => {
    await database.monitors.put(monitor);
    await record(database, clock, {
      projectId: monitor.projectId,
      command: "monitor.set",
      subjects: [monitor.id, monitor.endpointId],
      details: { windowRows: monitor.windowRows, m: monitor.rule.m, n: monitor.rule.n },
      by,
    });
  });
}

interface WindowRange {
  readonly monitorId: MonitorId;
  readonly limit: number;
  /** The first index that is not wanted. */
  readonly before: number;
}

async function lastWindows(database: CicloDatabase, { monitorId, limit, before }: WindowRange) {
  const newestFirst = await database.windows
    .where("[monitorId+index]")
    .between([monitorId, -Infinity], [monitorId, before])
    .reverse()
    .limit(limit)
    .toArray();
  return newestFirst.reverse();
}
