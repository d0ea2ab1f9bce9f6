/** Where peers run: a Node process of their own, and a worker of a Chromium page. Both answer the requests of `serve.ts`. */
import { fork } from "node:child_process";
import { openWorkerPage } from "../worker-page.mjs";

/** The Node process; its V8 gets relaxed SIMD, which Node 20 keeps behind a flag. */
export async function openNode(bundle) {
  const child = fork(bundle, ["serve"], { execArgv: ["--experimental-wasm-relaxed-simd"] });
  const waiting = new Map();
  let sent = 0;
  const names = new Promise((resolve) => child.once("message", resolve));
  child.on("message", ({ id, answer, error }) => {
    if (id === undefined) return;
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(answer);
  });
  child.on("exit", () => waiting.forEach(({ reject }) => reject(new Error("the Node peers ended"))));
  return {
    name: "Node",
    peers: (await names).peers,
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.set(++sent, { resolve, reject });
        child.send({ id: sent, request });
      }),
    close: () => child.kill(),
  };
}

/** The Chromium page with its worker. */
export async function openChromium() {
  const page = await openWorkerPage({
    entry: "scripts/bench/train/browser-entry.ts",
    name: "train-browser",
    folders: ["public"],
  });
  return { name: "Chromium", peers: page.greeting.peers, ...page };
}
