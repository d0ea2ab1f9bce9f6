/** Port of what runs code cells: the sandbox in the browser, a fake in tests. */
import type { DisplayItem } from "../code/display";
import type { CodeCell } from "../document/document";

export interface CodeRunRequest {
  readonly cell: CodeCell;
  /** Free names of the source: handles of stage cells, exports of code cells. */
  readonly scope: Readonly<Record<string, unknown>>;
  /** The whole output so far: the runner bounds it and counts what it dropped. */
  readonly onDisplay: (display: readonly DisplayItem[]) => void;
  readonly signal: AbortSignal;
}

export interface CodeRunOutput {
  /** Top-level declarations by name. */
  readonly exports: Readonly<Record<string, unknown>>;
  readonly display: readonly DisplayItem[];
}

export interface CodeRunner {
  run(request: CodeRunRequest): Promise<CodeRunOutput>;
}
