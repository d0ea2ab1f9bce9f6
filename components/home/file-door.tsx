"use client";

/** The quiet way in for a file of one's own, and the sign that the page would take one. */
import { FolderOpen } from "lucide-react";
import { useRef } from "react";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { useOpenFile } from "./use-open-file";

const ACCEPT = ".json,.zip,.csv,.tsv,.txt,application/json,application/zip,text/csv,text/plain";

export function FileDoor({ disabled }: { readonly disabled: boolean }) {
  const { t } = useText();
  const { open, over, busy, dialog } = useOpenFile();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="flex flex-col items-start gap-1">
      <Button
        disabled={disabled || busy}
        icon={<FolderOpen aria-hidden size={17} />}
        onClick={() => input.current?.click()}
      >
        {t("home.file")}
      </Button>
      <p className="text-sm text-soft">{t("home.fileHint")}</p>
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        aria-label={t("home.file")}
        tabIndex={-1}
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) open(file);
          event.target.value = "";
        }}
      />
      {over ? (
        <p
          role="status"
          className="pointer-events-none fixed inset-3 z-40 grid place-items-center rounded-lg border-2 border-dashed border-ink bg-scrim text-xl font-semibold text-paper"
        >
          <span className="rounded-md bg-ink px-4 py-2">{t("home.dropNow")}</span>
        </p>
      ) : null}
      {dialog}
    </div>
  );
}
