"use client";

/** What a package scored, beside the dummy baseline and the champion of that time. */
import { useMemo } from "react";
import type { Evaluation } from "@/lib/evaluation/evaluation";
import type { EvaluationId, Sha256 } from "@/lib/ids";
import { useText } from "../i18n";
import { useFacts } from "../shelf/use-facts";
import { DataTable, type DataColumn } from "../ui/data-table";
import { scoreRows, type ScoreRow } from "./score-rows";

export interface ScoreTableProps {
  readonly digest: Sha256;
  /** The evaluation it was registered with; its newest on a split when null. */
  readonly evaluationId: EvaluationId | null;
}

export function ScoreTable({ digest, evaluationId }: ScoreTableProps) {
  const { t } = useText();
  const evaluation = useFacts(
    async ({ stores, projectId }) => {
      const all = await stores.evaluations.listEvaluations(projectId);
      const own = all.filter((found) => found.packageDigest === digest);
      return (
        own.find((found) => found.id === evaluationId) ?? own.find((found) => found.selection.kind === "split") ?? null
      );
    },
    [digest, evaluationId],
  );
  if (evaluation === undefined) return null;
  if (evaluation === null) return <p className="text-soft">{t("models.noScores")}</p>;
  return <Scores evaluation={evaluation} />;
}

function Scores({ evaluation }: { readonly evaluation: Evaluation }) {
  const { t, formatNumber } = useText();
  const rows = useMemo(() => scoreRows(evaluation), [evaluation]);
  const columns = useMemo<readonly DataColumn<ScoreRow>[]>(() => {
    const score = (who: "model" | "baseline" | "champion", header: string): DataColumn<ScoreRow> => ({
      id: who,
      header,
      value: (row) => row[who],
      render: (row) => {
        const value = row[who];
        if (value === null) return <span className="text-faint">–</span>;
        return (
          <>
            <span className={row.best === who ? "font-semibold" : ""}>{formatNumber(value)}</span>
            {who === "model" && row.interval ? (
              <span className="block text-sm text-faint">
                {t("models.scoreInterval", {
                  confidence: formatNumber(row.interval.confidence * 100),
                  low: formatNumber(row.interval.low),
                  high: formatNumber(row.interval.high),
                })}
              </span>
            ) : null}
          </>
        );
      },
      align: "end",
      sortable: false,
    });
    return [
      {
        id: "metric",
        header: t("models.metric"),
        value: (row) => t(`common.metric.${row.metric}`),
        render: (row) => (
          <span>
            {t(`common.metric.${row.metric}`)}
            {row.primary ? <span className="font-normal text-faint"> · {t("models.primary")}</span> : null}
          </span>
        ),
        sortable: false,
      },
      score("model", t("models.thisModel")),
      score("baseline", t("models.baseline")),
      ...(evaluation.champion
        ? [
            score(
              "champion",
              `${t("models.champion")} ${t("models.versionShort", { version: evaluation.champion.version })}`,
            ),
          ]
        : []),
    ];
  }, [evaluation, t, formatNumber]);
  const caption = evaluation.selection.kind === "all" ? "models.scoresCaptionGate" : "models.scoresCaption";
  return (
    <div>
      <p className="mb-2 text-sm text-faint">{t(caption, { rows: evaluation.rowCount })}</p>
      <DataTable label={t("models.scores")} rows={rows} columns={columns} rowId={(row) => row.metric} />
    </div>
  );
}
