/** A step of a world on IndexedDB: whatever kills the page, its clock, its log, its windows and its alerts say the same. */
import type { Clock } from "../clock";
import type { Alert, WorldStep } from "../monitoring/monitor";
import type { CicloDatabase } from "./database/database";
import { present } from "./database/missing";
import { record } from "./journal";

/** Stores a step whole, or not at all (false) where the world has moved since it began. `endpoint.not-found` where it was deleted. */
export function passMinutes(database: CicloDatabase, clock: Clock, step: WorldStep): PromiseLike<boolean> {
  const { endpoints, batches, windows, alerts, monitors, journal } = database;
  return database.transaction("rw", [endpoints, batches, windows, alerts, monitors, journal], async () => {
    const { endpointId, afterMinute, alert } = step;
    const endpoint = present(await endpoints.get(endpointId), "endpoint.not-found", { endpoint: endpointId });
    if (endpoint.world.minute !== afterMinute) return false;
    await batches.bulkPut(step.batches);
    await windows.bulkPut([...step.relabelled, ...step.windows]);
    if (alert) await fireAlert(database, clock, alert);
    const minute = step.batches.at(-1)?.minute ?? afterMinute;
    await endpoints.put({ ...endpoint, world: { ...endpoint.world, minute } });
    return true;
  });
}

async function fireAlert(database: CicloDatabase, clock: Clock, alert: Alert): Promise<void> {
  await database.alerts.add(alert);
  // The windows behind this alert must not fire a second one.
  await database.monitors.where("id").equals(alert.monitorId).modify({ sinceMinute: alert.firedAtMinute });
  const { condition, m, n } = alert.evidence;
  await record(database, clock, {
    projectId: alert.projectId,
    command: "alert.fire",
    subjects: [alert.id, alert.endpointId, alert.monitorId, alert.packageDigest],
    details: {
      series: condition.series,
      operator: condition.operator,
      threshold: condition.threshold,
      value: alert.evidence.values.at(-1) ?? null,
      m,
      n,
    },
    by: { actor: "trigger", cause: null, virtualMinute: alert.firedAtMinute },
  });
}
