"use client";

/** A scenario that came in the address: offered, never played without asking. */
import { useEffect, useState } from "react";
import { BY_PERSON } from "@/lib/journal";
import type { Scenario } from "@/lib/serving/scenario";
import { scenarioFromHash } from "@/lib/serving/scenario-codec";
import { useText } from "../../i18n";
import { useServices } from "../../services";
import { Button } from "../../ui/button";
import { useNotebook } from "../notebook-context";
import { useWorld } from "../guide/world-facts";

type Found =
  { readonly kind: "none" } | { readonly kind: "invalid" } | { readonly kind: "found"; readonly scenario: Scenario };

export function ScenarioOffer() {
  const { t } = useText();
  const { serving } = useServices();
  const { guarded } = useNotebook();
  const { endpoint } = useWorld();
  const [found, setFound] = useHashScenario();
  if (found.kind === "none") return null;
  const dismiss = () => {
    history.replaceState(history.state, "", location.pathname + location.search);
    setFound({ kind: "none" });
  };
  const play = (scenario: Scenario) =>
    endpoint &&
    guarded(async () => {
      await serving.restartWorld(endpoint.id, scenario, BY_PERSON);
      dismiss();
    });
  return (
    <section
      aria-label={t("world.title")}
      data-testid="scenario-offer"
      className="mb-4 flex flex-wrap items-center gap-3 rounded-md border border-world-line bg-world px-4 py-3"
    >
      <p className="min-w-52 grow">
        {found.kind === "invalid"
          ? t("notebook.scenario.invalid")
          : `${t("notebook.scenario.offer", { count: found.scenario.injections.length })} ${
              endpoint ? t("notebook.scenario.explain", { name: endpoint.name }) : t("notebook.scenario.waits")
            }`}
      </p>
      {found.kind === "found" ? (
        <Button size="sm" disabled={!endpoint} onClick={() => play(found.scenario)}>
          {t("notebook.scenario.play")}
        </Button>
      ) : null}
      <Button size="sm" variant="ghost" onClick={dismiss}>
        {t("notebook.scenario.dismiss")}
      </Button>
    </section>
  );
}

function useHashScenario() {
  const [found, setFound] = useState<Found>(() => readHash());
  useEffect(() => {
    const read = () => {
      const next = readHash();
      if (next.kind !== "none") setFound(next);
    };
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  return [found, setFound] as const;
}

function readHash(): Found {
  try {
    const scenario = scenarioFromHash(location.hash);
    return scenario ? { kind: "found", scenario } : { kind: "none" };
  } catch {
    return { kind: "invalid" };
  }
}
