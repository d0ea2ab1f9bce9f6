"use client";

/** On a shelf: the way back to the notebook whose loop stands at the side, by its name. */
import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { NotebookSummary } from "@/lib/notebook/services/store";
import { useText } from "../i18n";

export function NotebookCrumb({ notebook }: { readonly notebook: NotebookSummary }) {
  const { t, local } = useText();
  const title = local(notebook.title) || t("notebook.untitled");
  return (
    <Link
      href={`/notebook?id=${notebook.id}`}
      aria-label={t("shell.toNotebook", { title })}
      className="flex min-h-9 min-w-0 items-center gap-1 rounded-md px-2 text-soft hover:bg-sunk hover:text-ink"
    >
      <ChevronLeft aria-hidden size={16} className="shrink-0" />
      <span className="truncate">{title}</span>
    </Link>
  );
}
