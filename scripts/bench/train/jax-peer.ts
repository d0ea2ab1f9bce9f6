/** jax-js: forward, gradient and Adam of a dense network in one `jit`, on its wasm backend. */
import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad, type Array as JaxArray } from "@jax-js/jax";
import { batchCursor, type BenchSession, type BenchWorkload, type TrainPeer } from "./peer";

type Params = [kernel: JaxArray, bias: JaxArray][];

/** The peer; it trains the dense workloads only. */
export const jaxPeer: TrainPeer = {
  name: "jax-js wasm",
  async open(workload) {
    if (!workload.graph.nodes.every(({ layer }) => layer.kind === "dense")) return null;
    const devices = await init("wasm");
    if (!devices.includes("wasm")) return null;
    defaultDevice("wasm");
    return openSession(workload);
  },
};

function openSession(workload: BenchWorkload): BenchSession {
  const cursor = batchCursor(workload.rows, workload.batchSize);
  let params = paramsOf(workload);
  let first = zerosLike(params);
  let second = zerosLike(params);
  let power1 = 1;
  let power2 = 1;
  const step = jit(adamStep(workload));
  const batches = batchesOf(workload);

  const advance = (): JaxArray => {
    power1 *= 0.9;
    power2 *= 0.999;
    const { x, y } = batches.get(cursor().start)!;
    const corrections = [np.array(1 - power1), np.array(1 - power2)] as const;
    const [loss, nextParams, nextFirst, nextSecond] = step(params, first, second, ...corrections, x.ref, y.ref);
    params = nextParams;
    first = nextFirst;
    second = nextSecond;
    return loss;
  };
  return {
    async run(steps) {
      const startMs = performance.now();
      let loss = advance();
      for (let index = 1; index < steps; index++) {
        loss.dispose();
        loss = advance();
      }
      const [value] = await loss.data();
      return { ms: performance.now() - startMs, loss: value! };
    },
    dispose() {
      tree.dispose([params, first, second]);
      for (const { x, y } of batches.values()) tree.dispose([x, y]);
    },
  };
}

/** Batches cut once: jax-js would copy a slice in every step. */
function batchesOf({ rows, batchSize, inputWidth, features, targets }: BenchWorkload) {
  const batches = new Map<number, { readonly x: JaxArray; readonly y: JaxArray }>();
  for (let start = 0; start < rows; start += batchSize) {
    const end = Math.min(start + batchSize, rows);
    const x = np.array(features.slice(start * inputWidth, end * inputWidth)).reshape([end - start, inputWidth]);
    batches.set(start, { x, y: np.array(targets.slice(start, end)) });
  }
  return batches;
}

function paramsOf({ tensors }: BenchWorkload): Params {
  const params: Params = [];
  for (let index = 0; index < tensors.length; index += 2) {
    const kernel = tensors[index]!;
    params.push([
      np.array(kernel.values.slice()).reshape([...kernel.shape]),
      np.array(tensors[index + 1]!.values.slice()),
    ]);
  }
  return params;
}

function zerosLike(params: Params): Params {
  return params.map(([kernel, bias]) => [np.zerosLike(kernel.ref), np.zerosLike(bias.ref)]);
}

function lossOf(workload: BenchWorkload) {
  const { outputWidth, loss } = workload;
  return (params: Params, x: JaxArray, y: JaxArray): JaxArray => {
    const logits = params.reduce((input, [kernel, bias], index) => {
      const output = np.matmul(input, kernel).add(bias);
      return index + 1 < params.length ? nn.relu(output) : output;
    }, x);
    if (loss.kind === "sparseCategoricalCrossEntropy") {
      const hot = nn.oneHot(y.astype(np.int32), outputWidth);
      return nn.logSoftmax(logits).mul(hot).sum(-1).mean().mul(-1);
    }
    const flat = logits.reshape([-1]);
    return nn.softplus(flat.ref).sub(flat.mul(y)).mean();
  };
}

function adamStep(workload: BenchWorkload) {
  const loss = lossOf(workload);
  return (params: Params, first: Params, second: Params, c1: JaxArray, c2: JaxArray, x: JaxArray, y: JaxArray) => {
    const [value, gradients] = valueAndGrad(loss)(tree.ref(params), x, y) as [JaxArray, Params];
    const next: [Params, Params, Params] = [[], [], []];
    params.forEach((pair, layer) => {
      const updated = pair.map((weight, part) => {
        const gradient = gradients[layer]![part]!;
        const m = first[layer]![part]!.mul(0.9).add(gradient.ref.mul(0.1));
        const v = second[layer]![part]!.mul(0.999).add(gradient.ref.mul(gradient).mul(0.001));
        const rate = m.ref.div(c1.ref).mul(workload.learningRate);
        return [weight.sub(rate.div(np.sqrt(v.ref.div(c2.ref)).add(1e-7))), m, v];
      });
      next.forEach((list, kind) => list.push([updated[0]![kind]!, updated[1]![kind]!]));
    });
    tree.dispose([c1, c2]);
    return [value, ...next] as [JaxArray, Params, Params, Params];
  };
}
