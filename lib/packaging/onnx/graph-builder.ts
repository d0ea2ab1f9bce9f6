/** Builds a graph node by node and hands out names that cannot clash with the names of columns. */
import type { OnnxGraph } from "./model";
import type { Attribute, Domain, GraphNode } from "./node";
import type { ConstantTensor, ValueInfo } from "./tensor";

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly domain?: Domain;
  /** Name of the result; a fresh one when absent. */
  readonly output?: string;
}

export interface GraphBuilder {
  input(info: ValueInfo): string;
  /** Declares a graph output that a node has been given as its `output`. */
  output(info: ValueInfo): void;
  constant(tensor: ConstantTensor): string;
  /** Adds a node with one result and returns the result's name. */
  node(op: string, inputs: readonly string[], options?: NodeOptions): string;
  build(name: string): OnnxGraph;
}

/** An empty graph. `reserved` are names that generated ones must avoid: inputs and outputs. */
export function graphBuilder(reserved: readonly string[]): GraphBuilder {
  const taken = new Set(reserved);
  const nodes: GraphNode[] = [];
  const constants = new Map<string, ConstantTensor>();
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];

  const fresh = (hint: string): string => {
    let number = nodes.length + constants.size;
    while (taken.has(`/${hint}_${number}`)) number++;
    taken.add(`/${hint}_${number}`);
    return `/${hint}_${number}`;
  };

  return {
    input: (info) => {
      inputs.push(info);
      return info.name;
    },
    output: (info) => void outputs.push(info),
    constant: (tensor) => {
      const name = fresh("constant");
      constants.set(name, tensor);
      return name;
    },
    node: (op, nodeInputs, options = {}) => {
      const output = options.output ?? fresh(op);
      const { attributes = {}, domain = "" } = options;
      nodes.push({ op, domain, inputs: nodeInputs, outputs: [output], attributes });
      return output;
    },
    build: (name) => ({ name, nodes, constants, inputs, outputs }),
  };
}
