"use client";

import { useState } from "react";
import type { ColumnDrift, MonitorWindow } from "@/lib/monitoring/monitor";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { Term } from "../../ui/term";
import { operatorSign } from "../sentences";

const SHOWN = 8;
const ORDER = { drift: 0, stable: 1, "not-enough-data": 2, degenerate: 3 } as const;

/** Drift of each column in one window, the drifted first. */
export function DriftTable({ window }: { readonly window: MonitorWindow }) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const columns = [...window.columns].sort(
    (a, b) => ORDER[a.verdict] - ORDER[b.verdict] || (b.psi ?? 0) - (a.psi ?? 0),
  );
  const shown = all ? columns : columns.slice(0, SHOWN);
  return (
    <div>
      <h3 className="font-semibold">
        <Term of="common.terms.drift">{t("monitoring.driftTable")}</Term>
      </h3>
      <p className="text-sm text-soft">{t("monitoring.driftOf", { index: window.index + 1 })}</p>
      <div role="region" aria-label={t("monitoring.driftTable")} tabIndex={0} className="overflow-x-auto">
        <table className="mt-1 w-full text-left text-sm">
          <thead>
            <tr className="border-b border-line text-soft">
              {(["column", "test", "score", "limit", "psi", "verdict"] as const).map((head) => (
                <th key={head} scope="col" className="py-1 pr-3 font-medium">
                  {t(`monitoring.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {window.prediction ? <DriftRow drift={window.prediction} name={t("monitoring.predictionColumn")} /> : null}
            {shown.map((drift) => (
              <DriftRow key={drift.column} drift={drift} name={drift.column} />
            ))}
          </tbody>
        </table>
      </div>
      {columns.length > SHOWN && !all ? (
        <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
          {t("monitoring.showAllColumns", { count: columns.length - SHOWN })}
        </Button>
      ) : null}
    </div>
  );
}

function DriftRow({ drift, name }: { readonly drift: ColumnDrift; readonly name: string }) {
  const { t, formatNumber } = useText();
  const write = (value: number | null) => (value === null ? "–" : formatNumber(value, { maximumSignificantDigits: 2 }));
  return (
    <tr className="border-b border-line last:border-b-0" data-verdict={drift.verdict}>
      <th scope="row" className="py-1 pr-3 font-mono font-normal">
        {name}
      </th>
      <td className="py-1 pr-3 whitespace-nowrap">{t(`monitoring.tests.${drift.test}`)}</td>
      <td className="py-1 pr-3">{write(drift.score)}</td>
      <td className="py-1 pr-3 whitespace-nowrap">
        {operatorSign(drift.operator)} {write(drift.threshold)}
      </td>
      <td className="py-1 pr-3">{write(drift.psi)}</td>
      <td className={`py-1 whitespace-nowrap ${drift.verdict === "drift" ? "font-medium text-failed" : "text-soft"}`}>
        {t(`monitoring.verdicts.${drift.verdict}`)}
      </td>
    </tr>
  );
}
