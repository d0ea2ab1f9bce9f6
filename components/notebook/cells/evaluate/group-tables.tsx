"use client";

/** The answers by group of each sensitive column of the goal: who is selected, and who bears which error. */
import { ratesAt, type Rate } from "@/lib/evaluation/judgement/at-threshold";
import type { BinaryJudgement, GroupedColumn } from "@/lib/evaluation/judgement/judgement";
import { SMALL_GROUP_ROWS } from "@/lib/evaluation/fairness/grouping";
import { useText } from "../../../i18n";
import { sliceLabel } from "./evaluation-evidence";
import { SimpleTable } from "./simple-table";

export interface GroupTablesProps {
  readonly judgement: BinaryJudgement;
  readonly threshold: number;
  readonly place: number;
}

export function GroupTables({ judgement, threshold, place }: GroupTablesProps) {
  const { t } = useText();
  if (judgement.columns.length === 0) return <p className="text-sm text-soft">{t("judge.groups.none")}</p>;
  return (
    <div className="flex flex-col gap-3">
      {judgement.columns.map((column) => (
        <GroupTable key={column.column} column={column} {...{ threshold, place, positive: judgement.positiveClass }} />
      ))}
      <p className="text-sm text-soft">{t("judge.groups.hint")}</p>
    </div>
  );
}

interface GroupTableProps {
  readonly column: GroupedColumn;
  readonly positive: string;
  readonly threshold: number;
  readonly place: number;
}

function GroupTable({ column, positive, threshold, place }: GroupTableProps) {
  const text = useText();
  const { t, formatNumber } = text;
  const rows = column.groups.map((group) => {
    const { rows: count, ...rates } = ratesAt(group, place);
    const name = group.name.kind === "category" ? group.name.category : sliceLabel(group.name, text);
    const small = count < SMALL_GROUP_ROWS ? <span className="ml-2 text-faint">{t("judge.groups.small")}</span> : null;
    const cells = [rates.selected, rates.falsePositive, rates.falseNegative, rates.precision];
    return {
      key: name,
      cells: [
        <span key="name">
          {name}
          {small}
        </span>,
        formatNumber(count),
        ...cells.map((rate, index) => <RateCell key={index} rate={rate} />),
      ],
    };
  });
  const columns = (["group", "rows", "selected", "falsePositive", "falseNegative", "precision"] as const).map((key) =>
    t(`judge.groups.${key}`, { positive }),
  );
  const shown = formatNumber(threshold, { maximumFractionDigits: 3 });
  return (
    <div>
      <SimpleTable
        caption={t("judge.groups.title", { column: column.column, threshold: shown })}
        columns={columns}
        explains={{
          [t("judge.groups.falsePositive")]: "errorRates",
          [t("judge.groups.falseNegative")]: "errorRates",
          [t("judge.groups.precision")]: "precision",
        }}
        rows={rows}
        testId="group-table"
      />
      {column.empty.length > 0 ? (
        <p className="text-sm text-faint">{t("judge.groups.empty", { groups: column.empty.join(", ") })}</p>
      ) : null}
    </div>
  );
}

function RateCell({ rate }: { readonly rate: Rate }) {
  const { t, formatPercent } = useText();
  if (rate === null) return <span className="text-faint">–</span>;
  return (
    <>
      <span className="block">{formatPercent(rate.value, 1)}</span>
      <span className="block text-xs text-faint">
        {t("judge.groups.interval", { low: formatPercent(rate.low, 0), high: formatPercent(rate.high, 0) })}
      </span>
    </>
  );
}
