import type { ReactNode } from "react";

export interface EmptyStateProps {
  /** One sentence. */
  readonly sentence: string;
  /** One action. */
  readonly action?: ReactNode;
  /** A faint drawing of what will be here: a `Sketch`. */
  readonly sketch?: ReactNode;
}

export function EmptyState({ sentence, action, sketch }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-5 px-4 py-12 text-center">
      {sketch ? <div className="w-full max-w-sm">{sketch}</div> : null}
      <p className="max-w-md text-lg text-soft">{sentence}</p>
      {action}
    </div>
  );
}
