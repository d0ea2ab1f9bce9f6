/**
 * Small graphs that together use every layer kind in every way that its code tells apart: odd sizes around the widths of vectors,
 * strides, paddings, dilations, branches. Each has a dense layer before what it is about, so that gradients must flow through, and
 * one after it, so that different outputs get different gradients.
 */
import {
  GRAPH_ACTIVATIONS,
  type GraphActivation,
  type GraphNode,
  type Layer,
  type LayerGraph,
  type LayerKind,
  type Shape,
} from "../../../layer-graph";

export interface LayerCase {
  readonly name: string;
  readonly kinds: readonly LayerKind[];
  readonly graph: LayerGraph;
}

/** A dense layer. */
export function dense(units: number, activation: GraphActivation = "linear", useBias = true): Layer {
  return { kind: "dense", units, activation, useBias };
}

type Conv2d = Extract<Layer, { kind: "conv2d" }>;
const CONV = { padding: "valid", activation: "linear", useBias: true } as const;
const SLIDE = { kernelSize: [3, 3], strides: [1, 1], dilation: [1, 1] } as const;

/** A 3 × 3 convolution, or what the options make of it. */
export function conv2d(filters: number, options: Partial<Conv2d> = {}): Layer {
  return { kind: "conv2d", filters, ...SLIDE, ...CONV, ...options };
}

function conv1d(filters: number, options: Partial<Extract<Layer, { kind: "conv1d" }>> = {}): Layer {
  return { kind: "conv1d", filters, kernelSize: 3, strides: 1, dilation: 1, ...CONV, ...options };
}

function depthwise(depthMultiplier: number, options: Partial<Extract<Layer, { kind: "depthwiseConv2d" }>> = {}): Layer {
  return { kind: "depthwiseConv2d", depthMultiplier, ...SLIDE, ...CONV, ...options };
}

function separable(options: Partial<Extract<Layer, { kind: "separableConv2d" }>> = {}): Layer {
  return { kind: "separableConv2d", filters: 5, depthMultiplier: 2, ...SLIDE, ...CONV, ...options };
}

function recurrent(kind: "lstm" | "gru", options: Partial<Extract<Layer, { kind: "lstm" | "gru" }>> = {}): Layer {
  const base = { units: 3, activation: "tanh", recurrentActivation: "sigmoid", returnSequences: false } as const;
  return { ...base, ...options, kind };
}

const NORM = { kind: "batchNormalization", momentum: 0.9, epsilon: 1e-3 } as const;
const LAYER_NORM = { kind: "layerNormalization", epsilon: 1e-3 } as const;
const EMBEDDING = { kind: "embedding", inputDim: 11, outputDim: 3 } as const;
const FLATTEN = { kind: "flatten" } as const;

