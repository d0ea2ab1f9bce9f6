/** scikit-learn and PyTorch as peers, where Python has them: one process each, one thread each. */
import { hasPython, openPython } from "../python-peer.mjs";

/** What OpenBLAS may be told to take the processor for; the empty one is its own guess. */
const CORE_TYPES = ["", "Haswell", "SkylakeX"];
const SQUARE = { m: 1024, k: 1024, n: 1024 };

/** The quickest core type for OpenBLAS here, with the matmul speed of each; null without the packages. */
export async function chooseCoreType() {
  if (!hasPython(["numpy", "sklearn", "torch"])) return null;
  const speeds = [];
  for (const coreType of CORE_TYPES) {
    const gflops = await matmulSpeed(coreType);
    if (gflops !== null) speeds.push({ coreType: coreType || "as detected", gflops });
  }
  const best = speeds.reduce((a, b) => (b.gflops > a.gflops ? b : a));
  return { coreType: best.coreType === "as detected" ? "" : best.coreType, speeds };
}

/** Null where the processor lacks what the core type needs: OpenBLAS believes what it is told, and dies of its first such instruction. */
async function matmulSpeed(coreType) {
  const server = openServer(coreType);
  try {
    return (await server.ask({ matmul: SQUARE })).gflops;
  } catch (error) {
    if (coreType === "") throw error;
    console.log(`OpenBLAS as ${coreType} does not run here: ${error.message}`);
    return null;
  } finally {
    server.close();
  }
}

/** A peer process for one engine: `torch` or `sklearn`. */
export function nativePeer(peer, coreType) {
  const server = openServer(coreType);
  return {
    name: peer === "torch" ? "PyTorch" : "scikit-learn",
    async open(workload) {
      const spec = nativeSpec(workload);
      if (peer === "sklearn" && spec.kind === "cnn") return false;
      await server.ask({ open: { peer, ...spec } });
      return true;
    },
    run: (steps) => server.ask({ run: { steps } }),
    close: () => server.close(),
  };
}

function openServer(coreType) {
  return openPython("native", coreType ? { OPENBLAS_CORETYPE: coreType } : {});
}

/** A workload in the words of `native.py`. */
function nativeSpec(workload) {
  const layers = workload.graph.nodes.map(({ layer }) => layer);
  const convolutions = layers.filter(({ kind }) => kind === "conv2d");
  const trained = workload.tensors.filter(({ name }) => /\/(kernel|bias)$/.test(name));
  const dense = trained.filter(({ shape }) => shape.length === 2).map(({ shape }) => shape);
  return {
    kind: convolutions.length > 0 ? "cnn" : "mlp",
    task: workload.loss.kind === "sparseCategoricalCrossEntropy" ? "multiclass" : "binary",
    layers: dense,
    side: workload.graph.inputShape[0],
    convolutions: convolutions.map(({ filters, kernelSize }) => ({ filters, size: kernelSize[0] })),
    normalized: layers.some(({ kind }) => kind === "batchNormalization"),
    batchSize: workload.batchSize,
    rows: workload.rows,
    learningRate: workload.learningRate,
    features: base64(workload.features),
    targets: base64(workload.targets),
    weights: trained.map(({ values }) => base64(values)),
  };
}

function base64(values) {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("base64");
}
