/** Triggers on IndexedDB. */
import type { Clock } from "../clock";
import type { Attribution } from "../journal";
import type { Trigger, TriggerStore } from "../notebook/services/trigger";
import type { CicloDatabase } from "./database/database";
import { guarded } from "./database/failures";
import { record } from "./journal";
import { intact } from "./database/missing";

/** The trigger port. */
export function triggerStore(database: CicloDatabase, clock: Clock): TriggerStore {
  return {
    saveTrigger: (trigger, by) => guarded(() => saveTrigger(database, clock, { trigger, by })),
    noteError: (id, error) => guarded(async () => void (await database.triggers.update(id, { error }))),
    findTrigger: (endpointId) =>
      guarded(async () => (await database.triggers.where("endpointId").equals(endpointId).first()) ?? null),
    getTrigger: (id) => guarded(async () => intact(await database.triggers.get(id), "triggers", id)),
    listTriggers: (projectId) => guarded(() => database.triggers.where("projectId").equals(projectId).toArray()),
  };
}

function saveTrigger(database: CicloDatabase, clock: Clock, { trigger, by }: { trigger: Trigger; by: Attribution }) {
  return database.transaction("rw", database.triggers, database.journal, async () => {
    await database.triggers.put(trigger);
    await record(database, clock, {
      projectId: trigger.projectId,
      command: "trigger.set",
      subjects: [trigger.id, trigger.endpointId, trigger.notebookId],
      details: { mode: trigger.mode, promotion: trigger.promotion, paused: trigger.paused ?? null },
      by,
    });
  });
}
