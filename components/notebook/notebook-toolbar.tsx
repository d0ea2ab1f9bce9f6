"use client";

import {
  Check,
  CircleHelp,
  Download,
  Ellipsis,
  FastForward,
  Play,
  Redo2,
  RefreshCw,
  Square,
  Undo2,
  Upload,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { BY_PERSON } from "@/lib/journal";
import { importNotebook } from "@/lib/notebook/document/notebook-file";
import { unanswered } from "@/lib/notebook/graph/unanswered";
import { runReach } from "@/lib/notebook/graph/run-reach";
import type { NotebookRuntime, NotebookSnapshot } from "@/lib/notebook/runtime/runtime";
import { useText } from "../i18n";
import { useServices } from "../services";
import { Button, IconButton } from "../ui/button";
import { Menu } from "../ui/menu";
import { saveNotebookFile } from "./download";
import { HelpDialog } from "./help-dialog";
import { useNotebook } from "./notebook-context";

export interface NotebookToolbarProps {
  readonly runtime: NotebookRuntime;
  readonly snapshot: NotebookSnapshot;
}

export function NotebookToolbar({ runtime, snapshot }: NotebookToolbarProps) {
  const { t } = useText();
  const [help, setHelp] = useState(false);
  const file = useFileActions();
  const reach = useReach(snapshot);
  const stale = Object.values(snapshot.states).filter((state) => state.status === "stale").length;
  return (
    <div className="mb-1 flex flex-wrap items-center gap-2" role="toolbar" aria-label={t("notebook.title")}>
      {snapshot.running ? (
        <Button size="sm" icon={<Square aria-hidden size={13} />} onClick={() => runtime.stop()}>
          {t("notebook.stop")}
        </Button>
      ) : (
        <Button size="sm" icon={<Play aria-hidden size={13} />} onClick={() => runtime.runAll()}>
          {reach}
        </Button>
      )}
      <Button
        size="sm"
        disabled={stale === 0 || snapshot.running}
        className={stale === 0 ? "phone:hidden" : undefined}
        icon={<FastForward aria-hidden size={13} />}
        onClick={() => runtime.runStale()}
      >
        {stale > 0 ? t("notebook.runStaleCount", { count: stale }) : t("notebook.runStale")}
      </Button>
      <IconButton size="sm" label={t("notebook.undo")} disabled={!snapshot.canUndo} onClick={() => runtime.undo()}>
        <Undo2 aria-hidden size={15} />
      </IconButton>
      <IconButton size="sm" label={t("notebook.redo")} disabled={!snapshot.canRedo} onClick={() => runtime.redo()}>
        <Redo2 aria-hidden size={15} />
      </IconButton>
      <span className="grow" />
      <SaveState state={snapshot.saveError ? "failed" : snapshot.saved ? "saved" : "saving"} />
      <IconButton size="sm" label={t("notebook.helpOpen")} data-help onClick={() => setHelp(true)}>
        <CircleHelp aria-hidden size={15} />
      </IconButton>
      <Menu
        trigger={
          <IconButton size="sm" label={t("notebook.more")}>
            <Ellipsis aria-hidden size={16} />
          </IconButton>
        }
        items={[
          {
            key: "export",
            label: t("notebook.exportFile"),
            icon: <Download aria-hidden size={15} />,
            onSelect: file.save,
          },
          {
            key: "import",
            label: t("notebook.importFile"),
            icon: <Upload aria-hidden size={15} />,
            onSelect: file.pick,
          },
        ]}
      />
      {file.input}
      {help ? <HelpDialog onClose={() => setHelp(false)} /> : null}
    </div>
  );
}

/** What "run all" will do: the button says where it stops, not that it does everything. */
function useReach({ document, order, states }: NotebookSnapshot): string {
  const { t } = useText();
  const fresh = order.filter((id) => ["done", "cached"].includes(states[id]?.status ?? "idle"));
  const asked = useMemo(() => unanswered(document), [document]);
  const { count, waitsAt } = runReach(order, document.edges, new Set(fresh), asked);
  const cell = document.cells.find((other) => other.id === waitsAt);
  return cell && cell.kind !== "unknown"
    ? t("notebook.runUntil", { name: t(`kinds.${cell.kind}.name`), count: String(count) })
    : t("notebook.runAll");
}

function SaveState({ state }: { readonly state: "saved" | "saving" | "failed" }) {
  const { t } = useText();
  const failed = state === "failed";
  const Icon = state === "saved" ? Check : RefreshCw;
  const text = t(`notebook.save.${state}`);
  return (
    <span
      role="status"
      title={text}
      data-save={state}
      className={`flex items-center gap-1 text-sm ${failed ? "text-failed" : "text-faint"}`}
    >
      <Icon aria-hidden size={14} />
      <span className="phone:sr-only">{text}</span>
    </span>
  );
}

function useFileActions() {
  const { t, local } = useText();
  const { stores, projectId } = useServices();
  const { document, guarded } = useNotebook();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const load = async (file: File) => {
    const made = await importNotebook({ stores, projectId, text: await file.text(), by: BY_PERSON });
    router.push(`/notebook?id=${made.id}`);
  };
  return {
    save: () => saveNotebookFile(document, local(document.title)),
    pick: () => input.current?.click(),
    input: (
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={t("notebook.importFile")}
        tabIndex={-1}
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) guarded(() => load(file));
          event.target.value = "";
        }}
      />
    ),
  };
}
