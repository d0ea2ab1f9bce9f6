/** Maximum and average over windows; a global pool is one window over everything. */
import type { Layer } from "../../../layer-graph";
import { invalid } from "../shapes";
import { layerWindow } from "../windows";
import { onlyInput, type LayerContext, type Value } from "./step";

export type PoolLayer = Extract<
  Layer,
  {
    kind: "maxPool1d" | "maxPool2d" | "averagePool1d" | "averagePool2d" | "globalMaxPool" | "globalAveragePool";
  }
>;

export function lowerPooling(context: LayerContext<PoolLayer>): Value {
  const { x, shape } = onlyInput(context);
  const window = layerWindow(context.layer, shape);
  if (window === null) throw invalid(context.name, "shape");
  const isMaximum = ["maxPool1d", "maxPool2d", "globalMaxPool"].includes(context.layer.kind);
  const y = context.value(window.outHeight * window.outWidth * window.channels, "linear");
  context.emit({
    forward: [{ kind: isMaximum ? "maxPool2d" : "averagePool2d", window, x: x.slot, y: y.slot }],
    output: y,
    inputs: [x],
    trains: false,
    backward: (dy, into) => {
      const target = into(x);
      if (target === null) return [];
      return isMaximum
        ? [{ kind: "maxPool2dGradient", window, x: x.slot, y: y.slot, dy, ...target }]
        : [{ kind: "averagePool2dGradient", window, dy, ...target }];
    },
  });
  return y;
}
