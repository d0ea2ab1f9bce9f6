"use client";

/** All notebooks of this browser: found by name or data, opened, renamed, copied, begun anew, removed. */
import { useState } from "react";
import type { NotebookSummary } from "@/lib/notebook/services/store";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextInput } from "../ui/form/text-input";
import { NotebookCard } from "./notebook-card";
import { useNotebookProgress } from "./use-notebook-progress";
import { useNotebookVerbs } from "./use-notebook-verbs";

/** Fewer are seen at a glance. */
const SEARCHED_FROM = 5;

export interface NotebookListProps {
  readonly notebooks: readonly NotebookSummary[];
}

export function NotebookList({ notebooks }: NotebookListProps) {
  const { t, local } = useText();
  const [wanted, setWanted] = useState("");
  const [renaming, setRenaming] = useState<NotebookSummary | null>(null);
  const verbs = useNotebookVerbs();
  const progress = useNotebookProgress(notebooks);
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
      <ul className="grid grid-cols-2 gap-3 phone:grid-cols-1" data-testid="notebook-list">
        {shown.map((notebook) => (
          <NotebookCard
            key={notebook.id}
            {...{ notebook, verbs }}
            progress={progress[notebook.id]}
            onRename={() => setRenaming(notebook)}
          />
        ))}
      </ul>
      {shown.length === 0 && wanted !== "" ? <p className="text-soft">{t("notebooks.noMatch")}</p> : null}
      {verbs.dialogs}
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