const CHAINS: readonly (readonly [name: string, input: Shape, layers: readonly Layer[]])[] = [
  ["dense", [5], [dense(7)]],
  ["dense without bias", [9], [dense(4, "linear", false)]],
  ["dense on every position", [3, 2, 5], [dense(6, "relu")]],
  ["conv1d", [9, 3], [conv1d(5)]],
  ["conv1d same, strided", [8, 2], [conv1d(4, { padding: "same", strides: 2, activation: "relu" })]],
  ["conv1d same, dilated", [9, 3], [conv1d(3, { padding: "same", dilation: 2, useBias: false })]],
  ["conv2d", [5, 6, 3], [conv2d(4, { activation: "relu" })]],
  ["conv2d of nine filters on one channel", [6, 5, 1], [conv2d(9, { kernelSize: [2, 3] })]],
  ["conv2d of eight filters on eight channels", [4, 4, 8], [conv2d(8, { padding: "same", activation: "tanh" })]],
  ["conv2d same, strided", [7, 5, 2], [conv2d(3, { padding: "same", strides: [2, 3], useBias: false })]],
  ["conv2d valid, strided", [7, 6, 2], [conv2d(5, { strides: [2, 1] })]],
  ["conv2d valid, dilated", [7, 6, 2], [conv2d(3, { dilation: [2, 1] })]],
  ["conv2d same, dilated", [5, 6, 2], [conv2d(3, { padding: "same", dilation: [2, 3], kernelSize: [2, 2] })]],
  ["conv2d larger than its image", [3, 2, 2], [conv2d(3, { padding: "same", kernelSize: [5, 4] })]],
  ["conv2d of one pixel", [4, 3, 5], [conv2d(6, { kernelSize: [1, 1] })]],
  ["depthwiseConv2d", [5, 4, 3], [depthwise(1, { activation: "relu" })]],
  ["depthwiseConv2d twice as wide, same, strided", [5, 6, 3], [depthwise(2, { padding: "same", strides: [2, 2] })]],
  ["depthwiseConv2d dilated", [6, 6, 5], [depthwise(1, { dilation: [2, 2], kernelSize: [2, 3], useBias: false })]],
  ["separableConv2d", [5, 5, 3], [separable({ activation: "sigmoid" })]],
  ["separableConv2d same, strided", [6, 5, 2], [separable({ padding: "same", strides: [2, 2], useBias: false })]],
  ["maxPool1d", [9, 3], [{ kind: "maxPool1d", poolSize: 2, strides: 2, padding: "valid" }]],
  ["maxPool1d same, overlapping", [8, 2], [{ kind: "maxPool1d", poolSize: 3, strides: 2, padding: "same" }]],
  ["averagePool1d", [9, 3], [{ kind: "averagePool1d", poolSize: 3, strides: 2, padding: "valid" }]],
  ["averagePool1d same", [8, 2], [{ kind: "averagePool1d", poolSize: 3, strides: 2, padding: "same" }]],
  ["maxPool2d", [6, 5, 3], [{ kind: "maxPool2d", poolSize: [2, 2], strides: [2, 2], padding: "valid" }]],
  [
    "maxPool2d same, overlapping",
    [5, 6, 9],
    [{ kind: "maxPool2d", poolSize: [3, 2], strides: [1, 2], padding: "same" }],
  ],
  ["averagePool2d", [6, 5, 3], [{ kind: "averagePool2d", poolSize: [2, 3], strides: [2, 1], padding: "valid" }]],
  ["averagePool2d same", [5, 6, 2], [{ kind: "averagePool2d", poolSize: [3, 2], strides: [2, 2], padding: "same" }]],
  ["globalMaxPool of a sequence", [5, 3], [{ kind: "globalMaxPool" }]],
  ["globalMaxPool of an image", [3, 4, 5], [{ kind: "globalMaxPool" }]],
  ["globalAveragePool of a sequence", [5, 3], [{ kind: "globalAveragePool" }]],
  ["globalAveragePool of an image", [3, 4, 5], [{ kind: "globalAveragePool" }]],
  ["batchNormalization", [5], [NORM]],
  ["batchNormalization of an image, then relu", [4, 3, 3], [NORM, { kind: "activation", activation: "relu" }]],
  ["layerNormalization", [7], [LAYER_NORM]],
  ["layerNormalization of every position", [4, 5], [LAYER_NORM]],
  ["dropout", [11], [{ kind: "dropout", rate: 0.4 }]],
  ["dropout of an image", [3, 3, 5], [{ kind: "dropout", rate: 0.25 }]],
  ["gaussianNoise", [6], [{ kind: "gaussianNoise", stddev: 0.5 }]],
  ["reshape", [12], [{ kind: "reshape", shape: [2, 3, 2] }, conv2d(3, { kernelSize: [2, 2] })]],
  ["lstm", [4, 3], [recurrent("lstm")]],
  [
    "lstm of every time",
    [3, 2],
    [recurrent("lstm", { units: 5, returnSequences: true, recurrentActivation: "hardSigmoid" })],
  ],
  [
    "lstm on lstm",
    [3, 2],
    [recurrent("lstm", { returnSequences: true }), recurrent("lstm", { activation: "softsign" })],
  ],
  ["gru", [4, 3], [recurrent("gru")]],
  [
    "gru of every time",
    [3, 2],
    [recurrent("gru", { units: 5, returnSequences: true, recurrentActivation: "hardSigmoid" })],
  ],
  ["gru on gru", [3, 2], [recurrent("gru", { returnSequences: true, activation: "elu" }), recurrent("gru")]],
];

const EMBEDDINGS: readonly LayerCase[] = [
  chainCase("embedding", [4], [EMBEDDING, FLATTEN, dense(2)]),
  chainCase("embedding of a convolution", [6], [EMBEDDING, conv1d(4), { kind: "globalMaxPool" }, dense(2)]),
];

