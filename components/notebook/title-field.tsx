"use client";

import { useEffect } from "react";
import type { LocalizedText } from "@/lib/notebook/document/document";
import { useText } from "../i18n";
import { inLocale } from "./cell/text-cell-body";

export interface TitleFieldProps {
  readonly title: LocalizedText;
  readonly onChange: (title: LocalizedText) => void;
}

/** The notebook's title: the page's heading, edited in place. */
export function TitleField({ title, onChange }: TitleFieldProps) {
  const { t, local, locale } = useText();
  const text = local(title);
  useEffect(() => {
    document.title = `${text || t("notebook.untitled")} · ${t("common.appName")}`;
  }, [text, t]);
  return (
    <>
      <h1 className="sr-only">{text || t("notebook.untitled")}</h1>
      <input
        aria-label={t("notebook.titleLabel")}
        value={text}
        placeholder={t("notebook.untitled")}
        onChange={(event) => onChange(inLocale(title, locale, event.target.value))}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        className="min-h-9 w-full max-w-md min-w-0 truncate rounded-md border border-transparent bg-transparent px-2 text-lg font-semibold hover:border-line"
      />
    </>
  );
}
