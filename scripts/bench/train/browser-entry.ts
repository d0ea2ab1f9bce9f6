/** The Chromium side of the benchmark: a worker that answers requests. */
// Imported at once: a bundler's loader of later parts looks for a document, which a worker has not.
import "@tensorflow/tfjs-backend-cpu";
import * as tfWasm from "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { createWasmTarget } from "../../../lib/training/compiled/wasm/wasm-target";
import { createWebgpuTarget } from "../../../lib/training/compiled/webgpu/target";
import { spawnKernelThread } from "../../../workers/kernel/kernel-thread.client";
import { compiledPeer } from "./compiled-peer";
import { jaxPeer } from "./jax-peer";
import { benchServer, type BenchRequest } from "./serve";
import { tfjsPeer } from "./tfjs-peer";

const loadKernel = async (file: string) => (await fetch(`/wasm/${file}.wasm`)).arrayBuffer();

const PEERS = [
  compiledPeer("compiled wasm", () => createWasmTarget({ loadKernel, variant: "auto", threads: 1 })),
  compiledPeer("compiled wasm plain", () => createWasmTarget({ loadKernel, variant: "plain", threads: 1 })),
  compiledPeer(
    "compiled wasm 2 threads",
    () => createWasmTarget({ loadKernel, variant: "auto", threads: 2, spawnThread: spawnKernelThread }),
    2,
  ),
  compiledPeer("compiled webgpu", () => createWebgpuTarget()),
  tfjsPeer("wasm", async () => {
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    tfWasm.setWasmPaths("/wasm/");
  }),
  tfjsPeer("cpu", async () => undefined),
  tfjsPeer("webgpu", async () => undefined),
  jaxPeer,
];

const answer = benchServer(PEERS);
self.onmessage = ({ data: { id, request } }: MessageEvent<{ readonly id: number; readonly request: BenchRequest }>) => {
  answer(request).then(
    (value) => postMessage({ id, answer: value }),
    (error: unknown) => postMessage({ id, error: String(error) }),
  );
};
postMessage({ peers: PEERS.map(({ name }) => name) });
