/** MLflow's dataset digest: at most 36 characters, so an MD5; Ciclo's own identity of a version is `contentSha256`. */
import type { DatasetVersion } from "../data/version/dataset";
import { md5Bytes } from "../digest";

/** The MD5 of the source file where there was one (what DVC knows it by), else the MD5 of the content's SHA-256 in hex. */
export async function mlflowDigest(version: Pick<DatasetVersion, "sourceMd5" | "contentSha256">): Promise<string> {
  return version.sourceMd5 ?? (await md5Bytes(new TextEncoder().encode(version.contentSha256)));
}
