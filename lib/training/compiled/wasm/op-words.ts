/**
 * How a plan's calls become 32-bit words for the wasm interpreter: the one table that the encoder and the kernels share. A call is
 * [opcode, number of words that follow, …fields in this order]. Kinds of field:
 * - `slot`: two words, byte address of row 0 and floats per row (0, 0 for null). Gradients and scratch are resolved to the
 *   shard's own copy, so each shard has its own program.
 * - `int`; `float` (the bits of a float32); `flag` (0 or 1); `activation` (position in GRAPH_ACTIVATIONS)
 * - `window`: thirteen ints in the order of `Window2d`.
 *
 * A kernel is `export function dense(words: usize, rowStart: i32, rowCount: i32): void`: `words` is the byte address of the first
 * field, the rows are the shard's part of the batch.
 */
export const WINDOW_FIELDS = [
  "height",
  "width",
  "channels",
  "outHeight",
  "outWidth",
  "kernelHeight",
  "kernelWidth",
  "strideHeight",
  "strideWidth",
  "dilationHeight",
  "dilationWidth",
  "padTop",
  "padLeft",
] as const;

export type WordKind = "slot" | "int" | "float" | "flag" | "activation" | "window" | "pointer";

const through = { throughActivation: "activation", throughY: "slot", accumulate: "flag" } as const;
const window = { window: "window" } as const;
const normSizes = { rowsPerSample: "int", channels: "int" } as const;
const recurrent = {
  time: "int",
  features: "int",
  units: "int",
  activation: "activation",
  recurrentActivation: "activation",
  returnSequences: "flag",
  x: "slot",
  kernel: "slot",
  recurrentKernel: "slot",
  bias: "slot",
  hidden: "slot",
  gates: "slot",
} as const;
const dense = { rowsPerSample: "int", inputs: "int", units: "int" } as const;
const layer = { activation: "activation", x: "slot", kernel: "slot", bias: "slot", y: "slot" } as const;
const weightGradient = { x: "slot", dy: "slot", dKernel: "slot", dBias: "slot" } as const;
const inputGradient = { dy: "slot", kernel: "slot", dx: "slot", ...through } as const;

