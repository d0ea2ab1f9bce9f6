/** The champion of a registered model. */
import type { ProjectId } from "../ids";
import type { ModelVersion, RegistryStore } from "./registered-model";

/** The version that carries the alias champion; null when there is none. */
export async function championOf(
  registry: RegistryStore,
  projectId: ProjectId,
  modelName: string,
): Promise<ModelVersion | null> {
  const model = await registry.findModel(projectId, modelName);
  const version = model?.aliases.champion;
  return version === undefined ? null : registry.getModelVersion(projectId, modelName, version);
}
