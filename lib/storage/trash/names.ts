/** What a person calls a thing that was removed. */
import type { LocalizedText, NotebookDocument } from "../../notebook/document/document";
import type { Deletable } from "../../notebook/services/trash";
import type { TrashedRecord } from "../database/tables";

/** The name of the first of the things, from the records that went. */
export function nameOf(records: readonly TrashedRecord[], [thing]: readonly Deletable[]): LocalizedText {
  if (!thing) return "";
  const { kind, id } = thing;
  if (kind === "model") return id;
  if (kind === "model-version") return id.replace(/\/(?=[^/]*$)/, " v");
  // The records of a thing come before what stands on it.
  const record = records[0]?.record ?? {};
  switch (kind) {
    case "notebook":
      return (record["document"] as NotebookDocument).title;
    case "dataset-version":
      return `${String(record["name"])} v${String(record["version"])}`;
    case "package":
    case "pipeline-run":
      return id.slice(0, 8);
    default:
      return String(record["name"]);
  }
}
