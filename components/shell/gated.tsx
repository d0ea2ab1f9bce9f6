"use client";

/** A page that needs the services: quiet until they are there, a named error when the storage does not open. */
import type { ReactNode } from "react";
import { useText } from "../i18n";
import { ServicesGate } from "../lazy-services";
import { ErrorNote } from "../ui/error-note";
import { Header } from "./header";
import { PageSkeleton } from "./page-skeleton";

export function Gated({ children }: { readonly children: ReactNode }) {
  const { t } = useText();
  return (
    <ServicesGate
      waiting={<PageSkeleton />}
      failed={(error, retry) => (
        <>
          <Header />
          <main className="mx-auto flex max-w-xl flex-col gap-5 px-4 py-24">
            <h1 className="text-xl">{t("shell.unavailable.title")}</h1>
            <ErrorNote error={error} onRetry={retry} />
          </main>
        </>
      )}
    >
      {children}
    </ServicesGate>
  );
}
