/** What happened to an endpoint in its world's time, as marks over its windows. */
import type { JournalEntry } from "../journal";
import type { Endpoint } from "../serving/endpoint";

export const MARK_KINDS = ["injection", "alert", "retrain", "promotion", "rollback"] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

export interface WorldMark {
  readonly id: string;
  /** Minute of the endpoint's world. */
  readonly minute: number;
  readonly kind: MarkKind;
}

export interface MarkSources {
  readonly endpoint: Pick<Endpoint, "id" | "modelName" | "world">;
  /** In any order. What belongs to another endpoint or model, or to a world before the last restart, is left out. */
  readonly entries: readonly JournalEntry[];
}

/** The marks of one endpoint since its world began. What was injected blindly shows once it is revealed. */
export function worldMarks({ endpoint, entries }: MarkSources): readonly WorldMark[] {
  const { minute: now, scenario } = endpoint.world;
  const begunAtMs = Math.max(
    -Infinity,
    ...entries.filter((entry) => isRestart(entry, endpoint)).map(({ atMs }) => atMs),
  );
  const injections = scenario.injections.filter(({ visible, at }) => visible && at <= now + 1);
  return [
    ...injections.map(({ at }, index) => ({ id: `injection ${index}`, minute: at, kind: "injection" as const })),
    ...entries.filter(({ atMs }) => atMs >= begunAtMs).flatMap((entry) => markOf(entry, endpoint) ?? []),
  ];
}

function isRestart({ command, subjects, details }: JournalEntry, { id }: MarkSources["endpoint"]): boolean {
  return command === "scenario.inject" && details["restarted"] === true && subjects.includes(id);
}

function markOf(entry: JournalEntry, endpoint: MarkSources["endpoint"]): WorldMark | null {
  const { id, virtualMinute: minute, command, details, subjects } = entry;
  if (minute === null) return null;
  const own = subjects.includes(endpoint.id);
  if (command === "alert.fire") return own ? { id, minute, kind: "alert" } : null;
  if (command === "pipeline-run.start") return own ? { id, minute, kind: "retrain" } : null;
  const crowned = command === "alias.set" && details["alias"] === "champion";
  if (!crowned || details["modelName"] !== endpoint.modelName) return null;
  if (details["reason"] === "gate-blessed") return { id, minute, kind: "promotion" };
  return details["reason"] === "rolled-back" ? { id, minute, kind: "rollback" } : null;
}
