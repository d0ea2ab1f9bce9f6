"use client";

/** The report of one window of a monitor to take along. */
import type { Monitor, MonitorWindow } from "@/lib/monitoring/monitor";
import { monitorReport } from "@/lib/monitoring/report/monitor-report";
import { useText } from "../../../i18n";
import { ReportDownloads } from "./report-downloads";

export interface MonitorReportProps {
  readonly monitor: Monitor;
  readonly window: MonitorWindow;
}

export function MonitorReport({ monitor, window }: MonitorReportProps) {
  const { t } = useText();
  const index = window.index + 1;
  return (
    <ReportDownloads
      title={t("monitoring.report.title", { index })}
      fileName={`monitor-${index}`}
      report={(createdAtMs) => monitorReport({ monitor, window, createdAtMs })}
    />
  );
}
