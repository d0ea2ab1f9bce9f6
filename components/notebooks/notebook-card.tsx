"use client";

/** A notebook in a list: what it is about, how far it has come, and what can be done with it. */
import { Copy, Ellipsis, Pencil, RotateCcw, Trash2 } from "lucide-react";
import Link from "next/link";
import type { NotebookProgress } from "@/lib/guide/notebook-progress";
import type { NotebookSummary } from "@/lib/notebook/services/store";
import { useText } from "../i18n";
import { IconButton } from "../ui/button";
import { Menu, type MenuItem } from "../ui/menu";
import type { NotebookVerbs } from "./use-notebook-verbs";

const ICON = 15;

export interface NotebookCardProps {
  readonly notebook: NotebookSummary;
  /** Absent until it is read. */
  readonly progress: NotebookProgress | undefined;
  readonly verbs: NotebookVerbs;
  readonly onRename: () => void;
}

export function NotebookCard({ notebook, progress, verbs, onRename }: NotebookCardProps) {
  const { t, local, formatDate } = useText();
  const title = local(notebook.title) || t("notebook.untitled");
  const facts = [notebook.dataName, formatDate(notebook.updatedAtMs)];
  return (
    <li className="flex items-center gap-1 rounded-md border border-line bg-surface pr-2 hover:border-strong">
      <Link href={`/notebook?id=${notebook.id}`} className="min-w-0 grow rounded-md px-4 py-3">
        <span className="block truncate font-medium">{title}</span>
        <span className="block truncate text-sm text-soft">{facts.filter(Boolean).join(" · ")}</span>
        <span className="block min-h-5 truncate text-sm text-faint" data-progress>
          {progress ? <Progress progress={progress} /> : null}
        </span>
      </Link>
      <Menu
        trigger={
          <IconButton size="sm" label={t("notebooks.menu", { title })}>
            <Ellipsis aria-hidden size={16} className="text-faint" />
          </IconButton>
        }
        items={useItems({ notebook, verbs, onRename })}
      />
    </li>
  );
}

function Progress({ progress: { done, stages, serves, goal } }: { readonly progress: NotebookProgress }) {
  const { t } = useText();
  const words = [
    done === 0 ? t("notebooks.progress.none") : t("notebooks.progress.stages", { done, count: stages }),
    goal === null ? null : t(`notebooks.progress.goal.${goal}`),
    serves === null ? null : t("notebooks.progress.serves", { version: serves }),
  ];
  return <>{words.filter((word) => word !== null).join(" · ")}</>;
}

function useItems({ notebook, verbs, onRename }: Omit<NotebookCardProps, "progress">): readonly MenuItem[] {
  const { t } = useText();
  return [
    { key: "rename", label: t("notebooks.rename"), icon: <Pencil aria-hidden size={ICON} />, onSelect: onRename },
    {
      key: "duplicate",
      label: t("notebooks.duplicate"),
      icon: <Copy aria-hidden size={ICON} />,
      onSelect: () => verbs.duplicate(notebook.id),
    },
    {
      key: "again",
      label: t("notebooks.startAgain"),
      icon: <RotateCcw aria-hidden size={ICON} />,
      onSelect: () => verbs.startAgain(notebook),
    },
    {
      key: "delete",
      label: t("notebooks.delete"),
      icon: <Trash2 aria-hidden size={ICON} />,
      onSelect: () => verbs.remove(notebook),
      danger: true,
      separated: true,
    },
  ];
}
