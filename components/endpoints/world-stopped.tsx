"use client";

/** Why a world has stopped by itself, beside what lets it go on. */
import type { Endpoint } from "@/lib/serving/endpoint";
import { useText } from "../i18n";
import { Button } from "../ui/button";
import { ErrorNote } from "../ui/error-note";

export interface WorldStoppedProps {
  readonly endpoint: Endpoint;
  readonly onGoOn: () => void;
}

export function WorldStopped({ endpoint, onGoOn }: WorldStoppedProps) {
  const { t } = useText();
  const { playing, error } = endpoint.world;
  if (playing || !error) return null;
  return (
    <div data-testid="world-stopped" className="my-2 flex flex-col gap-1">
      <p>{t("world.stopped")}</p>
      <ErrorNote error={error}>
        <Button size="sm" onClick={onGoOn}>
          {t("world.goOn")}
        </Button>
      </ErrorNote>
    </div>
  );
}
