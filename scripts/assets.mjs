/** Puts the wasm runtimes into public/, so that every asset is served by the app itself: others' copied out of node_modules, ours built. */
import { copyFileSync, existsSync, mkdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { buildKernels } from "./kernels.mjs";

const COPIES = {
  "public/ort": ["onnxruntime-web/dist/ort-wasm-simd-threaded.wasm", "onnxruntime-web/dist/ort-wasm-simd-threaded.mjs"],
  "public/wasm": [
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm",
    "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
  ],
};

for (const [folder, files] of Object.entries(COPIES)) {
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    const from = join("node_modules", file);
    const to = join(folder, basename(file));
    if (!existsSync(to) || statSync(to).size !== statSync(from).size) copyFileSync(from, to);
  }
}

try {
  await buildKernels();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
