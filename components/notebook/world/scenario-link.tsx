"use client";

import { Link2 } from "lucide-react";
import { useState } from "react";
import { toWire, type WireError } from "@/lib/errors";
import { notebookPart } from "@/lib/notebook/link/notebook-link";
import type { Scenario } from "@/lib/serving/scenario";
import { scenarioHash } from "@/lib/serving/scenario-codec";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { ErrorNote } from "../../ui/error-note";
import { TextInput } from "../../ui/form/text-input";
import { saveNotebookFile } from "../download";
import { useNotebook } from "../notebook-context";

/** A link that gives the same drift at the same simulated minute, wherever it is opened: it carries the notebook, or names its template. */
export function ScenarioLink({ scenario }: { readonly scenario: Scenario }) {
  const { t, local } = useText();
  const { document } = useNotebook();
  const [state, setState] = useState<"idle" | "copied" | "shown">("idle");
  const [problem, setProblem] = useState<WireError | null>(null);
  const link = () => `${location.origin}/notebook?id=${document.id}${scenarioHash(scenario)}&${notebookPart(document)}`;
  const copy = async () => {
    setProblem(null);
    try {
      await handOver(link());
    } catch (cause) {
      setState("idle");
      setProblem(toWire(cause));
    }
  };
  const handOver = async (text: string) => {
    // Insecure contexts have no clipboard: the link is shown to be copied by hand.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    try {
      if (!clipboard) throw new Error("no clipboard");
      await clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("shown");
    }
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div>
        <Button
          size="sm"
          disabled={scenario.injections.length === 0}
          icon={<Link2 aria-hidden size={14} />}
          onClick={() => void copy()}
        >
          {t("world.link")}
        </Button>
      </div>
      <p role="status" className="text-sm text-soft">
        {state === "copied" ? t("world.linkCopied") : state === "shown" ? t("world.linkFailed") : null}
      </p>
      {problem ? (
        <ErrorNote error={problem}>
          <Button size="sm" onClick={() => saveNotebookFile(document, local(document.title))}>
            {t("notebook.exportFile")}
          </Button>
        </ErrorNote>
      ) : null}
      {state === "shown" ? (
        <TextInput
          label={t("world.link")}
          value={link()}
          onChange={() => undefined}
          readOnly
          onFocus={(event) => event.target.select()}
        />
      ) : null}
    </div>
  );
}
