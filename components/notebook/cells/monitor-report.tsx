"use client";

/** The report of one window to take along: as a page, and as JSON in the shape of Evidently's. */
import { FileJson, FileText } from "lucide-react";
import type { Monitor, MonitorWindow } from "@/lib/monitoring/monitor";
import { evidentlyJson } from "@/lib/monitoring/report/evidently-json";
import { monitorReport } from "@/lib/monitoring/report/monitor-report";
import { reportHtml } from "@/lib/monitoring/report/report-html";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { downloadBytes } from "../download";
import { evidentlyTexts, reportTexts } from "./finding-words";

export interface MonitorReportProps {
  readonly monitor: Monitor;
  readonly window: MonitorWindow;
}

export function MonitorReport({ monitor, window }: MonitorReportProps) {
  const text = useText();
  const { t } = text;
  const save = (content: string, extension: "html" | "json", type: string) =>
    downloadBytes(new TextEncoder().encode(content), `monitor-${window.index + 1}.${extension}`, type);
  const report = () => monitorReport({ monitor, window, createdAtMs: Date.now() });
  const savePage = () => {
    const made = report();
    const title = t("monitoring.report.title", { index: window.index + 1 });
    save(reportHtml(made, reportTexts(text, { title, createdAtMs: made.createdAtMs })), "html", "text/html");
  };
  const saveJson = () =>
    save(JSON.stringify(evidentlyJson(report(), evidentlyTexts(text)), null, 2), "json", "application/json");
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
