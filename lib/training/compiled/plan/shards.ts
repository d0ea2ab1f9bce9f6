/** Into how many parts a batch is split. From sizes alone, so that every machine and every number of threads sums alike. */
import type { Plan } from "./plan";

/** Below this a step is over before a second thread would have woken up. */
const SHARDED_FLOPS = 3e6;
/** Below this two parts are enough: each part packs the weights anew and leaves gradients to add, and four threads gain little. */
const FINELY_SHARDED_FLOPS = 2e7;
/** Powers of two, so that two or four threads get equal parts. */
const SHARD_COUNTS = [4, 2] as const;
const MOST_SHARDS = SHARD_COUNTS[0];
const LEAST_ROWS = 8;
/** Parts begin at a multiple: matrix kernels work on four rows at a time. */
const ROW_TILE = 4;
/** What further copies of the gradients may cost, as a share of the step's own memory and in floats. */
const MEMORY_SHARE = 0.25;
const MEMORY_ALLOWANCE_FLOATS = 131_072;

export interface Shards {
  readonly shards: number;
  readonly rowsPerShard: number;
}

/** For a plan that was laid out with one shard. */
export function chooseShards(plan: Plan): Shards {
  const { batchSize, flopsPerStep } = plan;
  const useful = flopsPerStep < FINELY_SHARDED_FLOPS ? 2 : MOST_SHARDS;
  const most = Math.min(Math.floor(batchSize / LEAST_ROWS), affordableCopies(plan), useful);
  const wanted = SHARD_COUNTS.find((count) => count <= most);
  if (flopsPerStep < SHARDED_FLOPS || wanted === undefined) return { shards: 1, rowsPerShard: batchSize };
  const rowsPerShard = Math.ceil(batchSize / wanted / ROW_TILE) * ROW_TILE;
  return { shards: Math.ceil(batchSize / rowsPerShard), rowsPerShard };
}

/** Each shard has its own copy of the gradients. */
function affordableCopies(plan: Plan): number {
  const { gradients, scratch } = plan.sizes;
  const copy = gradients + scratch;
  if (copy === 0) return MOST_SHARDS;
  const step = Object.values(plan.sizes).reduce((sum, floats) => sum + floats, 0);
  return 1 + Math.floor((MEMORY_SHARE * step + MEMORY_ALLOWANCE_FLOATS) / copy);
}
