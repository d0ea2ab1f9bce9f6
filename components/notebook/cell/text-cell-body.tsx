"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { Components } from "react-markdown";
import type { LocalizedText, TextCell } from "@/lib/notebook/document/document";
import type { Locale } from "@/lib/i18n/translate";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { TextArea } from "../../ui/form/text-input";
import { useNotebook } from "../notebook-context";
import { isNewCell } from "./new-cells";

const Markdown = dynamic(() => import("react-markdown"), { ssr: false, loading: () => null });

export function TextCellBody({ cell }: { readonly cell: TextCell }) {
  const { t, local, locale } = useText();
  const { edit } = useNotebook();
  const [editing, setEditing] = useState(() => isNewCell(cell.id) && !cell.locked);
  const text = local(cell.text);
  if (editing) {
    return (
      <div className="flex flex-col gap-2">
        <TextArea
          label={t("notebook.cell.textLabel")}
          value={text}
          rows={Math.max(4, text.split("\n").length + 1)}
          autoFocus
          onChange={(next) => edit({ kind: "text", cellId: cell.id, text: inLocale(cell.text, locale, next) })}
          onKeyDown={(event) => event.key === "Escape" && setEditing(false)}
        />
        <div>
          <Button size="sm" onClick={() => setEditing(false)}>
            {t("notebook.cell.textDone")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div>
      <div className="flex min-h-6 flex-col gap-2" onDoubleClick={() => cell.locked || setEditing(true)}>
        {text.trim() === "" ? (
          <p className="text-faint">{t("notebook.cell.textEmpty")}</p>
        ) : (
          <Markdown components={TEXT_ELEMENTS}>{text}</Markdown>
        )}
      </div>
      {cell.locked ? null : (
        <button
          type="button"
          data-edit
          className="sr-only text-sm text-faint focus:not-sr-only"
          onClick={() => setEditing(true)}
        >
          {t("notebook.cell.textEdit")}
        </button>
      )}
    </div>
  );
}

/** Headings start below the page's own; links of a stranger's text open apart. */
const TEXT_ELEMENTS: Components = {
  h1: ({ children }) => <h2 className="text-xl font-semibold">{children}</h2>,
  h2: ({ children }) => <h3 className="text-lg font-semibold">{children}</h3>,
  h3: ({ children }) => <h4 className="font-semibold">{children}</h4>,
  ul: ({ children }) => <ul className="list-disc pl-5">{children}</ul>,
  ol: ({ children }) => <ol className="list-decimal pl-5">{children}</ol>,
  code: ({ children }) => <code className="rounded-sm bg-sunk px-1 font-mono text-sm">{children}</code>,
  a: ({ children, href }) => (
    <a className="link" href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  ),
  img: ({ alt }) => <span>{alt}</span>,
};

/** The text with one language replaced; a text of one language stays one. */
export function inLocale(text: LocalizedText, locale: Locale, next: string): LocalizedText {
  return typeof text === "string" ? next : { ...text, [locale]: next };
}
