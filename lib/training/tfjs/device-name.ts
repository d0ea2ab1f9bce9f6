/** What a backend runs on, in words for the page and the run. */
import * as tf from "@tensorflow/tfjs-core";
import type { TfjsBackendName } from "../model-spec";

/** "NVIDIA ampere", "SwiftShader", "wasm simd", "JavaScript". */
export async function deviceName(name: TfjsBackendName, instance: tf.KernelBackend): Promise<string> {
  switch (name) {
    case "cpu":
      return "JavaScript";
    case "wasm":
      return (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) ? "wasm simd" : "wasm";
    case "webgl":
      return readable(webglRenderer(instance));
    case "webgpu":
      return readable(await adapterWords(instance));
  }
}

async function adapterWords(instance: tf.KernelBackend): Promise<string> {
  const { device } = instance as tf.KernelBackend & { readonly device: GPUDevice & { adapterInfo?: GPUAdapterInfo } };
  const info = device.adapterInfo ?? (await navigator.gpu.requestAdapter())?.info;
  if (!info) return "WebGPU";
  return info.description || [info.vendor, info.architecture].filter(Boolean).join(" ") || "WebGPU";
}

function webglRenderer(instance: tf.KernelBackend): string {
  const { gpgpu } = instance as tf.KernelBackend & { readonly gpgpu?: { readonly gl: WebGLRenderingContext } };
  const extension = gpgpu?.gl.getExtension("WEBGL_debug_renderer_info");
  return extension && gpgpu ? String(gpgpu.gl.getParameter(extension.UNMASKED_RENDERER_WEBGL)) : "WebGL";
}

/** The software adapter hides under many spellings; it is named so that nobody takes it for a GPU. */
function readable(words: string): string {
  return /swiftshader/i.test(words) ? "SwiftShader" : words;
}
