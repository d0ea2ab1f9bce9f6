"use client";

/** The chip at the end of a cell: what it made, opened on its shelf. */
import type { Handle } from "@/lib/notebook/result/cell-result";
import type { StageCell } from "@/lib/notebook/document/document";
import { parseModelHandle } from "@/lib/notebook/result/model-handle";
import { asId, shortId } from "@/lib/ids";
import { useText } from "../../i18n";
import { OutputChip } from "../../ui/output-chip";
import { KindIcon } from "../../ui/kind-icon";
import { shelfHref } from "../guide/stages";
import { useStored } from "../use-stored";
import { useWorld } from "../guide/world-facts";

export function CellOutput({ cell, handle }: { readonly cell: StageCell; readonly handle: Handle }) {
  const text = useOutputName(cell, handle);
  const href = useShelfHref(handle);
  if (href === null) {
    return (
      <p className="inline-flex items-center gap-1.5 text-sm text-faint">
        <KindIcon kind={cell.kind} size={14} />
        <span>{text}</span>
        <span className="font-mono">{shortId(handle.digest)}</span>
      </p>
    );
  }
  return (
    <p>
      <OutputChip kind={cell.kind} text={text} digest={handle.digest} href={href} />
    </p>
  );
}

/** An evaluation is shown with its package; a monitor and a trigger with their endpoint. */
function useShelfHref(handle: Handle): string | null {
  const { endpoint } = useWorld();
  const direct = shelfHref(handle);
  const digest = useStored(
    async (stores) =>
      handle.kind === "evaluate" ? (await stores.evaluations.getEvaluation(asId(handle.id))).packageDigest : null,
    [handle.kind, handle.id],
  );
  if (handle.kind === "evaluate") return digest ? `/models?package=${digest}` : null;
  if (handle.kind !== "monitor" && handle.kind !== "trigger") return direct;
  return endpoint ? `/endpoints?id=${endpoint.id}` : null;
}

/** "digits v3": the name of what a handle stands for. */
export function useOutputName(cell: StageCell, handle: Handle): string {
  const { t } = useText();
  const versioned = useStored(
    async (stores) => {
      switch (handle.kind) {
        case "dataset": {
          const version = await stores.datasets.getVersion(asId(handle.id));
          return `${version.name} v${version.version}`;
        }
        case "train":
          return (await stores.tracking.getRun(asId(handle.id))).name;
        case "register": {
          const { modelName, version } = parseModelHandle(handle.id);
          return `${modelName} v${version}`;
        }
        case "deploy":
          return (await stores.endpoints.getEndpoint(asId(handle.id))).name;
        default:
          return null;
      }
    },
    [handle.kind, handle.id],
  );
  return versioned ?? t(`kinds.${cell.kind}.name`);
}
