"use client";

/** What can be done with a notebook as a whole. Whatever takes something away has a way back. */
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { toWire } from "@/lib/errors";
import type { NotebookId } from "@/lib/ids";
import { BY_PERSON } from "@/lib/journal";
import type { LocalizedText, NotebookDocument } from "@/lib/notebook/document/document";
import type { NotebookSummary } from "@/lib/notebook/services/store";
import { useErrorText, useText } from "../i18n";
import { useServices, type AppServices } from "../services";
import { followerOf } from "../trash/focus";
import { thingHref } from "../trash/thing-href";
import { useDeletion } from "../trash/use-deletion";
import { useToast } from "../ui/toaster";
import { BeginAgainDialog } from "./begin-again-dialog";

export interface NotebookVerbs {
  readonly rename: (id: NotebookId, title: string) => void;
  readonly duplicate: (id: NotebookId) => void;
  /** Asks, then puts the notebook of its template in the place of this one. */
  readonly startAgain: (notebook: NotebookSummary) => void;
  readonly remove: (notebook: NotebookSummary) => void;
  /** Has to stand on the page. */
  readonly dialogs: ReactNode;
}

export function useNotebookVerbs(): NotebookVerbs {
  const { t, local } = useText();
  const services = useServices();
  const { stores } = services;
  const router = useRouter();
  const guarded = useGuarded();
  const { ask, dialog } = useDeletion();
  const { begin, asked } = useBeginAgain();
  const nameOf = ({ title }: NotebookSummary) => local(title) || t("notebook.untitled");
  return {
    rename: (id, title) =>
      guarded(async () => {
        const document = await stores.notebooks.getNotebook(id);
        await stores.notebooks.saveNotebook({ ...document, title }, document);
      }),
    duplicate: (id) =>
      guarded(async () => {
        const { copyOf } = await import("@/lib/notebook/document/copy");
        const document = await stores.notebooks.getNotebook(id);
        const copy = await store(services, copyOf(document, added(document.title, t("notebooks.copySuffix"))));
        router.push(`/notebook?id=${copy}`);
      }),
    startAgain: begin,
    remove: (notebook) =>
      ask({ things: [thingOf(notebook.id)], name: nameOf(notebook), follower: () => behind(notebook.id) }),
    dialogs: (
      <>
        {dialog}
        {asked}
      </>
    ),
  };
}

const thingOf = (id: NotebookId) => ({ kind: "notebook", id }) as const;

/** The card that follows. */
function behind(id: NotebookId): HTMLElement | null {
  const links = [...document.querySelectorAll<HTMLElement>("[data-testid=notebook-list] a")];
  return followerOf(links, (link) => link.getAttribute("href") === thingHref(thingOf(id)));
}

function useBeginAgain() {
  const { t, local } = useText();
  const services = useServices();
  const router = useRouter();
  const guarded = useGuarded();
  const { ask, remove, dialog } = useDeletion();
  const [asked, setAsked] = useState<NotebookSummary | null>(null);
  const begin = (notebook: NotebookSummary) =>
    guarded(async () => {
      const things = [thingOf(notebook.id)];
      const { refusal } = await services.trash.plan(services.projectId, things);
      // What trains cannot be begun anew: the refusal says so by name.
      if (refusal) ask({ things, name: local(notebook.title) });
      else setAsked(notebook);
    });
  const replace = (notebook: NotebookSummary) =>
    guarded(async () => {
      setAsked(null);
      const { beginAgain } = await import("@/lib/notebook/templates/begin-again");
      const fresh = await beginAgain(await services.stores.notebooks.getNotebook(notebook.id), services.stores);
      const replacedBy = await store(services, fresh);
      const says = t("notebooks.startedAgain", { title: local(notebook.title) });
      await remove({ things: [thingOf(notebook.id)], name: local(notebook.title), replacedBy, says });
      router.push(`/notebook?id=${replacedBy}`);
    });
  return {
    begin,
    asked: (
      <>
        {dialog}
        {asked ? (
          <BeginAgainDialog notebook={asked} onClose={() => setAsked(null)} onBegin={() => replace(asked)} />
        ) : null}
      </>
    ),
  };
}

/** Runs work; what fails is said at the bottom of the page. */
function useGuarded() {
  const tell = useToast();
  const errorText = useErrorText();
  return (work: () => Promise<void>): void =>
    void work().catch((error: unknown) => tell({ text: errorText(toWire(error)) }));
}

/** Stores a new notebook under names of its own. */
async function store({ stores, projectId }: AppServices, document: NotebookDocument): Promise<NotebookId> {
  const [{ withOwnNames }, { namesInUse }] = await Promise.all([
    import("@/lib/notebook/document/own-names"),
    import("@/lib/notebook/services/names-in-use"),
  ]);
  const own = withOwnNames(document, await namesInUse(stores, projectId));
  await stores.notebooks.createNotebook(projectId, own, BY_PERSON);
  return own.id;
}

const added = (title: LocalizedText, suffix: string): LocalizedText =>
  typeof title === "string" ? `${title} ${suffix}` : { es: `${title.es} ${suffix}`, en: `${title.en} ${suffix}` };
