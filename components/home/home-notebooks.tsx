"use client";

/** The notebooks on home, followed as they change. */
import { useText } from "../i18n";
import { NotebookList } from "../notebooks/notebook-list";
import { useFacts } from "../shelf/use-facts";

export function HomeNotebooks() {
  const { t } = useText();
  const notebooks = useFacts(({ stores, projectId }) => stores.notebooks.listNotebooks(projectId), []);
  if (!notebooks || notebooks.length === 0) return null;
  return (
    <section aria-labelledby="continue" className="border-t border-line pt-6">
      <h2 id="continue" className="mb-3 text-lg font-semibold">
        {t("home.continueTitle")}
      </h2>
      <NotebookList notebooks={notebooks} />
    </section>
  );
}
