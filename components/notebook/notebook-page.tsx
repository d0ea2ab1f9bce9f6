"use client";

/** The notebook page: opens the notebook that the address names. */
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useText } from "../i18n";
import { AppShell } from "../shell/app-shell";
import { PageSkeleton } from "../shell/page-skeleton";
import { buttonClass } from "../ui/button-class";
import { EmptyState } from "../ui/empty-state";
import { ErrorNote } from "../ui/error-note";
import { LinkedNotebook } from "./linked-notebook";
import { NotebookScreen } from "./notebook-screen";
import { readLink } from "./read-link";
import { useOpenNotebook } from "./use-runtime";

export function NotebookPage() {
  const { t } = useText();
  const params = useSearchParams();
  const id = params.get("id");
  const opened = useOpenNotebook(id);
  if (opened.kind === "opening") return <PageSkeleton />;
  if (opened.kind === "open") {
    return (
      <NotebookScreen
        key={id}
        runtime={opened.runtime}
        paramsRunId={params.get("params")}
        reproducedRunId={params.get("reproduce")}
      />
    );
  }
  const linked = opened.error.code === "notebook.not-found" ? readLink() : null;
  if (linked?.kind === "found") {
    return (
      <AppShell>
        <LinkedNotebook linked={linked.notebook} />
      </AppShell>
    );
  }
  return (
    <AppShell>
      {linked?.kind === "invalid" ? <ErrorNote error={linked.error} /> : null}
      {opened.error.code === "notebook.not-found" ? null : <ErrorNote error={opened.error} />}
      <EmptyState
        sentence={t("notebook.notFound")}
        action={
          <Link href="/" className={buttonClass({ variant: "primary" })}>
            {t("notebook.goHome")}
          </Link>
        }
      />
    </AppShell>
  );
}
