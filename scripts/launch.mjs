/** What both launchers share: the checks and steps before anything runs. Node's built-ins only: nothing is installed yet. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

const MINIMUM_NODE = [20, 19];
const INSTALL_STAMP = "node_modules/.ciclo-install";
const BUILD_STAMP = ".next/ciclo-build";
const SOURCES = [
  "app",
  "components",
  "lib",
  "workers",
  "public",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const NOT_SOURCE = /\.test\.tsx?$|^public\/(ort|wasm)\/|^lib\/testing\//;

export const say = (line) => console.log(`ciclo: ${line}`);

/** Ends the launcher with one clear sentence. */
export function fail(sentence) {
  console.error(`ciclo: ${sentence}`);
  process.exit(1);
}

/** Environment of every child: no telemetry, and no download by onnxruntime's installer. */
export const childEnv = (extra = {}) => ({
  ...process.env,
  NEXT_TELEMETRY_DISABLED: "1",
  ONNXRUNTIME_NODE_INSTALL: "skip",
  ...extra,
});

export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
    fail(`Node ${process.versions.node} is too old: install Node ${MINIMUM_NODE.join(".")} or newer and start again.`);
  }
}

/** Installs the packages of the lockfile when they are not the ones that are here. */
export function ensureInstalled() {
  const wanted = hashOf(["package-lock.json"]);
  if (readIf(INSTALL_STAMP) === wanted) return;
  say("installing packages (once per change of package-lock.json) …");
  const result = spawnSync("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    encoding: "utf8",
    env: childEnv(),
    stdio: ["ignore", "inherit", "pipe"],
  });
  if (result.status !== 0) fail(installFailure(result.stderr ?? ""));
  writeFileSync(INSTALL_STAMP, wanted);
}

function installFailure(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/i.test(output)) {
    return "the packages could not be downloaded: there is no connection to the npm registry. Connect and start again.";
  }
  if (/EBADENGINE/.test(output)) return `a package does not accept Node ${process.versions.node}:\n${output}`;
  return `npm ci failed:\n${output}`;
}

/** Builds the app when its sources are not the ones of the last build. */
export async function ensureBuilt() {
  await step("node", ["scripts/assets.mjs"]);
  const wanted = hashOf(SOURCES);
  if (readIf(BUILD_STAMP) === wanted && existsSync(".next/BUILD_ID")) return;
  say("building the app (once per change of its sources, about a minute) …");
  const code = await step("node", ["node_modules/next/dist/bin/next", "build"], { NODE_ENV: "production" });
  if (code !== 0) fail("the build failed; its output is above.");
  writeFileSync(BUILD_STAMP, wanted);
}

/** Runs a command in the foreground; its exit code. */
export function step(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "inherit", env: childEnv(env) });
    child.on("close", (code) => resolve(code ?? 1));
    child.on("error", () => resolve(1));
  });
}

/** Whether nothing listens on the port. */
export function portIsFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.once("listening", () => probe.close(() => resolve(true)));
    probe.listen(port);
  });
}

/** The app, served; the child process. */
export function serve(port, stdio = "inherit") {
  const args = ["node_modules/next/dist/bin/next", "start", "-p", String(port)];
  return spawn("node", args, { stdio, env: childEnv({ NODE_ENV: "production" }) });
}

function hashOf(paths) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const path of paths.flatMap(filesUnder)) hash.update(path).update("\0").update(readFileSync(path));
  return hash.digest("hex");
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]))
    .filter((file) => !NOT_SOURCE.test(file));
}

function readIf(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}