const BRANCHES: readonly LayerCase[] = [
  graphCase(
    "concatenate",
    [5],
    [
      ["a", dense(3, "tanh"), -1],
      ["b", dense(6, "relu"), -1],
      ["c", { kind: "concatenate" }, 0, 1],
      ["d", dense(2), 2],
    ],
  ),
  graphCase(
    "concatenate of images and of the input",
    [4, 3, 2],
    [
      ["a", conv2d(3, { padding: "same" }), -1],
      ["b", conv2d(5, { kernelSize: [1, 1], activation: "sigmoid" }), 0],
      ["c", { kind: "concatenate" }, 0, -1, 1],
      ["d", FLATTEN, 2],
      ["e", dense(2), 3],
    ],
  ),
  graphCase(
    "add",
    [5],
    [
      ["a", dense(4, "tanh"), -1],
      ["b", dense(4, "sigmoid"), -1],
      ["c", { kind: "add" }, 0, 1],
      ["d", dense(2), 2],
    ],
  ),
  graphCase(
    "add of three, one of them twice",
    [5],
    [
      ["a", dense(4, "tanh"), -1],
      ["b", dense(4), 0],
      ["c", { kind: "add" }, 0, 1, 0],
      ["d", { kind: "activation", activation: "relu" }, 2],
      ["e", dense(2), 3],
    ],
  ),
  graphCase(
    "a value used three times",
    [4],
    [
      ["a", dense(5, "relu"), -1],
      ["b", dense(5, "swish"), 0],
      ["c", LAYER_NORM, 0],
      ["d", { kind: "add" }, 0, 1],
      ["e", { kind: "concatenate" }, 2, 3],
      ["f", dense(2), 4],
    ],
  ),
  graphCase(
    "a residual block",
    [4, 4, 3],
    [
      ["a", conv2d(3, { padding: "same" }), -1],
      ["b", NORM, 0],
      ["c", { kind: "activation", activation: "relu" }, 1],
      ["d", conv2d(3, { padding: "same" }), 2],
      ["e", { kind: "add" }, 2, 3],
      ["f", { kind: "activation", activation: "relu" }, 4],
      ["g", { kind: "globalAveragePool" }, 5],
      ["h", dense(2), 6],
    ],
  ),
];

/** Every kind of layer. */
export const LAYER_CASES: readonly LayerCase[] = [
  ...CHAINS.map(([name, input, layers]) => between(name, input, layers)),
  ...EMBEDDINGS,
  ...BRANCHES,
];

/** Large enough that the plan splits the batch, small enough for the oracle: every kind whose gradients are sums over rows. */
export const SHARDED_CASES: readonly LayerCase[] = [
  chainCase(
    "convolution",
    [12, 12, 6],
    [
      conv2d(12, { padding: "same" }),
      NORM,
      { kind: "activation", activation: "relu" },
      { kind: "dropout", rate: 0.2 },
      { kind: "maxPool2d", poolSize: [3, 3], strides: [3, 3], padding: "valid" },
      LAYER_NORM,
      FLATTEN,
      dense(2),
    ],
  ),
  chainCase(
    "depthwise convolutions",
    [12, 12, 4],
    [
      depthwise(3, { padding: "same", activation: "relu" }),
      { kind: "gaussianNoise", stddev: 0.1 },
      separable({ depthMultiplier: 1, filters: 16 }),
      { kind: "averagePool2d", poolSize: [2, 2], strides: [2, 2], padding: "valid" },
      NORM,
      { kind: "globalMaxPool" },
      dense(2),
    ],
  ),
  chainCase(
    "recurrent layers",
    [12],
    [
      { ...EMBEDDING, outputDim: 12 },
      recurrent("lstm", { units: 24, returnSequences: true }),
      recurrent("gru", { units: 12 }),
      dense(2),
    ],
  ),
];

/** Every activation: of a layer, and on its own where another layer also reads what it reads. */
export const ACTIVATION_CASES: readonly LayerCase[] = GRAPH_ACTIVATIONS.flatMap((activation) => [
  between(`${activation} of a layer`, [4], [dense(9, activation)]),
  graphCase(
    `${activation} on its own`,
    [4],
    [
      ["a", dense(5), -1],
      ["b", { kind: "activation", activation }, 0],
      ["c", { kind: "concatenate" }, 0, 1],
      ["d", dense(2), 2],
    ],
  ),
]);

/** The layers between a dense layer on each position and a dense layer with two outputs. */
function between(name: string, input: Shape, layers: readonly Layer[]): LayerCase {
  const front = dense(input.at(-1)!, "tanh");
  const tail = isFlat(input, layers.at(-1)!) ? [] : [FLATTEN];
  return chainCase(name, input, [front, ...layers, ...tail, dense(2)]);
}

function isFlat(input: Shape, last: Layer): boolean {
  if (last.kind === "lstm" || last.kind === "gru") return !last.returnSequences;
  return input.length === 1
    ? last.kind !== "conv2d"
    : last.kind === "globalMaxPool" || last.kind === "globalAveragePool";
}

function chainCase(name: string, inputShape: Shape, layers: readonly Layer[]): LayerCase {
  const nodes = layers.map((layer, index) => ({ name: `${layer.kind}${index}`, layer, inputs: [index - 1] }));
  return { name, kinds: layers.map(({ kind }) => kind), graph: { inputShape, nodes } };
}

function graphCase(
  name: string,
  inputShape: Shape,
  rows: readonly (readonly [name: string, layer: Layer, ...inputs: number[]])[],
): LayerCase {
  const nodes = rows.map(([node, layer, ...inputs]): GraphNode => ({ name: node, layer, inputs }));
  return { name, kinds: nodes.map(({ layer }) => layer.kind), graph: { inputShape, nodes } };
}
