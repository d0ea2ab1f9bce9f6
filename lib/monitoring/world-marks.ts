/** What happened to an endpoint in its world's time, as marks over its windows. */
import type { EndpointId } from "../ids";
import type { JournalEntry } from "../journal";
import type { Alert } from "./monitor";

export interface WorldMark {
  readonly id: string;
  /** Minute of the endpoint's world. */
  readonly minute: number;
  readonly kind: "alert" | "retrain" | "promotion" | "rollback";
}

export interface MarkSources {
  readonly endpoint: { readonly id: EndpointId; readonly modelName: string };
  readonly alerts: readonly Alert[];
  /** Of the whole project: what belongs to another endpoint, or to another model, is left out. */
  readonly entries: readonly JournalEntry[];
}

/** The marks of one endpoint. */
export function worldMarks({ endpoint, alerts, entries }: MarkSources): readonly WorldMark[] {
  const own = alerts.filter((alert) => alert.endpointId === endpoint.id);
  return [
    ...own.map(({ id, firedAtMinute }) => ({ id, minute: firedAtMinute, kind: "alert" as const })),
    ...entries.flatMap((entry) => markOf(entry, endpoint) ?? []),
  ];
}

function markOf(entry: JournalEntry, endpoint: MarkSources["endpoint"]): WorldMark | null {
  const { id, virtualMinute: minute, command, details, subjects } = entry;
  if (minute === null) return null;
  if (command === "pipeline-run.start") return subjects.includes(endpoint.id) ? { id, minute, kind: "retrain" } : null;
  const crowned = command === "alias.set" && details["alias"] === "champion";
  if (!crowned || details["modelName"] !== endpoint.modelName) return null;
  if (details["reason"] === "gate-blessed") return { id, minute, kind: "promotion" };
  return details["reason"] === "rolled-back" ? { id, minute, kind: "rollback" } : null;
}
