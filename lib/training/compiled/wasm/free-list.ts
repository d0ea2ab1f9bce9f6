/** Which parts of the memory after a plan are free, for datasets that come and go. Pure bookkeeping. */

interface Range {
  readonly start: number;
  readonly end: number;
}

export interface FreeList {
  /** Address of `bytes` free bytes: the first gap that is large enough, else the end, which then moves. */
  take(bytes: number): number;
  /** Where the end would be after `take(bytes)`. */
  endAfter(bytes: number): number;
  /** Gives a taken part back. */
  give(address: number, bytes: number): void;
}

/** All is free from `start` on. */
export function createFreeList(start: number): FreeList {
  /** In order, never touching; the last one has no end. */
  let free: readonly Range[] = [{ start, end: Infinity }];
  const fitting = (bytes: number): Range => free.find((range) => range.end - range.start >= bytes)!;
  return {
    endAfter: (bytes) => {
      const range = fitting(bytes);
      return range.end === Infinity ? range.start + bytes : 0;
    },
    take(bytes) {
      const range = fitting(bytes);
      const rest = { start: range.start + bytes, end: range.end };
      free = free.flatMap((other) => (other !== range ? [other] : rest.start < rest.end ? [rest] : []));
      return range.start;
    },
    give(address, bytes) {
      const given = { start: address, end: address + bytes };
      free = merge([...free, given].sort((a, b) => a.start - b.start));
    },
  };
}

function merge(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const range of ranges) {
    const last = merged[merged.length - 1];
    if (last && last.end === range.start) merged[merged.length - 1] = { start: last.start, end: range.end };
    else merged.push(range);
  }
  return merged;
}
