"use client";

/** Challenger and champion on the same rows: the gate set, which decides, and the original test split, which is shown. */
import { useMemo } from "react";
import type { Check } from "@/lib/check";
import type { GateContender, GateResult } from "@/lib/registry/gate-types";
import { useText } from "../i18n";
import { operatorSign } from "../notebook/guide/sentences";
import { Badge } from "../ui/badge";
import { DataTable, type DataColumn } from "../ui/data-table";
import { StateIcon } from "../ui/state-icon";

interface ContenderRow extends GateContender {
  readonly role: "challenger" | "champion";
}

export function GateTable({ gate }: { readonly gate: GateResult }) {
  const { t } = useText();
  const rows = useMemo<readonly ContenderRow[]>(
    () => [
      { ...gate.challenger, role: "challenger" },
      ...(gate.champion ? [{ ...gate.champion, role: "champion" as const }] : []),
    ],
    [gate],
  );
  const columns = useContenderColumns(gate);
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={gate.verdict === "blessed" ? "done" : "failed"}>{t(`runs.verdicts.${gate.verdict}`)}</Badge>
        <span className="text-sm text-faint">
          {t("runs.gateCaption", { metric: t(`common.metric.${gate.metric}`), rows: gate.gateRows })}
        </span>
      </p>
      <DataTable label={t("runs.gate")} rows={rows} columns={columns} rowId={(row) => row.role} />
      <p className="text-sm text-faint">{t("runs.gateReads")}</p>
      <ul aria-label={t("runs.checks")} className="flex flex-col gap-1.5">
        {gate.checks.map((check) => (
          <CheckLine key={check.key} check={check} />
        ))}
      </ul>
    </div>
  );
}

function useContenderColumns({ metric }: GateResult): readonly DataColumn<ContenderRow>[] {
  const { t, formatNumber } = useText();
  return useMemo(() => {
    const score = (id: "gateSet" | "originalTest"): DataColumn<ContenderRow> => ({
      id,
      header: t(`runs.${id}`),
      value: (row) => row[id][metric] ?? null,
      render: (row) => {
        const value = row[id][metric];
        return value === undefined ? "–" : formatNumber(value);
      },
      align: "end",
      sortable: false,
    });
    return [
      {
        id: "model",
        header: t("runs.model"),
        value: (row) => t(`runs.${row.role}`, { version: row.version }),
        sortable: false,
      },
      score("gateSet"),
      score("originalTest"),
    ];
  }, [metric, t, formatNumber]);
}

function CheckLine({ check }: { readonly check: Check }) {
  const { t, formatNumber } = useText();
  const { value, operator, threshold, status } = check;
  const formula = value === null ? "" : `: ${formatNumber(value)} ${operatorSign(operator)} ${formatNumber(threshold)}`;
  return (
    <li className="flex items-center gap-2">
      <StateIcon status={status === "pass" ? "done" : status === "fail" ? "failed" : "stale"} size={16} decorative />
      <span>
        {t(`runs.check.${check.key}`)}
        {formula} <span className="text-sm text-faint">({t(`runs.checkStatus.${status}`)})</span>
      </span>
    </li>
  );
}
