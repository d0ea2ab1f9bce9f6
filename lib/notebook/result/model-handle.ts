/** Handles of model versions. */
import { AppError } from "../../errors";
import type { ModelVersion } from "../../registry/registered-model";
import type { Handle } from "./cell-result";

/** The handle of a model version: its id is `model/version`, its digest the package's. */
export function modelHandle(version: ModelVersion): Handle {
  return { kind: "register", id: `${version.modelName}/${version.version}`, digest: version.packageDigest };
}

/** Reads `model/version` back. Names may contain slashes; versions are numbers. */
export function parseModelHandle(id: string): { readonly modelName: string; readonly version: string } {
  const slash = id.lastIndexOf("/");
  if (slash < 1) throw new AppError("registry.model-not-found", { details: { name: id } });
  return { modelName: id.slice(0, slash), version: id.slice(slash + 1) };
}
