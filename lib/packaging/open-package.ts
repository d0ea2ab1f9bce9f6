/** From a package digest to a session that answers. */
import type { BlobStore } from "../data/version/store";
import { AppError } from "../errors";
import type { Sha256 } from "../ids";
import type { ModelPackage, PackageStore } from "./package";
import type { PackageRuntime, PackageSession } from "./session";

export const MODEL_PATH = "model.onnx";

export interface OpenPackage {
  readonly modelPackage: ModelPackage;
  readonly session: PackageSession;
}

/** Loads a package's graph from storage into a runtime. Throws `package.not-found` or `package.runtime-failed`. */
export async function openPackage(options: {
  readonly stores: { readonly blobs: BlobStore; readonly packages: PackageStore };
  readonly runtime: PackageRuntime;
  readonly digest: Sha256;
}): Promise<OpenPackage> {
  const modelPackage = await options.stores.packages.getPackage(options.digest);
  const model = modelPackage.manifest.files.find((file) => file.path === MODEL_PATH);
  if (!model) throw new AppError("package.not-found", { details: { digest: options.digest } });
  const onnx = await options.stores.blobs.get(model.sha256);
  const session = await options.runtime.open(onnx, modelPackage.signature);
  return { modelPackage, session };
}
