"use client";

/** What this address hides from the app, said quietly; nothing on a secure address. */
import { useSyncExternalStore } from "react";
import { useText } from "../i18n";

const never = () => () => undefined;

export function MissingNote() {
  const { t } = useText();
  const secure = useSyncExternalStore(
    never,
    () => window.isSecureContext,
    () => true,
  );
  if (secure) return null;
  const what = ["webgpu", "isolation", "locks", "persist"] as const;
  return (
    <aside
      aria-labelledby="missing"
      data-testid="missing"
      className="rounded-md border border-line px-4 py-3 text-sm text-soft"
    >
      <h2 id="missing" className="font-semibold text-ink">
        {t("home.missing.title")}
      </h2>
      <p>{t("home.missing.sentence", { what: what.map((name) => t(`platform.capability.${name}`)).join(", ") })}</p>
    </aside>
  );
}
