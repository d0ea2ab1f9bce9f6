/** A long line in few points: of each stretch its lowest and its highest, so that no peak is lost. */
export interface LinePoint {
  readonly value: number | null;
}

/**
 * At most about `most` of the points, in their order, the first and the last among them. Each stretch keeps its lowest, its highest and, where
 * it has one, a gap. O(n).
 */
export function downsample<Point extends LinePoint>(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const stretches = Math.max(1, Math.floor((most - 2) / 3));
  const inner = points.slice(1, -1);
  const kept = Array.from({ length: stretches }, (_, stretch) => {
    const from = Math.floor((stretch * inner.length) / stretches);
    const to = Math.floor(((stretch + 1) * inner.length) / stretches);
    return extremes(inner.slice(from, to));
  });
  return [...points.slice(0, 1), ...kept.flat(), ...points.slice(-1)];
}

function extremes<Point extends LinePoint>(points: readonly Point[]): readonly Point[] {
  let [low, high, gap] = [-1, -1, -1];
  points.forEach(({ value }, at) => {
    if (value === null) gap = at;
    if (value !== null && (low < 0 || value < (points[low]?.value ?? Infinity))) low = at;
    if (value !== null && (high < 0 || value > (points[high]?.value ?? -Infinity))) high = at;
  });
  const kept = new Set([low, high, gap].filter((at) => at >= 0));
  return points.filter((_, at) => kept.has(at));
}
