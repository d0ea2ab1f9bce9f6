/** Gives out slots one after another. Buffers are laid out once: nothing is allocated in a step. */
import { PER_ROW_SPACES, SPACES, type Slot, type Space } from "./slot";

/** In floats: every slot starts at a multiple, so that a 128-bit load from its start is aligned. */
export const SLOT_ALIGNMENT = 4;

export interface Layout {
  /**
   * A slot of `width` floats (per row of the batch in a per-row space), after all others of its space. Slots are never reused,
   * though many are dead early: rows of one slot would lie on other rows of the next, and shards would have to wait for each other.
   */
  readonly allocate: (space: Space, width: number) => Slot;
  /** Floats of each space so far. */
  readonly sizes: () => Readonly<Record<Space, number>>;
}

export function createLayout(batchSize: number): Layout {
  const sizes = Object.fromEntries(SPACES.map((space) => [space, 0])) as Record<Space, number>;
  return {
    allocate: (space, width) => {
      const offset = sizes[space];
      const floats = PER_ROW_SPACES.includes(space) ? batchSize * width : width;
      sizes[space] = offset + align(floats);
      return { space, offset, width };
    },
    sizes: () => ({ ...sizes }),
  };
}

function align(floats: number): number {
  return Math.ceil(floats / SLOT_ALIGNMENT) * SLOT_ALIGNMENT;
}
