"use client";

/** A link's notebook that is not in this browser yet: what the link brings, and one button that makes it. */
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import type { LinkedNotebook as Linked } from "@/lib/notebook/link/notebook-link";
import { linkedCopies, makeLinked } from "@/lib/notebook/link/make-linked";
import { scenarioFromHash } from "@/lib/serving/scenario-codec";
import { createStarter } from "../home/create-starter";
import { useText } from "../i18n";
import { useServices } from "../services";
import { Button } from "../ui/button";
import { buttonClass } from "../ui/button-class";
import { ErrorNote } from "../ui/error-note";
import { useStored } from "./use-stored-base";

export function LinkedNotebook({ linked }: { readonly linked: Linked }) {
  const { t } = useText();
  const copies = useCopies(linked);
  const { make, busy, error } = useMake(linked);
  const [copy] = copies;
  return (
    <section data-testid="linked-notebook" className="mx-auto flex max-w-prose flex-col items-start gap-4 py-10">
      <h1 className="text-xl font-semibold">{t("notebook.linked.title")}</h1>
      <Contents linked={linked} />
      {error ? <ErrorNote error={error} /> : null}
      <div className="flex flex-wrap gap-3">
        {copy ? (
          <Link href={`/notebook?id=${copy}${location.hash}`} className={buttonClass({ variant: "primary" })}>
            {t("notebook.linked.open")}
          </Link>
        ) : null}
        <Button variant={copy ? "secondary" : "primary"} disabled={busy} onClick={make}>
          {t(copy ? "notebook.linked.again" : "notebook.linked.make")}
        </Button>
        <Link href="/" className={buttonClass({ variant: "ghost" })}>
          {t("notebook.goHome")}
        </Link>
      </div>
    </section>
  );
}

/** The notebook, its scenario, its code and the file that it lacks, in sentences. */
function Contents({ linked }: { readonly linked: Linked }) {
  const { t, local } = useText();
  const changes = useMemo(() => scenarioChanges(), []);
  const cells = linked.kind === "notebook" ? linked.document.cells : [];
  const code = cells.filter((cell) => cell.kind === "code").length;
  const files = cells.flatMap((cell) =>
    cell.kind === "dataset" && cell.params.source.kind === "file" ? [cell.params.source.fileName] : [],
  );
  return (
    <div className="flex flex-col gap-2">
      <p>
        {linked.kind === "template"
          ? t(`notebook.linked.template.${linked.template}`)
          : t("notebook.linked.notebook", { title: local(linked.document.title) })}
      </p>
      {changes > 0 ? <p>{t("notebook.linked.scenario", { count: changes })}</p> : null}
      {code > 0 ? <p className="text-soft">{t("notebook.linked.code", { count: code })}</p> : null}
      {files.map((name) => (
        <p key={name} className="text-soft">
          {t("notebook.linked.file", { name })}
        </p>
      ))}
      <p className="text-soft">{t("notebook.linked.nothingYet")}</p>
    </div>
  );
}

function scenarioChanges(): number {
  try {
    return scenarioFromHash(location.hash)?.injections.length ?? 0;
  } catch {
    // The notebook's own page says that the scenario cannot be read.
    return 0;
  }
}

/** Notebooks that were made from this one's link before. */
function useCopies(linked: Linked): readonly string[] {
  const { projectId } = useServices();
  const originId = linked.kind === "notebook" ? linked.document.id : null;
  return (
    useStored(async (stores) => (originId ? linkedCopies(stores, projectId, originId) : []), [originId, projectId]) ??
    []
  );
}

function useMake(linked: Linked) {
  const services = useServices();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const make = async () => {
    setBusy(true);
    setError(null);
    try {
      const id =
        linked.kind === "template"
          ? await createStarter(services, linked.template)
          : await makeLinked(services.stores, services.projectId, linked.document);
      const scenario = location.hash
        .slice(1)
        .split("&")
        .find((part) => part.startsWith("scenario="));
      router.replace(`/notebook?id=${id}${scenario ? `#${scenario}` : ""}`);
    } catch (cause) {
      setError(toWire(cause));
      setBusy(false);
    }
  };
  return { make: () => void make(), busy, error };
}
