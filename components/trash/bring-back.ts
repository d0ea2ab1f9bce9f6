/** The way back out of the trash, with what has to hear of it. */
import { BY_PERSON } from "@/lib/journal";
import type { Deletion } from "@/lib/notebook/services/trash";
import type { AppServices } from "../services";

/** Brings a deletion back, the last one when none is named; null when there is none. */
export async function bringBack(services: AppServices, wanted: Deletion | null): Promise<Deletion | null> {
  const { trash, projectId } = services;
  const deletion = wanted ?? (await trash.last(projectId));
  if (!deletion) return null;
  const back = await trash.bringBack(deletion.id, BY_PERSON);
  await tellThreads(services, back);
  return back.length > 0 ? deletion : null;
}

/** Endpoints that came or went are loaded and let go by the thread that serves. */
export async function tellThreads({ serving, projectId }: AppServices, deletions: readonly Deletion[]): Promise<void> {
  const served = deletions.some(({ things }) => things.some(({ kind }) => kind === "endpoint"));
  if (served) await serving.reconcile(projectId);
}
