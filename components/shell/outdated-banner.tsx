"use client";

/** A newer Ciclo opened the storage in another tab: this one must not write any more, and says so. */
import { useEffect, useState } from "react";
import { useErrorText, useText } from "../i18n";
import { useLazyServices } from "../lazy-services";
import { forgetSeenRuns } from "../notebook/guide/use-seen-run";
import { Button } from "../ui/button";
import { onReplaced } from "./replaced";

export function OutdatedBanner() {
  const { t } = useText();
  const errorText = useErrorText();
  const { services } = useLazyServices();
  const [outdated, setOutdated] = useState(false);
  useEffect(() => services?.onOutdated(() => setOutdated(true)), [services]);
  useEffect(
    () =>
      onReplaced(() => {
        forgetSeenRuns();
        location.reload();
      }),
    [],
  );
  if (!outdated) return null;
  return (
    <div
      role="alert"
      className="sticky top-0 z-50 flex items-center justify-center gap-4 border-b border-line bg-failed-wash px-4 py-2"
    >
      {errorText({ code: "storage.newer-version", details: {} })}
      <Button size="sm" onClick={() => location.reload()}>
        {t("shell.reload")}
      </Button>
    </div>
  );
}
