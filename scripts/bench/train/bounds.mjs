/** What the benchmark promises, as figures of its rows. Ours counts in Chromium on one thread. */

const TFJS_DISPATCH_LIMITS = { "mlp-64": 12, "mlp-784": 12, "tabular-b32": 12, "cnn-bn": 40 };
const WEBGPU_RATIO = 1.5;
const MIB = 2 ** 20;

/** Workload, peer, and how many times quicker ours must be. */
const RATIOS = [
  { workload: "mlp-64", peers: ["Chromium/tfjs wasm"], limit: 15 },
  { workload: "mlp-64", peers: ["Chromium/jax-js wasm"], limit: 6 },
  { workload: "mlp-64", peers: ["native/scikit-learn", "native/PyTorch"], limit: 1.2 },
  { workload: "tabular-b32", peers: ["Chromium/tfjs wasm"], limit: 20 },
  { workload: "tabular-b32", peers: ["native/scikit-learn", "native/PyTorch"], limit: 3 },
  { workload: "mlp-784", peers: ["Chromium/tfjs wasm"], limit: 4 },
  { workload: "cnn", peers: ["Chromium/tfjs cpu"], limit: 100 },
  { workload: "cnn", peers: ["native/PyTorch"], limit: 0.6 },
];

/** The bounds that the measured rows can speak to: native ones only where native peers ran. */
export function trainBounds(rows, { native, names }) {
  const find = (workload, key) =>
    rows.find((row) => row.workload === workload && `${row.host}/${row.peer}` === key)?.ms ?? NaN;
  const ratios = RATIOS.filter(({ workload }) => names.includes(workload))
    .filter(({ peers }) => native || !peers[0].startsWith("native/"))
    .map(({ workload, peers, limit }) => {
      const best = Math.min(...peers.map((key) => find(workload, key)).filter(Number.isFinite));
      const name = `${workload}: times quicker than ${peers.map((key) => key.split("/")[1]).join(" and ")}`;
      return { name, figure: best / find(workload, "Chromium/compiled wasm"), limit, sense: "min" };
    });
  return [...ratios, ...gpuBounds(rows, names, find), ...millionBound(rows), ...memoryBounds(rows)];
}

function gpuBounds(rows, names, find) {
  const gpu = names.map((workload) => ({
    name: `${workload}: WebGPU times quicker than tfjs webgpu`,
    figure: find(workload, "Chromium/tfjs webgpu") / find(workload, "Chromium/compiled webgpu"),
    limit: WEBGPU_RATIO,
    sense: "min",
  }));
  const dispatches = Object.entries(TFJS_DISPATCH_LIMITS)
    .filter(([workload]) => names.includes(workload))
    .map(([workload, limit]) => ({
      name: `${workload}: WebGPU dispatches per Adam step`,
      figure: rows.find((row) => row.workload === workload && row.peer === "compiled webgpu")?.dispatchesPerStep ?? NaN,
      limit,
      sense: "max",
    }));
  return [...gpu, ...dispatches];
}

function millionBound(rows) {
  const timed = rows.filter(({ peer }) => / rows$/.test(peer));
  if (timed.length !== 2) return [];
  const [thousand, million] = timed;
  const name = "tabular-b32: step at 1,000,000 rows against 1,000";
  return [{ name, figure: million.ms / thousand.ms, limit: 1.25, sense: "max" }];
}

/** Bytes held, less one MiB, against what the model and its data need at least. */
function memoryBounds(rows) {
  return rows
    .filter(({ host, peer }) => host === "Chromium" && (peer === "compiled wasm" || peer === "compiled webgpu"))
    .filter(({ memoryBytes, neededBytes }) => Number.isFinite(memoryBytes) && Number.isFinite(neededBytes))
    .map(({ workload, peer, memoryBytes, neededBytes }) => ({
      name: `${workload}: memory of ${peer} beyond 1 MiB against what is needed`,
      figure: Math.max(0, memoryBytes - MIB) / neededBytes,
      limit: 1.3,
      sense: "max",
    }));
}
