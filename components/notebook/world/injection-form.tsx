"use client";

/** What can be changed in the world: a slider per kind of drift, which columns, how fast, with before and after. */
import { useState } from "react";
import { asId } from "@/lib/ids";
import { BY_PERSON } from "@/lib/journal";
import type { Endpoint } from "@/lib/serving/endpoint";
import { INJECTION_KINDS, type InjectionKind } from "@/lib/serving/scenario";
import { useText } from "../../i18n";
import { useServices } from "../../services";
import { Button } from "../../ui/button";
import { Field } from "../../ui/form/field";
import { Select } from "../../ui/form/select";
import { Slider } from "../../ui/form/slider";
import { useNotebook } from "../notebook-context";
import { useStoredById } from "../use-stored";
import { BeforeAfter } from "./before-after";
import { strengthText, virtualNow } from "./injection-text";

const RAMPS = [0, 20, 60, 120] as const;
const LIMITS: Readonly<Record<InjectionKind, { readonly max: number; readonly step: number; readonly start: number }>> =
  {
    shift: { max: 4, step: 0.25, start: 2 },
    missing: { max: 1, step: 0.05, start: 0.4 },
    "label-flip": { max: 1, step: 0.05, start: 0.4 },
  };
const ALL = "*";

export interface InjectionFormProps {
  readonly endpoint: Endpoint;
  /** Told what was injected, and when. */
  readonly onInjected: (sentence: string) => void;
}

export function InjectionForm({ endpoint, onInjected }: InjectionFormProps) {
  const text = useText();
  const { t } = text;
  const { serving } = useServices();
  const { guarded } = useNotebook();
  const [strengths, setStrengths] = useState<Readonly<Record<InjectionKind, number>>>({
    shift: LIMITS.shift.start,
    missing: LIMITS.missing.start,
    "label-flip": LIMITS["label-flip"].start,
  });
  const [feature, setFeature] = useState(ALL);
  const [ramp, setRamp] = useState(0);
  const data = useEndpointData(endpoint);
  const inject = (kind: InjectionKind) =>
    guarded(async () => {
      await serving.inject(
        endpoint.id,
        { feature, kind, strength: strengths[kind], ramp, visible: !endpoint.world.blind },
        { ...BY_PERSON, virtualMinute: endpoint.world.minute },
      );
      onInjected(t("world.injected", { kind: t(`world.kinds.${kind}`), time: virtualNow(endpoint, t) }));
    });
  return (
    <div>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("world.feature")}>
          <Select
            value={feature}
            onChange={setFeature}
            options={[
              { value: ALL, label: t("world.allFeatures") },
              ...(data?.features ?? []).map((name) => ({ value: name, label: name })),
            ]}
          />
        </Field>
        <Field label={t("world.ramp")}>
          <Select
            value={String(ramp)}
            onChange={(value) => setRamp(Number(value))}
            options={RAMPS.map((minutes) => ({
              value: String(minutes),
              label: minutes === 0 ? t("world.rampSudden") : t("world.rampMinutes", { count: minutes }),
            }))}
          />
        </Field>
      </div>
      <ul className="mt-3 grid gap-3 @min-[38rem]/dock:grid-cols-3 @min-[38rem]/dock:gap-5">
        {INJECTION_KINDS.map((kind) => (
          <li
            key={kind}
            data-injection={kind}
            className="grid grid-cols-[minmax(0,1fr)_auto] content-between items-end gap-x-3 gap-y-1"
          >
            <div className="col-span-2">
              <div className="flex justify-between gap-3 text-sm">
                <span className="font-medium">{t(`world.kinds.${kind}`)}</span>
                <span>{strengthText(kind, strengths[kind], text)}</span>
              </div>
              <Slider
                label={t("world.strengthOf", { kind: t(`world.kinds.${kind}`) })}
                valueText={strengthText(kind, strengths[kind], text)}
                value={strengths[kind]}
                min={0}
                max={LIMITS[kind].max}
                step={LIMITS[kind].step}
                onChange={(value) => setStrengths({ ...strengths, [kind]: value })}
              />
              <p className="text-sm leading-snug text-faint">{t(`world.kindHints.${kind}`)}</p>
            </div>
            <BeforeAfter kind={kind} strength={strengths[kind]} profile={data?.profileOf(feature) ?? null} />
            <Button
              size="sm"
              aria-label={t("world.injectKind", { kind: t(`world.kinds.${kind}`) })}
              onClick={() => inject(kind)}
            >
              {t("world.inject")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Features of what the endpoint serves, and the profiles of the data behind it. */
function useEndpointData(endpoint: Endpoint) {
  const digest = endpoint.routes[0]?.packageDigest;
  return useStoredById(digest, async (stores, id) => {
    const made = await stores.packages.getPackage(asId(id));
    const version = await stores.datasets.getVersion(made.datasetVersionId);
    const features = made.signature.inputs.map((input) => input.name);
    return {
      features,
      profileOf: (feature: string) => {
        const wanted = feature === ALL ? features : [feature];
        const profiles = version.profile.columns.filter((column) => wanted.includes(column.name));
        return profiles.find((profile) => profile.kind === "numeric" && (profile.std ?? 0) > 0) ?? profiles[0] ?? null;
      },
    };
  });
}
