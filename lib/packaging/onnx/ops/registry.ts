/**
 * Everything that a package graph can hold, in one list. To support another layer, recipe step or task: write its op in
 * this folder (one file per group), add it here, and add a case to `build-graph.test.ts`, which runs it.
 */
import { AppError } from "../../../errors";
import { ACTIVATION_OPS } from "./activation";
import { numericOp, oneHotOp } from "./column";
import { convolutionOp } from "./convolution";
import { denseOp } from "./dense";
import { HEAD_OPS } from "./head";

export const OPS = {
  layer: { dense: denseOp, convolution: convolutionOp },
  activation: ACTIVATION_OPS,
  column: { numeric: numericOp, "one-hot": oneHotOp },
  head: HEAD_OPS,
} as const;

/** The op of a group by name; a name that is not in the list is `package.unsupported`. */
export function opFor<Group extends keyof typeof OPS, Name extends keyof (typeof OPS)[Group] & string>(
  group: Group,
  name: Name,
): (typeof OPS)[Group][Name] {
  const op = Object.hasOwn(OPS[group], name) ? OPS[group][name] : undefined;
  if (op === undefined) throw new AppError("package.unsupported", { details: { what: `${group} ${name}` } });
  return op;
}
