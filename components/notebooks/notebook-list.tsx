"use client";

/** All notebooks of this browser: found by name or data, opened, renamed, copied, begun anew, removed. */
import { Copy, Ellipsis, Pencil, RotateCcw, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { WireError } from "@/lib/errors";
import type { NotebookSummary } from "@/lib/notebook/services/store";
import { useText } from "../i18n";
import { Button, IconButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ErrorNote } from "../ui/error-note";
import { TextInput } from "../ui/form/text-input";
import { Menu, type MenuItem } from "../ui/menu";
import { useNotebookVerbs, type NotebookVerbs } from "./use-notebook-verbs";

const ICON = 15;
/** Fewer are seen at a glance. */
const SEARCHED_FROM = 5;

export interface NotebookListProps {
  readonly notebooks: readonly NotebookSummary[];
  readonly onChange?: () => void;
}

export function NotebookList({ notebooks, onChange = nothing }: NotebookListProps) {
  const { t, local } = useText();
  const [wanted, setWanted] = useState("");
  const [error, setError] = useState<WireError | null>(null);
  const [renaming, setRenaming] = useState<NotebookSummary | null>(null);
  const verbs = useNotebookVerbs({ onChange, onError: setError });
  const texts = ({ title, dataName }: NotebookSummary) => `${local(title)} ${dataName ?? ""}`.toLowerCase();
  const shown = notebooks.filter((notebook) => texts(notebook).includes(wanted.trim().toLowerCase()));
  return (
    <div className="flex flex-col gap-3">
      {notebooks.length >= SEARCHED_FROM ? (
        <TextInput
          type="search"
          value={wanted}
          onChange={setWanted}
          label={t("notebooks.search")}
          placeholder={t("notebooks.search")}
          className="max-w-xs"
        />
      ) : null}
      {error ? <ErrorNote error={error} onRetry={() => setError(null)} /> : null}
      <ul className="grid grid-cols-2 gap-3 phone:grid-cols-1" data-testid="notebook-list">
        {shown.map((notebook) => (
          <NotebookCard key={notebook.id} {...{ notebook, verbs }} onRename={() => setRenaming(notebook)} />
        ))}
      </ul>
      {shown.length === 0 && wanted !== "" ? <p className="text-soft">{t("notebooks.noMatch")}</p> : null}
      {renaming ? (
        <Rename
          title={local(renaming.title)}
          onClose={() => setRenaming(null)}
          onRename={(title) => verbs.rename(renaming.id, title)}
        />
      ) : null}
    </div>
  );
}

const nothing = () => undefined;

interface CardProps {
  readonly notebook: NotebookSummary;
  readonly verbs: NotebookVerbs;
  readonly onRename: () => void;
}

function NotebookCard({ notebook, verbs, onRename }: CardProps) {
  const { t, local, formatDate } = useText();
  const title = local(notebook.title) || t("notebook.untitled");
  const facts = [notebook.dataName, t("home.cells", { count: notebook.cellCount }), formatDate(notebook.updatedAtMs)];
  const items: readonly MenuItem[] = [
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
      onSelect: () => verbs.startAgain(notebook.id),
    },
    {
      key: "delete",
      label: t("notebooks.delete"),
      icon: <Trash2 aria-hidden size={ICON} />,
      onSelect: () => verbs.remove(notebook.id, title),
      danger: true,
      separated: true,
    },
  ];
  return (
    <li className="flex items-center gap-1 rounded-md border border-line bg-surface pr-2 hover:border-strong">
      <Link href={`/notebook?id=${notebook.id}`} className="min-w-0 grow px-4 py-3">
        <span className="block truncate font-medium">{title}</span>
        <span className="block truncate text-sm text-soft">{facts.filter(Boolean).join(" · ")}</span>
      </Link>
      <Menu
        trigger={
          <IconButton size="sm" label={t("notebooks.menu", { title })}>
            <Ellipsis aria-hidden size={16} className="text-faint" />
          </IconButton>
        }
        items={items}
      />
    </li>
  );
}

interface RenameProps {
  readonly title: string;
  readonly onRename: (title: string) => void;
  readonly onClose: () => void;
}

function Rename({ title, onRename, onClose }: RenameProps) {
  const { t } = useText();
  const [text, setText] = useState(title);
  const save = () => {
    if (text.trim() !== "") onRename(text.trim());
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("notebooks.rename")}
      footer={
        <Button variant="primary" disabled={text.trim() === ""} onClick={save}>
          {t("notebooks.rename")}
        </Button>
      }
    >
      <TextInput
        value={text}
        onChange={setText}
        label={t("notebook.titleLabel")}
        autoFocus
        onKeyDown={(event) => event.key === "Enter" && save()}
      />
    </Dialog>
  );
}
