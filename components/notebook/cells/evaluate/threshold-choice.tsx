"use client";

/** Makes the threshold of the slider the package's own: what it answers with wherever it goes. */
import { MORE_PROBABLE } from "@/lib/packaging/decision";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";
import { useNotebook } from "../../notebook-context";

export interface ThresholdChoiceProps {
  readonly threshold: number;
  /** Of the package that was evaluated. */
  readonly packed: number;
  readonly positive: string;
  /** Name of the package's cell. */
  readonly packageName: string;
}

export function ThresholdChoice({ threshold, packed, positive, packageName }: ThresholdChoiceProps) {
  const { t, formatNumber } = useText();
  const { document, edit } = useNotebook();
  const cell = document.cells.find((other) => other.kind === "package" && other.name === packageName);
  if (cell?.kind !== "package") return null;
  const wanted = cell.params.decision?.threshold ?? MORE_PROBABLE;
  const write = (value: number) => formatNumber(value, { maximumFractionDigits: 3 });
  const choose = (next: number) =>
    edit({
      kind: "params",
      cellId: cell.id,
      params: { decision: next === MORE_PROBABLE ? undefined : { positive, threshold: next } },
    });
  return (
    <>
      {threshold === wanted ? null : (
        <Button size="sm" disabled={cell.locked} onClick={() => choose(threshold)}>
          {t("judge.threshold.use", { threshold: write(threshold) })}
        </Button>
      )}
      {wanted === MORE_PROBABLE ? null : (
        <Button size="sm" variant="ghost" disabled={cell.locked} onClick={() => choose(MORE_PROBABLE)}>
          {t("judge.threshold.usesHalf")}
        </Button>
      )}
      {wanted === packed ? null : (
        <p role="status" data-testid="threshold-waits" className="basis-full text-waiting">
          {t("judge.threshold.waits", { threshold: write(wanted) })}
        </p>
      )}
    </>
  );
}
