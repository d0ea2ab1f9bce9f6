"use client";

/** What this browser can do at this address, and why where it cannot; the training devices are measured on demand. */
import { useState, useSyncExternalStore } from "react";
import { toWire, type WireError } from "@/lib/errors";
import type { BackendChoice } from "@/lib/training/engine";
import { useText } from "../i18n";
import { useServices } from "../services";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { ErrorNote } from "../ui/error-note";
import { Section } from "../ui/section";

const CAPABILITIES = [
  "secure",
  "storage",
  "wasm",
  "webgpu",
  "isolation",
  "locks",
  "storageEstimate",
  "persist",
] as const;
type Capability = (typeof CAPABILITIES)[number];

/** Members that an insecure context hides, whatever the library types promise. */
type PartialNavigator = Partial<Pick<Navigator, "locks" | "storage">> & { readonly gpu?: unknown };

const PROBES: Record<Capability, () => boolean> = {
  secure: () => window.isSecureContext,
  storage: () => typeof indexedDB !== "undefined",
  wasm: () => typeof WebAssembly === "object",
  webgpu: () => (navigator as PartialNavigator).gpu !== undefined,
  isolation: () => window.crossOriginIsolated,
  locks: () => (navigator as PartialNavigator).locks !== undefined,
  storageEstimate: () => (navigator as PartialNavigator).storage !== undefined,
  persist: () => (navigator as PartialNavigator).storage !== undefined,
};

const never = () => () => undefined;

export function BrowserSettings() {
  const { t } = useText();
  const found = useSyncExternalStore(
    never,
    () => CAPABILITIES.filter((name) => PROBES[name]()).join(),
    () => "",
  ).split(",");
  return (
    <Section title={t("settings.browser.title")}>
      <p className="mb-3 text-soft">{t("settings.browser.sentence")}</p>
      <ul className="flex flex-col">
        {CAPABILITIES.map((name) => {
          const available = found.includes(name);
          return (
            <li
              key={name}
              className="grid grid-cols-[15rem_8rem_minmax(0,1fr)] items-baseline gap-4 border-b border-line py-2 last:border-b-0 phone:grid-cols-1 phone:gap-1"
            >
              <span>{t(`platform.capability.${name}`)}</span>
              <span>
                <Badge tone={available ? "done" : "waiting"}>
                  {t(available ? "platform.available" : "platform.notAvailable")}
                </Badge>
              </span>
              <span className="text-sm text-soft">{t(`platform.why.${name}.${available ? "yes" : "no"}`)}</span>
            </li>
          );
        })}
      </ul>
      <DeviceProbe />
    </Section>
  );
}

function DeviceProbe() {
  const { t, formatNumber } = useText();
  const { training } = useServices();
  const [measuring, setMeasuring] = useState(false);
  const [choice, setChoice] = useState<BackendChoice | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const measure = async () => {
    setMeasuring(true);
    setError(null);
    try {
      setChoice(await training.probe());
    } catch (cause) {
      setError(toWire(cause));
    }
    setMeasuring(false);
  };
  return (
    <div className="mt-4 flex flex-col items-start gap-3">
      <Button disabled={measuring} onClick={() => void measure()}>
        {t(measuring ? "settings.browser.measuring" : "settings.browser.measure")}
      </Button>
      {error ? <ErrorNote error={error} /> : null}
      {choice ? (
        <>
          <p>
            {t("settings.browser.chosen", {
              backend: t(`cells.train.backends.${choice.chosen}`),
              device: choice.device,
            })}
          </p>
          <ul className="text-sm text-soft">
            {choice.measurements.map(({ backend, outcome, msPerStep, note = "" }) => (
              <li key={backend}>
                {t(`cells.train.backends.${backend}`)}
                {": "}
                {t(`settings.browser.outcome.${outcome}`, {
                  time: msPerStep === null ? "" : `${formatNumber(msPerStep, { maximumSignificantDigits: 3 })} ms`,
                  what: note,
                })}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
