/**
 * `npm run bench:train [-- --native] [--only NAME]`: one training step of our engine against TensorFlow.js and jax-js, in Node and
 * in Chromium, and (`--native`) against scikit-learn and PyTorch on one thread. Same weights, same batches, Adam, the loss alone.
 */
import { rmSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { bundleForNode } from "./bundle.mjs";
import { measurePeak } from "./kernels.mjs";
import { finish, machineName, printTable, round } from "./results.mjs";
import { trainBounds } from "./train/bounds.mjs";
import { openChromium, openNode } from "./train/hosts.mjs";
import { chooseCoreType, nativePeer } from "./train/native.mjs";
import { measureSessions } from "./train/rounds.mjs";

const MILLION = 1_000_000;
const ONLY = optionOf("--only");
const NATIVE = process.argv.includes("--native");

const started = spawnSync("node", ["scripts/assets.mjs"], { stdio: "inherit" });
if (started.status !== 0) process.exit(1);
const bundle = await bundleForNode("scripts/bench/train/node-entry.ts", "train-node");
const { benchWorkload, describeWorkload, WORKLOAD_NAMES } = await import(bundle);
const names = WORKLOAD_NAMES.filter((name) => !ONLY || name === ONLY);

const core = NATIVE ? await chooseCoreType() : null;
if (NATIVE && !core)
  console.log(
    "scikit-learn and PyTorch are not here: apt-get install python3-sklearn python3-torch, or name another Python in CICLO_PYTHON",
  );
const native = core ? ["torch", "sklearn"].map((peer) => nativePeer(peer, core.coreType)) : [];
const hosts = [await openNode(bundle), await openChromium()];
const peak = { relaxed: await measurePeak(), plain: await measurePeak({ relaxed: false }) };
printMachine();

const rows = [];
try {
  for (const name of names) rows.push(...(await measureWorkload(name)));
  if (!ONLY || ONLY === "tabular-b32") rows.push(...(await measureMillion()));
} finally {
  for (const host of hosts) await host.close();
  native.forEach((peer) => peer.close());
}
const bounds = trainBounds(rows, { native: native.length > 0, names });
rmSync("scripts/bench/results/train.json", { force: true });
process.exit(finish({ name: "train", rows, bounds, machine: `${machineName()}, Chromium ${hosts[1].version}` }));

async function measureWorkload(name) {
  const facts = describeWorkload(name);
  const sessions = [];
  const open = async (label, peer) => {
    if (await peer.open()) sessions.push({ label, run: peer.run, facts: peer.facts ?? (async () => ({})) });
  };
  for (const host of hosts) {
    for (const peer of host.peers) await open({ host: host.name, peer }, remotePeer(host, peer, { name }));
  }
  const workload = benchWorkload({ name });
  for (const peer of native) {
    await open(
      { host: "native", peer: peer.name },
      { open: () => peer.open(workload), run: (steps) => peer.run(steps) },
    );
  }
  const measured = await measureSessions(sessions);
  const table = [];
  for (const [index, { label, ms, spread, loss }] of measured.entries()) {
    const { memoryBytes = null, dispatchesPerStep = null } = await sessions[index].facts();
    const gflops = facts.flopsPerStep / ms / 1e6;
    table.push({ workload: name, ...label, ms, spread, loss, gflops, memoryBytes, dispatchesPerStep, ...facts });
  }
  for (const host of hosts) for (const peer of host.peers) await host.ask({ kind: "close", peer });
  printWorkload(name, facts, table);
  return table;
}

/** The tabular network in Chromium over a thousand and a million rows, taken at random: what reaching far into memory costs. */
async function measureMillion() {
  const chromium = hosts[1];
  const timed = [];
  for (const count of [1000, MILLION]) {
    const peer = remotePeer(chromium, "compiled wasm", { name: "tabular-b32", rows: count, shuffled: true });
    await peer.open();
    const runs = await measureSessions([{ label: {}, run: peer.run }]);
    timed.push({
      workload: "tabular-b32",
      host: "Chromium",
      peer: `compiled wasm, ${count} rows`,
      ...runs[0],
      rows: count,
    });
    await chromium.ask({ kind: "close", peer: "compiled wasm" });
  }
  console.log(
    `\ntabular-b32 at random rows: ${timed.map(({ rows: n, ms }) => `${n} rows ${round(ms)} ms`).join(", ")}`,
  );
  return timed;
}

function remotePeer(host, peer, workload) {
  return {
    open: async () => (await host.ask({ kind: "open", peer, workload })).opened,
    run: (steps) => host.ask({ kind: "run", peer, steps }),
    facts: () => host.ask({ kind: "facts", peer }),
  };
}

function printMachine() {
  console.log(`${machineName()}, Chromium ${hosts[1].version}`);
  console.log(`peak of one core in wasm: ${round(peak.relaxed)} GFLOP/s (plain SIMD ${round(peak.plain)})`);
  if (!core) return;
  const speeds = core.speeds.map(({ coreType, gflops }) => `${coreType} ${round(gflops)}`).join(", ");
  console.log(`native matmul, GFLOP/s by OpenBLAS core type: ${speeds}; used: ${core.coreType || "as detected"}`);
}

function printWorkload(name, facts, table) {
  const ours = table.find(({ host, peer }) => host === "Chromium" && peer === "compiled wasm");
  console.log(`\n${name}: ${round(facts.flopsPerStep / 1e6)} MFLOP a step`);
  printTable(
    ["where", "engine", "ms/step", "spread", "GFLOP/s", "of peak", "ours is", "dispatches"],
    table.map((row) => [
      row.host,
      row.peer,
      round(row.ms),
      `${Math.round(row.spread * 100)} %`,
      round(row.gflops),
      `${Math.round((100 * row.gflops) / peak.relaxed)} %`,
      ours ? `${round(row.ms / ours.ms)}×` : "",
      row.dispatchesPerStep ?? "",
    ]),
  );
}

function optionOf(flag) {
  const at = process.argv.indexOf(flag);
  return at < 0 ? null : process.argv[at + 1];
}
