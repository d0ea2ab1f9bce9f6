"use client";

/** What deploying will change, before the click, and the reason of the person who does it. */
import { deployDiff } from "@/lib/notebook/result/deploy-diff";
import { parseModelHandle } from "@/lib/notebook/result/model-handle";
import type { StageCellOf } from "@/lib/notebook/document/document";
import type { VersionChange } from "@/lib/registry/version-change";
import { ChangeLine } from "../../../models/change-line";
import { hasReason, ReasonField } from "../../../models/reason-field";
import { useVersionChange } from "../../../models/use-version-change";
import { useWorld } from "../../guide/world-facts";
import { useNotebook } from "../../notebook-context";
import { useInputHandle } from "../../use-stored";

/** The reason stands while the person writes; it is asked for where the version misses its goal, offered where the cell is open. */
export function DeployChange({ cell, open }: { readonly cell: StageCellOf<"deploy">; readonly open: boolean }) {
  const { edit } = useNotebook();
  const pending = usePendingDeploy(cell);
  if (!pending) return null;
  const { change, digest, reason } = pending;
  const needed = change.missed !== null;
  return (
    <div className="flex flex-col gap-2" data-testid="deploy-change">
      <ChangeLine change={change} />
      {needed || open ? (
        <ReasonField
          value={reason}
          needed={needed}
          disabled={cell.locked}
          onChange={(text) =>
            edit({ kind: "params", cellId: cell.id, params: { reason: { text, packageDigest: digest } } })
          }
        />
      ) : null}
    </div>
  );
}

/** Whether deploying now would be refused for want of a reason. */
export function useReasonMissing(cell: StageCellOf<"deploy">): boolean {
  const pending = usePendingDeploy(cell);
  return pending !== null && pending.change.missed !== null && !hasReason(pending.reason);
}

interface PendingDeploy {
  readonly change: VersionChange;
  readonly digest: string;
  /** What was written for this package. */
  readonly reason: string;
}

/** Null while the version is not up to date, or is served already. */
function usePendingDeploy(cell: StageCellOf<"deploy">): PendingDeploy | null {
  const { document, states } = useNotebook();
  const { endpoint } = useWorld();
  const handle = useInputHandle(cell, "model");
  const source = document.cells.find((other) => "name" in other && other.name === cell.inputs["model"]);
  const status = source && states[source.id]?.status;
  const model = status === "done" || status === "cached" ? handle : null;
  const named = model ? parseModelHandle(model.id) : null;
  const change = useVersionChange(named?.modelName ?? null, {
    from: endpoint?.routes[0]?.modelVersion ?? null,
    to: named?.version ?? null,
  });
  if (!model || !change || deployDiff(endpoint, model, cell.params.rollout).kind === "unchanged") return null;
  const { reason } = cell.params;
  const holds = reason && (reason.packageDigest === null || reason.packageDigest === model.digest);
  return { change, digest: model.digest, reason: holds ? reason.text : "" };
}
