"use client";

/** "v1 → v2: accuracy 0.848 → 0.866 (+0.018) on the same 553 rows": what a click will change. */
import type { VersionChange } from "@/lib/registry/version-change";
import { useText, type Text } from "../i18n";
import { figureText, missWords } from "./standing-words";

export function ChangeLine({ change }: { readonly change: VersionChange }) {
  const text = useText();
  return (
    <p data-testid="version-change" data-missed={change.missed ? "" : undefined} className="text-sm">
      {changeWords(change, text)}{" "}
      {change.missed ? (
        <span className="text-waiting">{text.t("models.standing.below", missWords(change.missed, text))}</span>
      ) : null}
    </p>
  );
}

/** The sentence of a change. */
export function changeWords({ from, to, measured }: VersionChange, text: Text): string {
  const { t, formatNumber } = text;
  const versions = from === null || from === to ? `v${to}` : `v${from} → v${to}`;
  if (!measured) return t("models.change.unmeasured", { versions });
  const { metric, value, before, rows } = measured;
  const common = { versions, metric: t(`common.metric.${metric}`), value: figureText(value, text), rows };
  if (before === null || from === to) return t("models.change.alone", common);
  const difference = formatNumber(value - before, { maximumFractionDigits: 3, signDisplay: "exceptZero" });
  return t("models.change.both", { ...common, before: figureText(before, text), difference });
}
