"use client";

/** A report to take along: as a page, and as a snapshot that Evidently reads. */
import { FileJson, FileText } from "lucide-react";
import { evidentlySnapshot } from "@/lib/monitoring/report/evidently-snapshot";
import type { Report } from "@/lib/monitoring/report/finding";
import { reportHtml } from "@/lib/monitoring/report/report-html";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";
import { downloadBytes } from "../../download";
import { evidentlyTexts, reportTexts } from "./finding-words";

export interface ReportDownloadsProps {
  readonly title: string;
  /** Of the files, without extension. */
  readonly fileName: string;
  readonly report: (createdAtMs: number) => Report;
}

export function ReportDownloads({ title, fileName, report }: ReportDownloadsProps) {
  const text = useText();
  const { t } = text;
  const save = (content: string, extension: "html" | "json", type: string) =>
    downloadBytes(new TextEncoder().encode(content), `${fileName}.${extension}`, type);
  const savePage = () => {
    const made = report(Date.now());
    save(reportHtml(made, reportTexts(text, { title, createdAtMs: made.createdAtMs })), "html", "text/html");
  };
  const saveJson = () => {
    const made = evidentlySnapshot(report(Date.now()), evidentlyTexts(text, title));
    save(JSON.stringify(made, null, 2), "json", "application/json");
  };
  return (
    <p className="flex flex-wrap gap-2">
      <Button size="sm" variant="ghost" icon={<FileText aria-hidden size={14} />} onClick={savePage}>
        {t("monitoring.report.html")}
      </Button>
      <Button size="sm" variant="ghost" icon={<FileJson aria-hidden size={14} />} onClick={saveJson}>
        {t("monitoring.report.json")}
      </Button>
    </p>
  );
}
