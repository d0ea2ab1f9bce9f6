"use client";

/** What a window rests on: its rows, how many have a label, and what was wrong with its requests. */
import type { FindingCounts, MonitorWindow } from "@/lib/monitoring/monitor";
import { useText, type Text } from "../../../i18n";

const KINDS = ["imputed", "missing", "unseen", "as-text", "extra"] as const satisfies readonly (keyof FindingCounts)[];

export function WindowNote({ window }: { readonly window: MonitorWindow }) {
  const text = useText();
  return (
    <ul data-testid="window-note" className="flex flex-wrap gap-x-4 text-sm text-soft">
      {windowNotes(window, text).map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

/** "4 of 31 without a label, 2 of them still to come" and its like, in order of weight. */
export function windowNotes(window: MonitorWindow, { t }: Pick<Text, "t">): readonly string[] {
  const { rows, labelledRows, awaitedRows = 0, incomplete, findings = {}, series } = window;
  const failed = Math.round((series["service.errorShare"] ?? 0) * rows);
  const without = Math.max(0, rows - failed - labelledRows);
  return [
    t("monitoring.windowNote.rows", { index: window.index + 1, count: rows }),
    ...(incomplete ? [t("monitoring.windowNote.incomplete")] : []),
    t("monitoring.windowNote.without", { without, rows }),
    ...(awaitedRows > 0 ? [t("monitoring.windowNote.awaited", { count: awaitedRows })] : []),
    ...KINDS.flatMap((kind) => {
      const count = findings[kind] ?? 0;
      return count > 0 ? [t(`monitoring.windowNote.findings.${kind}`, { count })] : [];
    }),
  ];
}