/** Opcode = position in this list. `batchNorm` and `batchNormGradient` run in two calls with a barrier between them. */
export const OP_WORDS = {
  dense: { ...dense, ...layer },
  conv2d: { ...window, filters: "int", ...layer },
  depthwise2d: { ...window, multiplier: "int", ...layer },
  maxPool2d: { ...window, x: "slot", y: "slot" },
  averagePool2d: { ...window, x: "slot", y: "slot" },
  batchNorm: {
    ...normSizes,
    momentum: "float",
    epsilon: "float",
    activation: "activation",
    x: "slot",
    gamma: "slot",
    beta: "slot",
    runningMean: "slot",
    runningVariance: "slot",
    saved: "slot",
    partial: "slot",
    y: "slot",
  },
  layerNorm: { ...normSizes, epsilon: "float", x: "slot", gamma: "slot", beta: "slot", saved: "slot", y: "slot" },
  dropout: { width: "int", rate: "float", node: "int", x: "slot", y: "slot" },
  gaussianNoise: { width: "int", stddev: "float", node: "int", x: "slot", y: "slot" },
  embedding: { length: "int", inputDim: "int", outputDim: "int", x: "slot", table: "slot", y: "slot" },
  copyColumns: { rowsPerSample: "int", width: "int", column: "int", total: "int", x: "slot", y: "slot" },
  add: { width: "int", a: "slot", b: "slot", y: "slot" },
  activation: { ...normSizes, activation: "activation", x: "slot", y: "slot" },
  lstm: { ...recurrent, y: "slot" },
  gru: { ...recurrent, y: "slot" },
  denseWeightGradient: { ...dense, ...weightGradient },
  denseInputGradient: { ...dense, ...inputGradient },
  conv2dWeightGradient: { ...window, filters: "int", ...weightGradient },
  conv2dInputGradient: { ...window, filters: "int", ...inputGradient },
  depthwise2dWeightGradient: { ...window, multiplier: "int", ...weightGradient },
  depthwise2dInputGradient: { ...window, multiplier: "int", ...inputGradient },
  maxPool2dGradient: { ...window, x: "slot", y: "slot", dy: "slot", dx: "slot", ...through },
  averagePool2dGradient: { ...window, dy: "slot", dx: "slot", ...through },
  batchNormGradient: {
    training: "flag",
    ...normSizes,
    epsilon: "float",
    x: "slot",
    gamma: "slot",
    runningVariance: "slot",
    saved: "slot",
    partial: "slot",
    dy: "slot",
    dx: "slot",
    dGamma: "slot",
    dBeta: "slot",
    ...through,
  },
  layerNormGradient: {
    ...normSizes,
    x: "slot",
    gamma: "slot",
    saved: "slot",
    dy: "slot",
    dx: "slot",
    dGamma: "slot",
    dBeta: "slot",
    ...through,
  },
  dropoutGradient: { width: "int", rate: "float", node: "int", dy: "slot", dx: "slot", ...through },
  embeddingGradient: { length: "int", inputDim: "int", outputDim: "int", x: "slot", dy: "slot", dTable: "slot" },
  copyColumnsGradient: {
    rowsPerSample: "int",
    width: "int",
    column: "int",
    total: "int",
    dy: "slot",
    dx: "slot",
    ...through,
  },
  pass: { width: "int", dy: "slot", dx: "slot", ...through },
  activationGradient: {
    ...normSizes,
    activation: "activation",
    x: "slot",
    y: "slot",
    dy: "slot",
    dx: "slot",
    ...through,
  },
  lstmGradient: {
    ...recurrent,
    dy: "slot",
    dx: "slot",
    dKernel: "slot",
    dRecurrentKernel: "slot",
    dBias: "slot",
    work: "slot",
    ...through,
  },
  gruGradient: {
    ...recurrent,
    dy: "slot",
    dx: "slot",
    dKernel: "slot",
    dRecurrentKernel: "slot",
    dBias: "slot",
    work: "slot",
    ...through,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, WordKind>>>>;

export type WordOp = keyof typeof OP_WORDS;

const update = {
  /** Position in OPTIMIZER_KINDS. */
  optimizer: "int",
  /** Momentum, decay or β₁; β₂; and one minus each, subtracted in float64. */
  first: "float",
  second: "float",
  firstRest: "float",
  secondRest: "float",
  epsilon: "float",
  weightDecay: "float",
  nesterov: "flag",
  /** Position in CLIP_KINDS. */
  clip: "int",
  limit: "float",
  length: "int",
  parameters: "pointer",
  gradients: "pointer",
  state: "pointer",
  /** Floats from one optimiser slot to the next. */
  stateStride: "int",
  /** Four words each: first element, end, l1, l2. */
  regularized: "pointer",
  regularizedCount: "int",
} as const;

/**
 * Calls of the frame itself; their opcodes follow those of OP_WORDS. `pointer` is the byte address of a table, 0 for none.
 * `batchNormApply` and `batchNormGradientApply` have the words of the op whose second half they are.
 */
export const FRAME_WORDS = {
  gather: { features: "slot", targets: "slot", sampleWeights: "slot" },
  loss: {
    kind: "int",
    fromLogits: "flag",
    labelSmoothing: "float",
    delta: "float",
    classWeights: "pointer",
    outputs: "int",
    targetWidth: "int",
    output: "slot",
    target: "slot",
    sampleWeight: "slot",
    dOutput: "slot",
    throughActivation: "activation",
    score: "int",
    /** −1: the loss; else the output whose gradient is wanted. */
    seedOutput: "int",
    perRow: "flag",
  },
  update,
  gradientSum: update,
  batchNormApply: OP_WORDS.batchNorm,
  batchNormGradientApply: OP_WORDS.batchNormGradient,
} as const satisfies Readonly<Record<string, Readonly<Record<string, WordKind>>>>;

/**
 * Ops that run as two calls: the kernel of the first.
 * @public read by `scripts/kernels.mjs`
 */
export const SPLIT_CALLS = {
  batchNorm: "batchNormStatistics",
  batchNormGradient: "batchNormGradientSums",
} as const;

/**
 * Calls that run for a shard without rows too; it skips all others, and the update does not add its gradients.
 * @public read by `scripts/kernels.mjs`
 */
export const RUNS_WITHOUT_ROWS: readonly string[] = ["batchNorm", "batchNormGradient", "update", "gradientSum"];
