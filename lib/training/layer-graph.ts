/**
 * A network as a graph of layers: what the compiled engine compiles and what its oracle computes. Names, options and defaults are
 * those of Keras and of TensorFlow.js layers; data is channels-last; shapes leave the batch dimension out.
 */

export type Shape = readonly number[];

/** Every activation of TensorFlow.js layers. */
export const GRAPH_ACTIVATIONS = [
  "linear",
  "relu",
  "relu6",
  "elu",
  "selu",
  "sigmoid",
  "hardSigmoid",
  "tanh",
  "softplus",
  "softsign",
  "swish",
  "mish",
  "gelu",
  "gelu_new",
  "softmax",
  "logSoftmax",
] as const;
export type GraphActivation = (typeof GRAPH_ACTIVATIONS)[number];

export type Padding = "valid" | "same";
/** Rows (height) first. */
export type Pair = readonly [number, number];

/** Penalty added to the loss: l1·Σ|w| + l2·Σw². */
export interface Regularizer {
  readonly l1: number;
  readonly l2: number;
}

interface Trainable {
  readonly kernelRegularizer?: Regularizer;
}

interface Convolution extends Trainable {
  readonly padding: Padding;
  readonly activation: GraphActivation;
  readonly useBias: boolean;
}

interface Pooling1d {
  readonly poolSize: number;
  readonly strides: number;
  readonly padding: Padding;
}

interface Pooling2d {
  readonly poolSize: Pair;
  readonly strides: Pair;
  readonly padding: Padding;
}

interface Recurrent extends Trainable {
  readonly units: number;
  readonly activation: GraphActivation;
  readonly recurrentActivation: GraphActivation;
  readonly returnSequences: boolean;
}

export type Layer =
  /** On the last dimension. Weights: kernel [inputs, units], bias [units]. */
  | ({
      readonly kind: "dense";
      readonly units: number;
      readonly activation: GraphActivation;
      readonly useBias: boolean;
    } & Trainable)
  /** [length, channels]. Weights: kernel [size, channels, filters], bias [filters]. */
  | ({
      readonly kind: "conv1d";
      readonly filters: number;
      readonly kernelSize: number;
      readonly strides: number;
      readonly dilation: number;
    } & Convolution)
  /** [height, width, channels]. Weights: kernel [h, w, channels, filters], bias [filters]. */
  | ({
      readonly kind: "conv2d";
      readonly filters: number;
      readonly kernelSize: Pair;
      readonly strides: Pair;
      readonly dilation: Pair;
    } & Convolution)
  /** Weights: depthwiseKernel [h, w, channels, depthMultiplier], bias [channels · depthMultiplier]. */
  | ({
      readonly kind: "depthwiseConv2d";
      readonly depthMultiplier: number;
      readonly kernelSize: Pair;
      readonly strides: Pair;
      readonly dilation: Pair;
    } & Convolution)
  /** Weights: depthwiseKernel, pointwiseKernel [1, 1, channels · depthMultiplier, filters], bias [filters]. */
  | ({
      readonly kind: "separableConv2d";
      readonly filters: number;
      readonly depthMultiplier: number;
      readonly kernelSize: Pair;
      readonly strides: Pair;
      readonly dilation: Pair;
    } & Convolution)
  | ({ readonly kind: "maxPool1d" | "averagePool1d" } & Pooling1d)
  | ({ readonly kind: "maxPool2d" | "averagePool2d" } & Pooling2d)
  /** Over all positions of [length, channels] or [height, width, channels]: gives [channels]. */
  | { readonly kind: "globalMaxPool" | "globalAveragePool" }
  /** On the last dimension. Weights: gamma, beta; statistics (not trained): movingMean, movingVariance. */
  | { readonly kind: "batchNormalization"; readonly momentum: number; readonly epsilon: number }
  /** On the last dimension. Weights: gamma, beta. */
  | { readonly kind: "layerNormalization"; readonly epsilon: number }
  | { readonly kind: "dropout"; readonly rate: number }
  | { readonly kind: "gaussianNoise"; readonly stddev: number }
  /** [length] of whole numbers to [length, outputDim]. Weights: embeddings [inputDim, outputDim]. */
  | { readonly kind: "embedding"; readonly inputDim: number; readonly outputDim: number }
  | { readonly kind: "flatten" }
  | { readonly kind: "reshape"; readonly shape: Shape }
  /** Along the last dimension; the others must be equal. */
  | { readonly kind: "concatenate" }
  /** Elementwise sum of two or more inputs of one shape. */
  | { readonly kind: "add" }
  | { readonly kind: "activation"; readonly activation: GraphActivation }
  /** [time, features]. Gates i, f, c, o. Weights: kernel [features, 4·units], recurrentKernel [units, 4·units], bias [4·units]. */
  | ({ readonly kind: "lstm" } & Recurrent)
  /** Gates z, r, h; the reset gate acts before the recurrent product. Weights as for lstm with 3·units. */
  | ({ readonly kind: "gru" } & Recurrent);

export type LayerKind = Layer["kind"];

/** One use of a layer. `inputs` are positions in `nodes`, all smaller than its own; −1 is the graph's input. */
export interface GraphNode {
  readonly name: string;
  readonly layer: Layer;
  readonly inputs: readonly number[];
}

/** Nodes in the order of computation; the last one is the output. */
export interface LayerGraph {
  readonly inputShape: Shape;
  readonly nodes: readonly GraphNode[];
}

/** A named array of numbers, row-major: how weights travel between engines and files. */
export interface NamedTensor {
  /** `node/weight`, as in `conv1/kernel`. */
  readonly name: string;
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** A graph whose nodes follow each other. */
export function sequence(inputShape: Shape, layers: readonly Layer[]): LayerGraph {
  const nodes = layers.map((layer, index) => ({ name: `${layer.kind}${index}`, layer, inputs: [index - 1] }));
  return { inputShape, nodes };
}
