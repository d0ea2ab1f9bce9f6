"use client";

/** The frame of a cell's form: at most three fields, then "more options". */
import { ChevronDown } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import type { StageCellOf, StageKind, StageParams } from "@/lib/notebook/document/document";
import { useText } from "../../i18n";

export interface FormProps<Kind extends StageKind> {
  readonly cell: StageCellOf<Kind>;
  readonly disabled: boolean;
  /** Merges members into the cell's parameters. */
  readonly onChange: (params: Partial<StageParams[Kind]>) => void;
}

/** Fields side by side, one below the other on a phone. */
export function Fields({ children, two = false }: { readonly children: ReactNode; readonly two?: boolean }) {
  const columns = two ? "grid-cols-2" : "grid-cols-3";
  return <div className={`grid items-start gap-x-4 gap-y-3 ${columns} phone:grid-cols-1`}>{children}</div>;
}

/** What most people never need, behind one button. */
export function MoreOptions({ children }: { readonly children: ReactNode }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="mt-3">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="inline-flex min-h-7 items-center gap-1 text-sm font-medium text-soft hover:text-ink"
      >
        <ChevronDown
          aria-hidden
          size={14}
          className={open ? "rotate-180 transition-transform" : "transition-transform"}
        />
        {t(open ? "notebook.cell.fewerOptions" : "notebook.cell.moreOptions")}
      </button>
      <div id={id} hidden={!open} className="pt-2">
        {open ? children : null}
      </div>
    </div>
  );
}
