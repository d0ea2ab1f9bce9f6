"use client";

/** The simulated world: a dock of its own, tinted, never mistaken for the real thing. */
import { ChevronDown, Pause, Play } from "lucide-react";
import { useId, useState } from "react";
import { BY_PERSON } from "@/lib/journal";
import { WORLD_SPEEDS, type Endpoint } from "@/lib/serving/endpoint";
import { useText } from "../../i18n";
import { useServices } from "../../services";
import { Badge } from "../../ui/badge";
import { IconButton } from "../../ui/button";
import { Field } from "../../ui/form/field";
import { Switch } from "../../ui/form/switch";
import { useNotebook } from "../notebook-context";
import { useWorld } from "../guide/world-facts";
import { Injections } from "./injections";
import { InjectionForm } from "./injection-form";
import { ScenarioLink } from "./scenario-link";
import { virtualTimeText } from "./virtual-time";

export function WorldDock() {
  const { t } = useText();
  const { endpoint } = useWorld();
  const [open, setOpen] = useState(false);
  const id = useId();
  if (!endpoint) return null;
  return (
    <section
      aria-label={`${t("world.title")}, ${t("world.simulated")}`}
      data-testid="world-dock"
      data-minute={endpoint.world.minute}
      data-playing={endpoint.world.playing || undefined}
      className="sticky bottom-3 z-20 mt-6 max-h-[42dvh] overflow-y-auto rounded-lg border border-world-line bg-world px-5 py-3 phone:px-3 narrow:bottom-18"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="font-semibold">{t("world.title")}</h2>
        <Badge tone="world">{t("world.simulated")}</Badge>
        <Controls endpoint={endpoint} />
        <IconButton
          size="sm"
          label={t(open ? "world.close" : "world.open")}
          aria-expanded={open}
          aria-controls={id}
          {...(open ? {} : { "data-open-world": "" })}
          className="ml-auto"
          onClick={() => setOpen(!open)}
        >
          <ChevronDown
            aria-hidden
            size={16}
            className={open ? "transition-transform" : "rotate-180 transition-transform"}
          />
        </IconButton>
      </div>
      <div id={id} hidden={!open}>
        {open ? <Panel endpoint={endpoint} /> : null}
      </div>
    </section>
  );
}

function Controls({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t } = useText();
  const { serving } = useServices();
  const { guarded } = useNotebook();
  const { playing, speed, minute } = endpoint.world;
  return (
    <>
      <span className="font-mono text-sm" data-testid="world-time">
        {virtualTimeText(minute, t)}
      </span>
      <IconButton
        size="sm"
        label={t(playing ? "world.pause" : "world.play")}
        onClick={() => guarded(() => (playing ? serving.pause(endpoint.id) : serving.play(endpoint.id, speed)))}
      >
        {playing ? <Pause aria-hidden size={15} /> : <Play aria-hidden size={15} />}
      </IconButton>
      <span role="group" aria-label={t("world.speed")} title={t("world.speedHint")} className="flex gap-1">
        {WORLD_SPEEDS.map((value) => (
          <button
            key={value}
            type="button"
            aria-pressed={speed === value}
            onClick={() => guarded(() => serving.play(endpoint.id, value))}
            className="min-h-7 min-w-9 rounded-md px-1.5 text-sm text-soft aria-pressed:bg-surface aria-pressed:font-medium aria-pressed:text-ink"
          >
            {t("world.speedValue", { speed: value })}
          </button>
        ))}
      </span>
    </>
  );
}

function Panel({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t } = useText();
  const { stores } = useServices();
  const { guarded } = useNotebook();
  const { blind } = endpoint.world;
  return (
    <div className="mt-3 flex flex-col gap-4 border-t border-world-line pt-3">
      <p className="text-sm text-soft">{t("world.about")}</p>
      <InjectionForm endpoint={endpoint} />
      <Injections endpoint={endpoint} />
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        <Field label={t("world.blind")} hint={t("world.blindHint")} inline>
          <Switch
            checked={blind}
            onChange={(next) => guarded(() => stores.endpoints.updateWorld(endpoint.id, { blind: next }, BY_PERSON))}
          />
        </Field>
        <ScenarioLink scenario={endpoint.world.scenario} />
      </div>
    </div>
  );
}
