"use client";

import { useText } from "../i18n";

/** A quiet page while the real one loads. */
export function PageSkeleton() {
  const { t } = useText();
  return (
    <>
      <div className="h-(--header) border-b border-line" />
      <main className="mx-auto max-w-[720px] px-4 py-8" aria-busy>
        <p role="status" className="sr-only">
          {t("shell.opening")}
        </p>
        <div className="skeleton mb-8 h-8 w-56" />
        <div className="skeleton mb-4 h-28 w-full" />
        <div className="skeleton mb-4 h-28 w-full" />
      </main>
    </>
  );
}
