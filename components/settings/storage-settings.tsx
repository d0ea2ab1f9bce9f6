"use client";

/** How much room the work takes, what for, and whether the browser keeps it. */
import { useEffect, useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import type { StorageUse } from "@/lib/notebook/services/workspace";
import { useText } from "../i18n";
import { useServices } from "../services";
import { Button } from "../ui/button";
import { ErrorNote } from "../ui/error-note";
import { KeyValue } from "../ui/key-value";
import { Section } from "../ui/section";

export function StorageSettings() {
  const text = useText();
  const { t, formatBytes } = text;
  const { workspace } = useServices();
  const { use, refresh, error } = useStorageUse();
  const [said, setSaid] = useState("");

  const persist = async () => {
    const kept = await workspace.persist();
    setSaid(kept ? "" : t("settings.storage.persistRefused"));
    refresh();
  };
  const free = async () => {
    const { freedBytes } = await workspace.freeSpace();
    setSaid(t("settings.storage.freed", { size: formatBytes(freedBytes) }));
    refresh();
  };

  return (
    <Section title={t("settings.storage.title")}>
      {error ? <ErrorNote error={error} onRetry={refresh} /> : null}
      {use ? (
        <div className="flex flex-col gap-4">
          <p className="text-lg">{usedText(use, text)}</p>
          {use.usedBytes !== null && use.quotaBytes ? (
            <div aria-hidden className="h-2 overflow-hidden rounded-full bg-sunk">
              <div
                className="h-full min-w-0.5 bg-data"
                style={{ width: `${(100 * use.usedBytes) / use.quotaBytes}%` }}
              />
            </div>
          ) : null}
          <KeyValue
            items={use.byKind.map(({ kind, bytes }) => ({
              key: kind,
              label: t(`settings.storage.kinds.${kind}`),
              value: formatBytes(bytes),
            }))}
          />
          <p className="text-soft">
            {t(use.persisted ? "settings.storage.persisted" : "settings.storage.notPersisted")}
          </p>
          <div className="flex flex-wrap items-center gap-3">
            {use.persisted === false ? (
              <Button onClick={() => void persist()}>{t("settings.storage.persist")}</Button>
            ) : null}
            <Button onClick={() => void free()}>{t("settings.storage.free")}</Button>
            <span className="text-sm text-soft">{t("settings.storage.freeHint")}</span>
          </div>
        </div>
      ) : null}
      <p role="status" className="mt-2 min-h-6 text-soft">
        {said}
      </p>
    </Section>
  );
}

function usedText(use: StorageUse, { t, formatBytes }: ReturnType<typeof useText>): string {
  if (use.usedBytes === null) return t("settings.storage.notTold");
  const used = formatBytes(use.usedBytes);
  return use.quotaBytes === null
    ? t("settings.storage.usedOnly", { used })
    : t("settings.storage.used", { used, quota: formatBytes(use.quotaBytes) });
}

function useStorageUse() {
  const { workspace } = useServices();
  const [round, setRound] = useState(0);
  const [use, setUse] = useState<StorageUse | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  useEffect(() => {
    let gone = false;
    workspace.use().then(
      (found) => {
        if (!gone) setUse(found);
      },
      (cause: unknown) => {
        if (!gone) setError(toWire(cause));
      },
    );
    return () => void (gone = true);
  }, [workspace, round]);
  return {
    use,
    error,
    refresh: () => {
      setError(null);
      setRound(round + 1);
    },
  };
}
