/** Package: one ONNX graph with its proof of parity, built in the serving worker. */
import { asId } from "../../ids";
import type { RunId } from "../../ids";
import { callOptions, inputOf } from "./context";
import type { Executor } from "./context";

export const runPackage: Executor<"package"> = async (context) => {
  const runId = asId<RunId>(inputOf(context, "run").id);
  const { decision = null } = context.cell.params;
  const built = await context.services.serving.buildPackage({ runId, decision, by: context.by }, callOptions(context));
  return { kind: "package", id: built.digest, digest: built.digest };
};
