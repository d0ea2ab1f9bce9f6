"use client";

import { Fragment, useState } from "react";
import type { ColumnDrift, MonitorWindow } from "@/lib/monitoring/monitor";
import { findingOfDrift } from "@/lib/monitoring/report/drift-finding";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";
import { Explained } from "../../../ui/explained";
import { operatorSign } from "../../guide/sentences";
import { DriftHead } from "./drift-head";
import { driftVerdict, findingExplanation, findingName, lossWords, mustHold } from "./finding-words";

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
        <Explained term="drift">{t("monitoring.driftTable")}</Explained>
      </h3>
      <p className="text-sm text-soft">{t("monitoring.driftOf", { index: window.index + 1 })}</p>
      <div role="region" aria-label={t("monitoring.driftTable")} tabIndex={0} className="overflow-x-auto">
        <table className="mt-1 w-full text-left text-sm">
          <DriftHead heads={["column", "test", "score", "limit", "psi", "verdict"]} />
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
      <TestNotes window={window} />
    </div>
  );
}

/** What each test of the window compares, once. */
function TestNotes({ window }: { readonly window: MonitorWindow }) {
  const words = useText();
  const drifts = [...(window.prediction ? [window.prediction] : []), ...window.columns];
  const findings = new Map(drifts.map((drift) => [drift.test, findingOfDrift(drift)]));
  return (
    <details className="mt-2 text-sm text-soft">
      <summary>{words.t("monitoring.driftTests")}</summary>
      <dl className="mt-1 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 phone:grid-cols-1">
        {[...findings].map(([test, finding]) => (
          <Fragment key={test}>
            <dt className="font-medium">{findingName(finding, words)}</dt>
            <dd>{findingExplanation(finding, words)}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

function DriftRow({ drift, name }: { readonly drift: ColumnDrift; readonly name: string }) {
  const words = useText();
  const { t, formatScore } = words;
  return (
    <tr className="border-b border-line last:border-b-0" data-verdict={drift.verdict}>
      <th scope="row" className="py-1 pr-3 font-mono font-normal">
        {name}
      </th>
      <td className="py-1 pr-3 whitespace-nowrap" title={mustHold(findingOfDrift(drift), words)}>
        {t(`monitoring.tests.${drift.test}`)}
      </td>
      <td className="py-1 pr-3">{formatScore(drift.score)}</td>
      <td className="py-1 pr-3 whitespace-nowrap">
        {operatorSign(drift.operator)} {formatScore(drift.threshold)}
      </td>
      <td className="py-1 pr-3">{formatScore(drift.psi)}</td>
      <td className={`py-1 whitespace-nowrap ${drift.verdict === "drift" ? "font-medium text-failed" : "text-soft"}`}>
        {driftVerdict(drift, words)}
        {drift.because ? <span className="block font-normal whitespace-normal">{lossWords(drift, words)}</span> : null}
      </td>
    </tr>
  );
}
