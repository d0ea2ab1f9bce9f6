"use client";

/** The simulated world: a dock of its own, tinted, never mistaken for the real thing. */
import { ChevronDown, Pause, Play } from "lucide-react";
import { useId, useRef, useState, type ReactNode } from "react";
import { BY_PERSON } from "@/lib/journal";
import { WORLD_SPEEDS, type Endpoint } from "@/lib/serving/endpoint";
import { WorldStopped } from "../../endpoints/world-stopped";
import { useText } from "../../i18n";
import { useServices } from "../../services";
import { Badge } from "../../ui/badge";
import { IconButton } from "../../ui/button";
import { classNames } from "../../ui/class-names";
import { Field } from "../../ui/form/field";
import { Switch } from "../../ui/form/switch";
import { useNotebook } from "../notebook-context";
import { useWorld } from "../guide/world-facts";
import { Injections } from "./injections";
import { InjectionForm } from "./injection-form";
import { ScenarioLink } from "./scenario-link";
import type { Story } from "./use-story";
import { virtualTimeText } from "./virtual-time";

export interface WorldDockProps {
  readonly story: Story;
  /** The one next step, where it shares the dock's place. */
  readonly step?: ReactNode;
}

export function WorldDock({ story, step }: WorldDockProps) {
  const { t } = useText();
  const { endpoint } = useWorld();
  const [injected, setInjected] = useState<string | null>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const id = useId();
  if (!endpoint) return null;
  const { open } = story;
  const onInjected = (sentence: string) => {
    setInjected(sentence);
    story.begin();
    toggle.current?.focus({ preventScroll: true });
  };
  return (
    <section
      aria-label={`${t("world.title")}, ${t("world.simulated")}`}
      data-testid="world-dock"
      data-minute={endpoint.world.minute}
      data-playing={endpoint.world.playing || undefined}
      className={classNames(DOCK, open ? "low:static" : null)}
    >
      {step}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 beside:gap-x-2 low:flex-nowrap low:gap-x-3 phone:gap-x-2">
        <h2 className="font-semibold whitespace-nowrap phone:sr-only">{t("world.title")}</h2>
        <span className="phone:hidden">
          <Badge tone="world">{t("world.simulated")}</Badge>
        </span>
        <div className="flex items-center gap-x-4 low:gap-x-3 phone:gap-x-2 beside:order-2 beside:basis-full beside:gap-x-2">
          <Controls endpoint={endpoint} />
        </div>
        <Told endpoint={endpoint} story={story} injected={injected} />
        <IconButton
          ref={toggle}
          size="sm"
          label={t(open ? "world.close" : "world.open")}
          aria-expanded={open}
          aria-controls={id}
          {...(open ? {} : { "data-open-world": "" })}
          className="ml-auto beside:order-1"
          onClick={() => story.setOpen(!open)}
        >
          <ChevronDown
            aria-hidden
            size={16}
            className={open ? "transition-transform" : "rotate-180 transition-transform"}
          />
        </IconButton>
      </div>
      <Stopped endpoint={endpoint} />
      <div id={id} hidden={!open}>
        {open ? <Panel endpoint={endpoint} onInjected={onInjected} /> : null}
      </div>
    </section>
  );
}

/** Over the page's lower edge, at its side where there is room, one line where the page is low. */
const DOCK = [
  "@container/dock sticky bottom-3 z-20 mt-6 max-h-[60dvh] overflow-y-auto rounded-lg border border-world-line bg-world",
  "px-5 py-3 phone:px-3 phone:py-2 narrow:bottom-18 low:bottom-1 low:mt-2 low:py-1",
  "beside:top-[calc(var(--header)+5rem)] beside:bottom-auto beside:mt-6 beside:px-4",
  "beside:max-h-[calc(100dvh-var(--header)-6rem)]",
].join(" ");

function Stopped({ endpoint }: { readonly endpoint: Endpoint }) {
  const { serving } = useServices();
  const { guarded } = useNotebook();
  return (
    <WorldStopped endpoint={endpoint} onGoOn={() => guarded(() => serving.play(endpoint.id, endpoint.world.speed))} />
  );
}

interface ToldProps {
  readonly endpoint: Endpoint;
  readonly story: Story;
  readonly injected: string | null;
}

/** The answer to an injection, and whether the page follows what comes of it. */
function Told({ endpoint, story, injected }: ToldProps) {
  const { t } = useText();
  const { injections } = endpoint.world.scenario;
  return (
    <div className="order-last flex basis-full flex-wrap items-center gap-x-4 text-sm empty:hidden low:order-none low:min-w-0 low:basis-auto low:flex-nowrap">
      <p role="status" className="min-w-0 text-soft low:truncate">
        {injected ? <span className="low:sr-only phone:sr-only">{injected} </span> : null}
        {injections.length > 0 ? t("world.active", { count: injections.length }) : null}
      </p>
      {injections.length > 0 ? (
        <Field label={t("world.follow")} inline>
          <Switch checked={story.following} onChange={story.setFollowing} />
        </Field>
      ) : null}
    </div>
  );
}

function Controls({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t } = useText();
  const { serving } = useServices();
  const { guarded } = useNotebook();
  const { playing, speed, minute } = endpoint.world;
  return (
    <>
      <span
        className="inline-block font-mono text-sm whitespace-nowrap first-letter:uppercase"
        data-testid="world-time"
      >
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

interface PanelProps {
  readonly endpoint: Endpoint;
  readonly onInjected: (sentence: string) => void;
}

function Panel({ endpoint, onInjected }: PanelProps) {
  const { t } = useText();
  const { stores } = useServices();
  const { guarded } = useNotebook();
  const { blind } = endpoint.world;
  return (
    <div className="mt-2 flex flex-col gap-3 border-t border-world-line pt-2">
      <p className="hidden text-sm text-soft @min-[30rem]/dock:block">{t("world.about")}</p>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        <Field label={t("world.blind")} hint={<span className="beside:sr-only">{t("world.blindHint")}</span>} inline>
          <Switch
            checked={blind}
            onChange={(next) => guarded(() => stores.endpoints.updateWorld(endpoint.id, { blind: next }, BY_PERSON))}
          />
        </Field>
        <ScenarioLink scenario={endpoint.world.scenario} />
      </div>
      <InjectionForm endpoint={endpoint} onInjected={onInjected} />
      <Injections endpoint={endpoint} />
    </div>
  );
}
