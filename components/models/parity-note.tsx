"use client";

import type { ParityReport } from "@/lib/packaging/package";
import { useText } from "../i18n";
import { StateIcon } from "../ui/state-icon";

/** The proof that a package is the trained model, in one sentence. */
export function ParityNote({ parity }: { readonly parity: ParityReport }) {
  const { t, formatNumber } = useText();
  const small = { notation: "scientific", maximumSignificantDigits: 2 } as const;
  return (
    <span className="flex items-start gap-2">
      <span className="pt-0.5">
        <StateIcon status="done" decorative />
      </span>
      {t("models.parityHolds", {
        difference: formatNumber(parity.maxDifference, small),
        tolerance: formatNumber(parity.tolerance, small),
        rows: parity.rows,
        runtime: parity.runtime,
      })}
    </span>
  );
}
