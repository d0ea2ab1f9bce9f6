import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { CHROMIUM_ARGS, findChromium } from "./scripts/chromium.mjs";

const isolation = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const executablePath = findChromium();
const alias = { "@": fileURLToPath(new URL(".", import.meta.url)) };

export default defineConfig({
  resolve: { alias },
  test: {
    // Vitest leaves a core free for a person who works beside it; the tests are the work here.
    maxWorkers: availableParallelism(),
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          environment: "node",
          include: ["{lib,workers,components,scripts,app}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.browser.test.ts", "node_modules/**"],
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        server: { headers: isolation },
        optimizeDeps: {
          include: [
            "onnxruntime-web/wasm",
            "hash-wasm",
            "comlink",
            "dexie",
            "zod",
            "fflate",
            "@zip.js/zip.js",
            "yaml",
            "@tensorflow/tfjs-core",
            "@tensorflow/tfjs-layers",
            "@tensorflow/tfjs-backend-webgpu",
            "@tensorflow/tfjs-backend-wasm",
            "@tensorflow/tfjs-backend-webgl",
            "@tensorflow/tfjs-backend-cpu",
          ],
        },
        test: {
          name: "browser",
          include: ["{lib,workers}/**/*.browser.test.ts"],
          testTimeout: 90_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
