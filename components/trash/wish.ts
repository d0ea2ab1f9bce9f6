/** What a person wishes to delete, and how the page goes on. */
import type { NotebookId } from "@/lib/ids";
import type { Deletable } from "@/lib/notebook/services/trash";

export interface Wish {
  readonly things: readonly Deletable[];
  /** What the first of them is called. */
  readonly name: string;
  /** What takes the focus: looked up while they are still there. */
  readonly follower?: () => HTMLElement | null;
  /** Called once they are gone, with what follows. */
  readonly onGone?: (follower: HTMLElement | null) => void;
  /** The notebook that takes the place of the one that goes. */
  readonly replacedBy?: NotebookId;
  /** What is said of it, where it is more than that it is gone. */
  readonly says?: string;
}
