"use client";

/** One calm note about records that no page could show: which they are, and the way to be rid of them without losing them. */
import { useState } from "react";
import { BY_PERSON } from "@/lib/journal";
import type { ApartRecord, Workspace } from "@/lib/notebook/services/workspace";
import { useText } from "../i18n";
import { downloadBlob } from "../notebook/download";
import { Button } from "../ui/button";
import { useLive } from "../use-live";

const SHOWN = 3;

export interface LeftOutNoteProps {
  readonly workspace: Workspace;
  /** How often a record was found: each time the list is read again. */
  readonly found: number;
}

export default function LeftOutNote({ workspace, found }: LeftOutNoteProps) {
  const { t } = useText();
  const records = useLive(() => workspace.apart(), [workspace, found]) ?? [];
  const [dismissed, setDismissed] = useState(0);
  if (records.length === 0 || records.length <= dismissed) return null;
  const remove = async () => {
    downloadBlob(await workspace.copyOfApart(), "ciclo-apart.jsonl");
    await workspace.removeApart(BY_PERSON);
  };
  return (
    <div
      role="status"
      data-testid="left-out"
      className="flex flex-wrap items-center justify-center gap-x-6 gap-y-2 border-b border-line bg-sunk px-4 py-2 text-sm"
    >
      <div className="max-w-prose min-w-0">
        <p>{t("settings.leftOut.sentence", { count: records.length })}</p>
        <ul className="text-soft">
          {records.slice(0, SHOWN).map((record) => (
            <li key={`${record.table} ${record.record}`} className="break-words">
              <Named {...record} />
            </li>
          ))}
          {records.length > SHOWN ? <li>{t("settings.leftOut.more", { count: records.length - SHOWN })}</li> : null}
        </ul>
      </div>
      <div className="flex gap-2">
        <Button size="sm" onClick={() => void remove()}>
          {t("settings.leftOut.remove")}
        </Button>
        <Button size="sm" variant="ghost" onClick={() => setDismissed(records.length)}>
          {t("settings.leftOut.later")}
        </Button>
      </div>
    </div>
  );
}

type TableName = Extract<Parameters<ReturnType<typeof useText>["t"]>[0], `settings.leftOut.tables.${string}`>;

function Named({ table, record, member }: ApartRecord) {
  const { t } = useText();
  const what = t(`settings.leftOut.tables.${table}` as TableName);
  const short = record.length > 48 ? `${record.slice(0, 48)}…` : record;
  return t(member === "" ? "settings.leftOut.record" : "settings.leftOut.member", { what, record: short, member });
}
