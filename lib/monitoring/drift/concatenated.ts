/** Both samples in one array, the reference first. */
export function concatenated(reference: Float64Array, current: Float64Array): Float64Array {
  const both = new Float64Array(reference.length + current.length);
  both.set(reference);
  both.set(current, reference.length);
  return both;
}
