/** Seeded graphs whose values branch and meet again: the hard part of sending gradients back. */
import type { Random } from "../../../../random";
import type { GraphActivation, GraphNode, Layer, LayerGraph } from "../../../layer-graph";

export interface DagOptions {
  readonly inputWidth: number;
  /** Nodes before those that gather the loose ends. */
  readonly nodes: number;
  readonly outputs: number;
  /** Drawn from for every layer. */
  readonly activations: readonly GraphActivation[];
  /** Whether noise and normalisation, which need a whole batch, may appear. */
  readonly plain: boolean;
}

/** A value that a node can read: its position (−1 the input) and its width. */
interface Source {
  readonly position: number;
  readonly width: number;
}

/** A graph on rows in which every node reaches the output, a linear dense layer `output`. */
export function randomDag(random: Random, options: DagOptions): LayerGraph {
  const nodes: GraphNode[] = [];
  const sources: Source[] = [{ position: -1, width: options.inputWidth }];
  const push = (layer: Layer, inputs: readonly Source[], width: number): Source => {
    nodes.push({ name: `n${nodes.length}`, layer, inputs: inputs.map(({ position }) => position) });
    const source = { position: nodes.length - 1, width };
    sources.push(source);
    return source;
  };
  for (let count = 0; count < options.nodes; count++) addNode(random, options, { sources, push });
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const loose = sources.filter(({ position }) => position >= 0 && !read.has(position));
  const gathered = loose.reduce((sum, { width }) => sum + width, 0);
  const [only = { position: -1, width: options.inputWidth }] = loose;
  const last = loose.length > 1 ? push({ kind: "concatenate" }, loose, gathered) : only;
  const output: Layer = { kind: "dense", units: options.outputs, activation: "linear", useBias: true };
  return {
    inputShape: [options.inputWidth],
    nodes: [...nodes, { name: "output", layer: output, inputs: [last.position] }],
  };
}

function addNode(
  random: Random,
  options: DagOptions,
  graph: {
    readonly sources: readonly Source[];
    readonly push: (layer: Layer, inputs: readonly Source[], width: number) => Source;
  },
): void {
  const { sources, push } = graph;
  const source = pick(random, sources);
  const activation = pick(random, options.activations);
  const units = 1 + random.int(4);
  const dense: Layer = { kind: "dense", units, activation, useBias: random.int(2) === 0 };
  const partner = pick(
    random,
    sources.filter(({ width }) => width === source.width),
  );
  switch (random.int(options.plain ? 6 : 9)) {
    case 0:
      return void push({ kind: "add" }, [source, partner], source.width);
    case 1: {
      const other = pick(random, sources);
      return void push({ kind: "concatenate" }, [source, other], source.width + other.width);
    }
    case 2:
      return void push({ kind: "activation", activation }, [source], source.width);
    case 3:
      return void push({ kind: "reshape", shape: [source.width] }, [source], source.width);
    case 6:
      return void push({ kind: "batchNormalization", momentum: 0.9, epsilon: 1e-3 }, [source], source.width);
    case 7:
      return void push({ kind: "layerNormalization", epsilon: 1e-3 }, [source], source.width);
    case 8:
      return void push({ kind: "dropout", rate: 0.5 }, [source], source.width);
    default:
      return void push(dense, [source], units);
  }
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.int(from.length)]!;
}
