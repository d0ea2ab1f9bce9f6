/** What every part of a version's page is given. */
import type { DatasetVersion } from "@/lib/data/version/dataset";

export interface DatasetDetailProps {
  readonly version: DatasetVersion;
  /** All versions, to name the parents. */
  readonly versions: readonly DatasetVersion[];
}
