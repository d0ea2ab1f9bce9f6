/** The Node side of the benchmark: with `serve` it answers requests, without it lends the orchestrator the workloads. */
import { loadKernelFromDisk as loadKernel, spawnNodeThread } from "../../../lib/training/compiled/testing/node-kernels";
import { createWasmTarget } from "../../../lib/training/compiled/wasm/wasm-target";
import { compiledPeer } from "./compiled-peer";
import { jaxPeer } from "./jax-peer";
import { benchServer, type BenchRequest } from "./serve";
import { tfjsPeer } from "./tfjs-peer";

export { describeWorkload } from "./describe";
export { benchWorkload, WORKLOAD_NAMES } from "./workload";

const PEERS = [
  compiledPeer("compiled wasm", () => createWasmTarget({ loadKernel, variant: "auto", threads: 1 })),
  compiledPeer("compiled wasm plain", () => createWasmTarget({ loadKernel, variant: "plain", threads: 1 })),
  compiledPeer(
    "compiled wasm 2 threads",
    () => createWasmTarget({ loadKernel, variant: "auto", threads: 2, spawnThread: spawnNodeThread }),
    2,
  ),
  tfjsPeer("wasm", () => import("@tensorflow/tfjs-backend-wasm")),
  tfjsPeer("cpu", () => import("@tensorflow/tfjs-backend-cpu")),
  jaxPeer,
];

if (process.argv[2] === "serve" && process.send) {
  const answer = benchServer(PEERS);
  process.on("message", ({ id, request }: { readonly id: number; readonly request: BenchRequest }) => {
    answer(request).then(
      (value) => process.send?.({ id, answer: value }),
      (error: unknown) => process.send?.({ id, error: String(error) }),
    );
  });
  process.send({ peers: PEERS.map(({ name }) => name) });
}
