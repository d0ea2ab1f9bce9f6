/** What a finished run left behind, read back from its artifacts. */
import type { BlobStore } from "../data/version/store";
import { AppError } from "../errors";
import type { TrainedNetwork } from "../training/model-spec";
import { bytesToFloats, networkFromFile, type NetworkHeader } from "../training/network-file";
import { ARTIFACTS } from "./artifacts";
import type { Run } from "./run";

/** The trained network of a run; `storage.corrupt` when the run has none. */
export async function loadNetwork(stores: { readonly blobs: BlobStore }, run: Run): Promise<TrainedNetwork> {
  const header = JSON.parse(
    new TextDecoder().decode(await readArtifact(stores, run, ARTIFACTS.network)),
  ) as NetworkHeader;
  return networkFromFile({
    header,
    bytes: await readArtifact(stores, run, ARTIFACTS.weights),
  });
}

/** The engine's raw outputs on the test part, in the order of the split: row-major [rows, outputWidth]. */
export async function loadTestOutputs(stores: { readonly blobs: BlobStore }, run: Run): Promise<Float32Array> {
  return bytesToFloats(await readArtifact(stores, run, ARTIFACTS.testPredictions));
}

/** The bytes of a run's artifact; `storage.corrupt` when the run has no such path. */
export async function readArtifact(
  { blobs }: { readonly blobs: BlobStore },
  run: Run,
  path: string,
): Promise<Uint8Array> {
  const artifact = run.artifacts.find((candidate) => candidate.path === path);
  if (!artifact) throw new AppError("storage.corrupt", { details: { what: path } });
  return blobs.get(artifact.digest);
}
