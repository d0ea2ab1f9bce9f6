"use client";

/** Data digest → run → version → endpoint, each a chip that opens it. */
import { ArrowRight } from "lucide-react";
import type { StageKind } from "@/lib/notebook/document/document";
import { OutputChip } from "../ui/output-chip";

export interface LineageStop {
  readonly key: string;
  /** What kind of stop it is, in words. */
  readonly label: string;
  readonly kind: StageKind;
  /** Null when there is nothing here yet. */
  readonly text: string | null;
  readonly digest?: string | null;
  readonly href: string;
  /** Shown where there is nothing. */
  readonly none?: string;
}

export function LineageStrip({ label, stops }: { readonly label: string; readonly stops: readonly LineageStop[] }) {
  return (
    <ol aria-label={label} className="flex flex-wrap items-end gap-x-2 gap-y-3">
      {stops.map((stop, index) => (
        <li key={stop.key} className="flex min-w-0 items-end gap-2">
          {index > 0 ? <ArrowRight aria-hidden size={16} className="mb-1.5 shrink-0 text-faint" /> : null}
          <span className="flex min-w-0 flex-col gap-1">
            <span className="text-sm text-faint">{stop.label}</span>
            {stop.text === null ? (
              <span className="inline-flex min-h-7 items-center rounded-full border border-dashed border-line px-2.5 text-sm text-faint">
                {stop.none}
              </span>
            ) : (
              <OutputChip
                kind={stop.kind}
                text={stop.text}
                href={stop.href}
                {...(stop.digest === undefined ? {} : { digest: stop.digest })}
              />
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
