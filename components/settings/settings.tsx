"use client";

/** Settings: how Ciclo looks and speaks, how much room it takes, its backup, and what this browser can do. */
import { useText } from "../i18n";
import { AppShell } from "../shell/app-shell";
import { BackupSettings } from "./backup-settings";
import { BrowserSettings } from "./browser-settings";
import { LookSettings } from "./look-settings";
import { StorageSettings } from "./storage-settings";

export function Settings() {
  const { t } = useText();
  return (
    <AppShell>
      <h1 className="mb-4 text-xl font-semibold">{t("settings.title")}</h1>
      <LookSettings />
      <StorageSettings />
      <BackupSettings />
      <BrowserSettings />
    </AppShell>
  );
}
