/** The random numbers of `random-numbers.ts` as WGSL: the same integers. */

export const RANDOM_TEXT = `fn mix32(value: u32) -> u32 {
  var x = value;
  x = (x ^ (x >> 16u)) * 0x7feb352du;
  x = (x ^ (x >> 15u)) * 0x846ca68bu;
  return x ^ (x >> 16u);
}
fn stepKey(node: u32) -> u32 {
  let layer = mix32(step.seed + (node + 1u) * 0x9e3779b9u);
  return mix32(layer + (step.step + 1u) * 0x85ebca6bu);
}
fn bitsAt(key: u32, index: u32) -> u32 {
  return mix32(key ^ index);
}`;
