"use client";

/** "Measured, shown, pinned": what each backend needed for one training step of this very model. */
import type { BackendChoice } from "@/lib/training/engine";
import type { BackendName } from "@/lib/training/model-spec";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";

export interface BackendTableProps {
  readonly choice: BackendChoice;
  readonly pinned: string;
  readonly disabled: boolean;
  readonly onPin: (backend: BackendName) => void;
}

export function BackendTable({ choice, pinned, disabled, onPin }: BackendTableProps) {
  const { t, formatNumber } = useText();
  return (
    <div data-testid="backend-table" data-reason={choice.reason}>
      <h4 className="text-sm font-medium text-soft">
        {t("cells.train.measured")}: {t(`cells.train.backends.${choice.chosen}`)},{" "}
        {t(`cells.train.reasons.${choice.reason}`)}
      </h4>
      <table className="mt-1 w-full text-left text-sm">
        <thead>
          <tr className="border-b border-line text-soft">
            <th scope="col" className="py-1 pr-3 font-medium">
              {t("cells.train.measuredBackend")}
            </th>
            <th scope="col" className="py-1 pr-3 text-right font-medium">
              {t("cells.train.measuredTime")}
            </th>
            <th scope="col" className="py-1 pr-3 font-medium phone:hidden">
              {t("cells.train.measuredDevice")}
            </th>
            <th scope="col" className="py-1" />
          </tr>
        </thead>
        <tbody>
          {choice.measurements.map((line) => (
            <tr
              key={line.backend}
              data-backend={line.backend}
              data-outcome={line.outcome}
              className="border-b border-line last:border-b-0"
            >
              <th scope="row" className="py-1 pr-3 font-normal">
                {t(`cells.train.backends.${line.backend}`)}
              </th>
              <td className="py-1 pr-3 text-right">
                {line.msPerStep === null
                  ? t(`cells.train.measuredOutcome.${line.outcome}`, { what: line.note ?? "" })
                  : formatNumber(line.msPerStep, { maximumSignificantDigits: 3 })}
              </td>
              <td className="max-w-60 truncate py-1 pr-3 text-soft phone:hidden">{line.device}</td>
              <td className="py-1 text-right">
                {line.backend === choice.chosen ? <span className="text-done">{t("cells.train.chosen")}</span> : null}
                {line.outcome === "unavailable" || line.outcome === "uncovered" || line.backend === pinned ? null : (
                  <Button
                    size="sm"
                    variant="ghost"
                    className="ml-2"
                    disabled={disabled}
                    onClick={() => onPin(line.backend)}
                  >
                    {t("cells.train.pin", { backend: t(`cells.train.backends.${line.backend}`) })}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
