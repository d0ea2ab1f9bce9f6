"use client";

import { Link2 } from "lucide-react";
import { useState } from "react";
import type { Scenario } from "@/lib/serving/scenario";
import { scenarioHash } from "@/lib/serving/scenario-codec";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { TextInput } from "../../ui/form/text-input";

/** A link that gives the same drift at the same simulated minute. */
export function ScenarioLink({ scenario }: { readonly scenario: Scenario }) {
  const { t } = useText();
  const [state, setState] = useState<"idle" | "copied" | "shown">("idle");
  const link = () => `${location.origin}${location.pathname}${location.search}${scenarioHash(scenario)}`;
  const copy = async () => {
    // Insecure contexts have no clipboard: the link is shown to be copied by hand.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    try {
      if (!clipboard) throw new Error("no clipboard");
      await clipboard.writeText(link());
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
