"use client";

import type { BackendChoice } from "@/lib/training/engine";
import { useText } from "../i18n";

/** The backend that trained, its device, and what the others measured. */
export function RunBackend({ backend }: { readonly backend: BackendChoice | null }) {
  const { t, formatNumber } = useText();
  if (!backend) return <span className="text-faint">{t("experiments.noBackend")}</span>;
  return (
    <div>
      <p>
        {t(`cells.train.backends.${backend.chosen}`)} · {backend.device}{" "}
        <span className="text-faint">({t(`experiments.chosenBecause.${backend.reason}`)})</span>
      </p>
      {backend.measurements.length > 0 ? (
        <ul className="mt-1 text-sm text-soft">
          {backend.measurements.map((line) => (
            <li key={line.backend}>
              {t(`cells.train.backends.${line.backend}`)}:{" "}
              {t(`experiments.measurements.${line.outcome}`, {
                what: line.note ?? "",
                ms: line.msPerStep === null ? "–" : formatNumber(line.msPerStep, { maximumSignificantDigits: 3 }),
              })}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
