/** Finds a Chromium for the tests, or installs one: Debian's package as root, else Playwright's, else says how. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Arguments under which Debian's Chromium runs as root, makes no connection of its own and has software WebGPU. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-unsafe-webgpu",
];

const CANDIDATES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const DOWNLOAD_LIMIT_MS = 60_000;

/** Path of a Chromium that is already here, or null. `CHROMIUM_PATH` wins. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named && existsSync(named)) return named;
  for (const name of CANDIDATES) {
    const found = spawnSync("which", [name], { encoding: "utf8" });
    if (found.status === 0) return found.stdout.trim();
  }
  return playwrightChromium();
}

/** A Chromium, installed when there is none. Throws a sentence that names both commands. */
export function ensureChromium(say = console.log) {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && spawnSync("which", ["apt-get"]).status === 0) {
    say("No Chromium found: installing Debian's package …");
    spawnSync("apt-get", ["update"], { stdio: "ignore" });
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { stdio: "ignore" });
    const installed = findChromium();
    if (installed) return installed;
  }
  say("No Chromium found: asking Playwright for its own (at most 60 s) …");
  spawnSync("npx", ["playwright", "install", "chromium"], { stdio: "ignore", timeout: DOWNLOAD_LIMIT_MS });
  const downloaded = playwrightChromium();
  if (downloaded) return downloaded;
  throw new Error(
    "The tests need a Chromium and none could be installed. Run `apt-get install chromium` as root, or `npx playwright install chromium`, and start again.",
  );
}

function playwrightChromium() {
  try {
    const script = "import('@playwright/test').then((m) => process.stdout.write(m.chromium.executablePath()))";
    const path = execFileSync(process.execPath, ["-e", script], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}
