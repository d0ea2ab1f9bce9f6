"use client";

/** The shelf of notebooks. */
import { useText } from "../i18n";
import { useFacts } from "../shelf/use-facts";
import { ShelfPage } from "../shelf/shelf-page";
import { StartLink } from "../shelf/start-link";
import { EmptyState } from "../ui/empty-state";
import { NotebookList } from "./notebook-list";

export function NotebooksShelf() {
  const { t } = useText();
  const notebooks = useFacts(({ stores, projectId }) => stores.notebooks.listNotebooks(projectId), []);
  return (
    <ShelfPage title={t("shell.shelf.notebooks")} intro={t("notebooks.intro")}>
      {notebooks?.length === 0 ? (
        <EmptyState sentence={t("notebooks.none")} action={<StartLink>{t("notebooks.start")}</StartLink>} />
      ) : (
        <NotebookList notebooks={notebooks ?? []} />
      )}
    </ShelfPage>
  );
}
