/** A person chooses the champion of a registered model, or goes back to one. */
import type { ProjectId } from "../ids";
import type { Attribution } from "../journal";
import { missOfVersion, requireReasonFor, type VersionStores } from "./deploy-reason";

export interface ChampionChoice {
  readonly projectId: ProjectId;
  readonly modelName: string;
  readonly version: string;
}

/**
 * Makes a version champion; it is challenger no more. Throws `registry.reason-needed` where the version misses its goal and no reason is
 * given. Choosing the champion that rules changes nothing.
 */
export async function chooseChampion(stores: VersionStores, choice: ChampionChoice, by: Attribution): Promise<void> {
  const { registry } = stores;
  const { projectId, modelName, version } = choice;
  const { aliases } = await registry.getModel(projectId, modelName);
  if (aliases.champion === version) return;
  const chosen = await registry.getModelVersion(projectId, modelName, version);
  const missed = await missOfVersion(stores, chosen);
  requireReasonFor(missed, version, by);
  const reason = "chosen";
  const standing = { missed, ground: null };
  await registry.setAlias({ projectId, modelName, alias: "champion", version, reason, standing }, by);
  if (aliases.challenger !== version) return;
  await registry.setAlias({ projectId, modelName, alias: "challenger", version: null, reason }, by);
}

/** Takes a model back to a champion of before, with its standing; never barred. */
export async function restoreChampion(stores: VersionStores, choice: ChampionChoice, by: Attribution): Promise<void> {
  const { registry } = stores;
  const { projectId, modelName, version } = choice;
  const { aliases } = await registry.getModel(projectId, modelName);
  if (aliases.champion === version) return;
  const missed = await missOfVersion(stores, await registry.getModelVersion(projectId, modelName, version));
  const standing = { missed, ground: null };
  await registry.setAlias({ projectId, modelName, alias: "champion", version, reason: "rolled-back", standing }, by);
}
