/**
 * a·b + c on four floats: the one place where the two builds differ. Plain SIMD rounds twice and gives the same bits everywhere;
 * relaxed SIMD is one fused instruction where the processor has it.
 */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}
