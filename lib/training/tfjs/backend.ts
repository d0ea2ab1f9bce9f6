/**
 * Backends of TensorFlow.js. A backend counts only after a kernel really ran on it and gave the right answer: an adapter that is
 * announced but broken must not be offered. Each is imported when it is first asked for.
 */
import * as tf from "@tensorflow/tfjs-core";
import { AppError } from "../../errors";
import type { TfjsBackendName } from "../model-spec";
import { deviceName } from "./device-name";

export interface TfjsSetup {
  /** Folder that serves the wasm binaries, with a slash at the end; null where the package finds its own (Node). */
  readonly wasmPath: string | null;
}

/** A backend that works here. */
export interface OpenBackend {
  readonly name: TfjsBackendName;
  /** The adapter or runtime in words. */
  readonly device: string;
  /** Makes it the active backend: call before every synchronous burst of operations, another training may run in between. */
  activate(): void;
  /** Reads a tensor back and disposes it; `training.device-lost` when the GPU went away meanwhile. */
  read(tensor: tf.Tensor): Promise<Float32Array>;
}

type Factory = () => tf.KernelBackend | Promise<tf.KernelBackend>;

/** TensorFlow.js keeps its backends in one global engine, so what is known about them is global to the thread too. */
const opened = new Map<TfjsBackendName, Promise<OpenBackend | null>>();
const factories = new Map<TfjsBackendName, Factory>();

/** The backend, ready to use; null when this machine does not have it or it fails its trial. */
export function openBackend(name: TfjsBackendName, setup: TfjsSetup): Promise<OpenBackend | null> {
  const known = opened.get(name);
  if (known) return known;
  const opening = tryBackend(name, setup).catch(() => null);
  opened.set(name, opening);
  return opening;
}

async function tryBackend(name: TfjsBackendName, setup: TfjsSetup): Promise<OpenBackend | null> {
  if (name === "webgpu" && !(await hasGpuAdapter())) return null;
  await importBackend(name, setup);
  const factory = factories.get(name) ?? tf.findBackendFactory(name);
  if (!factory) return null;
  factories.set(name, factory);

  // The instance is made before it is registered: `setBackend` then switches at once, and a slow start on one backend does not
  // leave the global engine half switched under a training on another.
  const instance = await factory();
  tf.removeBackend(name);
  tf.registerBackend(name, () => instance);
  const backend = handle(name, await deviceName(name, instance), lostDevice(name, instance));
  return (await runsRight(backend)) ? backend : null;
}

async function hasGpuAdapter(): Promise<boolean> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!gpu) return false;
  return (await gpu.requestAdapter({ powerPreference: "high-performance" })) !== null;
}

async function importBackend(name: TfjsBackendName, setup: TfjsSetup): Promise<void> {
  switch (name) {
    case "cpu":
      await import("@tensorflow/tfjs-backend-cpu");
      return;
    case "webgl":
      await import("@tensorflow/tfjs-backend-webgl");
      return;
    case "webgpu":
      await import("@tensorflow/tfjs-backend-webgpu");
      return;
    case "wasm": {
      const wasm = await import("@tensorflow/tfjs-backend-wasm");
      // The threaded build hangs once minified: its worker source is text that names unminified symbols.
      tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
      if (setup.wasmPath) wasm.setWasmPaths(setup.wasmPath);
    }
  }
}

function handle(name: TfjsBackendName, device: string, lost: Promise<never> | null): OpenBackend {
  const activate = () => {
    if (!tf.engine().backendNames().includes(name)) throw new AppError("training.device-lost", { details: { device } });
    // Registered with its instance: the switch is synchronous although the function is async.
    if (tf.getBackend() !== name) void tf.setBackend(name);
  };
  return {
    name,
    device,
    activate,
    async read(tensor) {
      try {
        const values = tensor.data() as Promise<Float32Array>;
        return lost ? await Promise.race([values, lost]) : await values;
      } finally {
        tensor.dispose();
      }
    },
  };
}

/** A promise that rejects when the GPU device is lost. The backend is then forgotten, so that the next run asks for a new one. */
function lostDevice(name: TfjsBackendName, instance: tf.KernelBackend): Promise<never> | null {
  if (name !== "webgpu") return null;
  const { device } = instance as tf.KernelBackend & { readonly device: GPUDevice };
  const lost = device.lost.then((info) => {
    forget(name);
    throw new AppError("training.device-lost", { details: { device: name }, cause: info.message });
  });
  lost.catch(() => undefined);
  return lost;
}

function forget(name: TfjsBackendName): void {
  opened.delete(name);
  const factory = factories.get(name);
  try {
    tf.removeBackend(name);
  } catch {
    // A lost device refuses to free its buffers; they are gone already.
  }
  if (factory && !tf.findBackendFactory(name)) tf.registerBackend(name, factory);
}

/** [[1, 2], [3, 4]] · [5, −6] then relu must be [0, 0] and, negated, [7, 9]. */
async function runsRight(backend: OpenBackend): Promise<boolean> {
  backend.activate();
  const answer = tf.tidy(() => {
    const product = tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, -6], [2, 1]));
    return tf.concat([tf.relu(product), tf.relu(tf.neg(product))]);
  });
  const values = await backend.read(answer);
  return [0, 0, 7, 9].every((expected, index) => values[index] === expected);
}
