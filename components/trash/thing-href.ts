/** Where a thing that can be removed is shown. */
import type { Deletable } from "@/lib/notebook/services/trash";

/** The address of its page. */
export function thingHref({ kind, id }: Deletable): string {
  const slash = id.lastIndexOf("/");
  switch (kind) {
    case "notebook":
      return `/notebook?id=${id}`;
    case "dataset":
      return "/data";
    case "dataset-version":
      return `/data?id=${id}`;
    case "run":
      return `/experiments?run=${id}`;
    case "package":
      return `/models?package=${id}`;
    case "model":
      return `/models?name=${encodeURIComponent(id)}`;
    case "model-version":
      return `/models?name=${encodeURIComponent(id.slice(0, slash))}&version=${id.slice(slash + 1)}`;
    case "endpoint":
      return `/endpoints?id=${id}`;
    case "pipeline-run":
      return `/runs?id=${id}`;
  }
}
