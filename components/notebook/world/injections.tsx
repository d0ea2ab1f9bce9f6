"use client";

import { Eye } from "lucide-react";
import { BY_PERSON } from "@/lib/journal";
import type { Endpoint } from "@/lib/serving/endpoint";
import { useText } from "../../i18n";
import { useServices } from "../../services";
import { Button } from "../../ui/button";
import { useNotebook } from "../notebook-context";
import { strengthText } from "./injection-text";
import { virtualTimeText } from "./virtual-time";

/** What has been injected; blind mode says only that something was. */
export function Injections({ endpoint }: { readonly endpoint: Endpoint }) {
  const text = useText();
  const { t } = text;
  const { stores } = useServices();
  const { guarded } = useNotebook();
  const { scenario } = endpoint.world;
  const hidden = scenario.injections.some((injection) => !injection.visible);
  const reveal = () => {
    const injections = scenario.injections.map((injection) => ({ ...injection, visible: true }));
    return stores.endpoints.updateWorld(
      endpoint.id,
      { scenario: { ...scenario, injections }, blind: false },
      BY_PERSON,
    );
  };
  if (scenario.injections.length === 0) return <p className="text-sm text-faint">{t("world.none")}</p>;
  return (
    <div className="text-sm">
      <p className="font-medium">{t("world.active", { count: scenario.injections.length })}</p>
      <ul>
        {scenario.injections
          .filter((injection) => injection.visible)
          .map((injection, index) => (
            <li key={index}>
              {t("world.injection", {
                kind: t(`world.kinds.${injection.kind}`),
                feature: injection.feature === "*" ? t("world.allFeatures") : injection.feature,
                strength: strengthText(injection.kind, injection.strength, text),
                time: virtualTimeText(injection.at, t),
              })}
            </li>
          ))}
      </ul>
      {hidden ? (
        <p className="mt-1 flex items-center gap-3">
          <span>{t("world.hiddenInjection")}</span>
          <Button size="sm" icon={<Eye aria-hidden size={14} />} onClick={() => guarded(reveal)}>
            {t("world.reveal")}
          </Button>
        </p>
      ) : null}
    </div>
  );
}
