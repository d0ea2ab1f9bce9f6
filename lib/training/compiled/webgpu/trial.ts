/** A device counts only when it computes rightly: one small kernel that loads, multiplies, sums and compares, checked number by number. */
import type { DeviceLink } from "./device-link";
import { createBufferPool } from "./buffers";

const COUNT = 64;
const BYTES = 4;
const TOLERANCE = 1e-5;
/** GPUBufferUsage: MAP_READ | COPY_DST. */
const STAGING_USAGE = 0x01 | 0x08;

const TEXT = `@group(0) @binding(0) var<storage, read_write> values: array<f32>;
var<workgroup> shared_values: array<f32, ${COUNT}>;
@compute @workgroup_size(${COUNT})
fn main(@builtin(local_invocation_index) lane: u32) {
  shared_values[lane] = exp(-values[lane]);
  workgroupBarrier();
  var sum = 0.0;
  for (var i = 0u; i <= lane; i++) { sum += shared_values[i]; }
  values[lane] = sum;
}`;

/** Runs the kernel; false when an answer is wrong or the device fails. */
export async function computesRightly(link: DeviceLink): Promise<boolean> {
  const { gpu } = link;
  const pool = createBufferPool(gpu);
  try {
    const values = pool.create(COUNT);
    const staging = pool.create(COUNT, STAGING_USAGE);
    gpu.queue.writeBuffer(
      values,
      0,
      Float32Array.from({ length: COUNT }, (_, i) => i / 8),
    );
    const compute = { module: gpu.createShaderModule({ code: TEXT }) };
    const pipeline = await link.wait(() => gpu.createComputePipelineAsync({ layout: "auto", compute }));
    const entries = [{ binding: 0, resource: { buffer: values } }];
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, gpu.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(1);
    pass.end();
    encoder.copyBufferToBuffer(values, 0, staging, 0, COUNT * BYTES);
    gpu.queue.submit([encoder.finish()]);
    return isRight(new Float32Array(await link.readMapped(staging, COUNT * BYTES)));
  } catch {
    return false;
  } finally {
    pool.destroyAll();
  }
}

function isRight(answer: Float32Array): boolean {
  let sum = 0;
  return answer.every((value, index) => {
    sum += Math.exp(-index / 8);
    return Math.abs(value - sum) <= TOLERANCE * sum;
  });
}
