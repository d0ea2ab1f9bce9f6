"use client";

import { useMemo } from "react";
import { asId } from "@/lib/ids";
import { parseModelHandle } from "@/lib/notebook/result/model-handle";
import type { NotebookSnapshot } from "@/lib/notebook/runtime/runtime";
import type { LoopState } from "../../shell/loop-stops";
import { loopState } from "./loop-state";
import { useStored } from "../use-stored-base";
import type { World } from "./world-facts";

/** The rail's loop, with the latest version of each stop. */
export function useLoop(snapshot: NotebookSnapshot, world: World): LoopState {
  const handleId = (kind: string) => {
    const cell = snapshot.document.cells.find((other) => other.kind === kind);
    return cell ? (snapshot.states[cell.id]?.result?.handle?.id ?? null) : null;
  };
  const dataId = handleId("dataset");
  const modelId = handleId("register");
  const data = useStored(
    async (stores) => (dataId ? `v${(await stores.datasets.getVersion(asId(dataId))).version}` : null),
    [dataId],
  );
  return useMemo(
    () =>
      loopState(snapshot, world, {
        data: data ?? null,
        evaluation: modelId ? `v${parseModelHandle(modelId).version}` : null,
      }),
    [snapshot, world, data, modelId],
  );
}
