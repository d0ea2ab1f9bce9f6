import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "./scripts/chromium.mjs";

const port = Number(process.env["E2E_PORT"] ?? 3217);
const executablePath = findChromium();

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/journeys",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 360_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    trace: "retain-on-failure",
    launchOptions: {
      args: [...CHROMIUM_ARGS, "--host-resolver-rules=MAP insecure.test 127.0.0.1"],
      ...(executablePath ? { executablePath } : {}),
    },
  },
  webServer: {
    command: `node node_modules/next/dist/bin/next start -p ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  },
});
