"use client";

/** What can be done with a notebook as a whole. Whatever takes something away has a way back at the bottom of the page. */
import { useRouter } from "next/navigation";
import { toWire, type WireError } from "@/lib/errors";
import type { NotebookId } from "@/lib/ids";
import { BY_PERSON } from "@/lib/journal";
import type { LocalizedText, NotebookDocument } from "@/lib/notebook/document/document";
import { useText } from "../i18n";
import { useLazyServices } from "../lazy-services";
import { useToast } from "../ui/toaster";

export interface NotebookVerbs {
  readonly rename: (id: NotebookId, title: string) => void;
  readonly duplicate: (id: NotebookId) => void;
  /** The same notebook without anything it has made, in its place. */
  readonly startAgain: (id: NotebookId) => void;
  readonly remove: (id: NotebookId, title: string) => void;
}

export function useNotebookVerbs(options: {
  /** Something changed: lists that do not follow the store read it again. */
  readonly onChange: () => void;
  readonly onError: (error: WireError) => void;
}): NotebookVerbs {
  const { t } = useText();
  const { load } = useLazyServices();
  const tell = useToast();
  const router = useRouter();
  const guarded = (work: () => Promise<void>): void =>
    void work().then(options.onChange, (error: unknown) => options.onError(toWire(error)));
  const open = (id: NotebookId) => router.push(`/notebook?id=${id}`);
  const store = async (document: NotebookDocument): Promise<NotebookId> => {
    const { stores, projectId } = await load();
    const [{ withOwnNames }, { namesInUse }] = await Promise.all([
      import("@/lib/notebook/document/own-names"),
      import("@/lib/notebook/services/names-in-use"),
    ]);
    const own = withOwnNames(document, await namesInUse(stores, projectId));
    await stores.notebooks.createNotebook(projectId, own, BY_PERSON);
    return own.id;
  };
  const copy = async (id: NotebookId, titleOf: (title: LocalizedText) => LocalizedText) => {
    const { stores } = await load();
    const { copyOf } = await import("@/lib/notebook/document/copy");
    const document = await stores.notebooks.getNotebook(id);
    return store(copyOf(document, titleOf(document.title)));
  };
  const remove = async (id: NotebookId, text: string) => {
    const { stores } = await load();
    const removed = await stores.notebooks.deleteNotebook(id, BY_PERSON);
    const back = () => guarded(() => stores.notebooks.bringBackNotebook(removed, BY_PERSON));
    tell({ text, action: { label: t("common.undo"), run: back } });
  };
  return {
    rename: (id, title) =>
      guarded(async () => {
        const { stores } = await load();
        const document = await stores.notebooks.getNotebook(id);
        await stores.notebooks.saveNotebook({ ...document, title }, document);
      }),
    duplicate: (id) => guarded(async () => open(await copy(id, (title) => added(title, t("notebooks.copySuffix"))))),
    startAgain: (id) =>
      guarded(async () => {
        const fresh = await copy(id, (title) => title);
        await remove(id, t("notebooks.startedAgain"));
        open(fresh);
      }),
    remove: (id, title) => guarded(() => remove(id, t("notebooks.deleted", { title }))),
  };
}

const added = (title: LocalizedText, suffix: string): LocalizedText =>
  typeof title === "string" ? `${title} ${suffix}` : { es: `${title.es} ${suffix}`, en: `${title.en} ${suffix}` };
