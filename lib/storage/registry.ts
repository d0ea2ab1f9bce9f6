/** Registered models, versions and aliases on IndexedDB. */
import type { Clock } from "../clock";
import type { ProjectId } from "../ids";
import type { Attribution } from "../journal";
import { standingDetails } from "../registry/history";
import type { AliasMove, ModelVersion, RegisteredModel, RegistryStore } from "../registry/registered-model";
import type { CicloDatabase } from "./database/database";
import { guarded } from "./database/failures";
import { requireSameContract } from "./contracts";
import { record } from "./journal";
import { highestGiven } from "./numbering";
import { present } from "./database/missing";

type NewVersion = Parameters<RegistryStore["registerVersion"]>[0];

/** The registry port. */
export function registryStore(database: CicloDatabase, clock: Clock): RegistryStore {
  return {
    registerVersion: (version, by) => guarded(() => registerVersion(database, clock, { version, by })),
    setAlias: (input, by) => guarded(() => setAlias(database, clock, { input, by })),
    getModel: (projectId, name) => guarded(() => getModel(database, projectId, name)),
    findModel: (projectId, name) => guarded(async () => (await database.models.get([projectId, name])) ?? null),
    getModelVersion: (projectId, modelName, version) =>
      guarded(() => getModelVersion(database, { projectId, modelName, version })),
    listModels: (projectId) => guarded(() => database.models.where("projectId").equals(projectId).toArray()),
    listModelVersions: (projectId, modelName) =>
      guarded(async () => {
        const versions = await database.modelVersions.where("projectId").equals(projectId).toArray();
        return versions
          .filter((version) => modelName === undefined || version.modelName === modelName)
          .sort(newestFirst);
      }),
  };
}

// Decimal strings do not sort as text: "10" comes after "9".
function newestFirst(a: ModelVersion, b: ModelVersion): number {
  return a.modelName.localeCompare(b.modelName) || Number(b.version) - Number(a.version);
}

function registerVersion(
  database: CicloDatabase,
  clock: Clock,
  { version, by }: { version: NewVersion; by: Attribution },
): PromiseLike<ModelVersion> {
  const { projectId, modelName } = version;
  const { models, modelVersions, packages, journal } = database;
  return database.transaction("rw", [models, modelVersions, packages, journal], async () => {
    const known = database.modelVersions.where("[projectId+modelName]").equals([projectId, modelName]);
    const versions = await known.toArray();
    const same = versions.find((other) => other.packageDigest === version.packageDigest);
    if (same) return same;
    const newest = versions.reduce<ModelVersion | null>(
      (latest, other) => (latest && Number(latest.version) > Number(other.version) ? latest : other),
      null,
    );
    if (newest) {
      const contract = { serves: newest.packageDigest, next: version.packageDigest };
      await requireSameContract(database, modelName, contract);
    }
    const createdAtMs = clock.nowMs();
    if (!(await database.models.get([projectId, modelName]))) {
      await database.models.add({ projectId, name: modelName, aliases: {}, tags: {}, createdAtMs });
    }
    const given = await highestGiven(database, { projectId, subject: modelName, command: "model.register" });
    const taken = await known.primaryKeys();
    const number = String(Math.max(given, ...taken.map(([, , other]) => Number(other))) + 1);
    const added: ModelVersion = { ...version, version: number, createdAtMs };
    await database.modelVersions.add(added);
    await record(database, clock, {
      projectId,
      command: "model.register",
      subjects: [`${modelName}/${number}`, modelName, added.packageDigest, added.runId],
      details: { modelName, version: number },
      by,
    });
    return added;
  });
}

function setAlias(database: CicloDatabase, clock: Clock, { input, by }: { input: AliasMove; by: Attribution }) {
  const { projectId, modelName, alias, version, reason, standing } = input;
  return database.transaction("rw", database.models, database.modelVersions, database.journal, async () => {
    const model = await getModel(database, projectId, modelName);
    const target = version === null ? null : await getModelVersion(database, { projectId, modelName, version });
    const from = model.aliases[alias] ?? null;
    if (from === version) return;
    const { [alias]: _removed, ...others } = model.aliases;
    await database.models.put({ ...model, aliases: version === null ? others : { ...others, [alias]: version } });
    await record(database, clock, {
      projectId,
      command: "alias.set",
      subjects: [modelName, version === null ? null : `${modelName}/${version}`, target?.packageDigest],
      details: { modelName, alias, from, to: version, reason, ...(standing && standingDetails(standing)) },
      by,
    });
  });
}

async function getModel(database: CicloDatabase, projectId: ProjectId, name: string): Promise<RegisteredModel> {
  return present(await database.models.get([projectId, name]), "registry.model-not-found", { model: name });
}

async function getModelVersion(
  database: CicloDatabase,
  { projectId, modelName, version }: Pick<ModelVersion, "projectId" | "modelName" | "version">,
): Promise<ModelVersion> {
  const found = await database.modelVersions.get([projectId, modelName, version]);
  return present(found, "registry.model-not-found", { model: `${modelName}/${version}` });
}
