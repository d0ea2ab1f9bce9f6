/** What both launchers share: the checks and steps before anything runs. Node's built-ins only: nothing is installed yet. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const INSTALL_STAMP = "node_modules/.ciclo-install";
/** Without a network npm would wait for minutes before it says so. */
const FEW_RETRIES = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"];
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

/** Makes the project's folder the working one, from wherever the launcher was called. */
export const enterProject = () => process.chdir(fileURLToPath(new URL("..", import.meta.url)));

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

/** Installs the packages of the lockfile when they are not the ones that are here. */
export function ensureInstalled() {
  const wanted = hashOf(["package-lock.json"]);
  if (readIf(INSTALL_STAMP) === wanted) return;
  say("installing packages (once per change of package-lock.json) …");
  rmSync(INSTALL_STAMP, { force: true }); // an install that is cut off must not pass for the last one
  const result = runNpm(["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error", ...FEW_RETRIES]);
  if (result.status !== 0) fail(installFailure(result.stderr || String(result.error ?? "")));
  writeFileSync(INSTALL_STAMP, wanted);
}

function runNpm(args) {
  const options = { encoding: "utf8", env: childEnv(), stdio: ["ignore", "inherit", "pipe"] };
  // The npm that started this launcher; by name it is no program but a shell script on Windows.
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.c?js$/.test(script)) return spawnSync(process.execPath, [script, ...args], options);
  return spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

/** The sentence for what npm wrote when it failed. */
function installFailure(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|network/i.test(output)) {
    return "the packages could not be downloaded: there is no connection to the npm registry. Connect and start again.";
  }
  if (/EBADENGINE/.test(output)) return `a package does not accept Node ${process.versions.node}:\n${output}`;
  return `npm ci failed:\n${output}`;
}

/** Puts the wasm files where the app serves them; the kernels are compiled when their sources have changed. */
export async function ensureAssets() {
  if ((await step("node", ["scripts/assets.mjs"])) !== 0)
    fail("the wasm files could not be made; the reason is above.");
}

/** Builds the app when its sources are not the ones of the last build. */
export async function ensureBuilt() {
  await ensureAssets();
  const wanted = hashOf(SOURCES);
  if (readIf(BUILD_STAMP) === wanted && existsSync(".next/BUILD_ID")) return;
  rmSync(BUILD_STAMP, { force: true });
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

/** This computer alone: what the app listens on unless it is told otherwise. */
export const LOOPBACK = "127.0.0.1";

/** What keeps the app from listening on a port of an address, as a sentence; null when nothing does. */
export function portProblem(text, host = LOOPBACK) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    return Promise.resolve(`"${text}" is no port: choose a number from 1 to 65535, as in PORT=3001 npm start.`);
  }
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", ({ code }) => resolve(LISTEN_PROBLEMS[code]?.(port, host) ?? takenPort(port)));
    probe.once("listening", () => probe.close(() => resolve(null)));
    probe.listen(port, host);
  });
}

const takenPort = (port) =>
  `port ${port} is taken: stop the program that uses it, or choose another port with PORT=3001 npm start.`;
const noAddress = (_port, host) =>
  `"${host}" is no address of this computer: HOST=${LOOPBACK} serves this computer alone, HOST=0.0.0.0 the whole network.`;
const LISTEN_PROBLEMS = {
  EACCES: (port) => `port ${port} needs an administrator: choose another port with PORT=3001 npm start.`,
  EADDRNOTAVAIL: noAddress,
  ENOTFOUND: noAddress,
  EAI_AGAIN: noAddress,
  EINVAL: noAddress,
};

/** Who can open the app that listens on this address, as a sentence. */
export function servingSentence(port, host, addresses = ownAddresses()) {
  const local = `serving on http://localhost:${port}`;
  if (isLoopback(host))
    return `${local}, for this computer alone (${host}); HOST=0.0.0.0 npm start opens it to the network`;
  const everywhere = host === "0.0.0.0" || host === "::";
  const urls = (everywhere ? addresses : [host]).map((address) => `http://${address}:${port}`);
  return `serving to everybody on the network: ${[...(everywhere ? [`http://localhost:${port}`] : []), ...urls].join(", ")}`;
}

const isLoopback = (host) => host === "localhost" || host === "::1" || host.startsWith("127.");

const ownAddresses = () =>
  Object.values(networkInterfaces())
    .flat()
    .filter((one) => one.family === "IPv4" && !one.internal)
    .map((one) => one.address);

/** The app, served; the child process. */
export function serve(port, { host = LOOPBACK, stdio = "inherit" } = {}) {
  const args = ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", host];
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
