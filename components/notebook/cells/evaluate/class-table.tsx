"use client";

/** Precision, recall, F1 and rows of each class, read off the confusion matrix. */
import { scoresOfClass } from "@/lib/evaluation/classification/averaged-scores";
import { actualTotals } from "@/lib/evaluation/classification/label-counts";
import type { ConfusionMatrix } from "@/lib/evaluation/evaluation";
import { useText } from "../../../i18n";
import { SimpleTable } from "./simple-table";

export function ClassTable({ matrix }: { readonly matrix: ConfusionMatrix }) {
  const { t, formatNumber } = useText();
  const write = (value: number) => formatNumber(value, { maximumFractionDigits: 3 });
  const support = actualTotals(matrix.counts);
  const rows = matrix.classes.map((name, index) => {
    const scores = scoresOfClass(matrix.counts, { index });
    const figures =
      scores.kind === "measured" ? [scores.precision, scores.recall, scores.fBeta].map(write) : ["–", "–", "–"];
    return { key: name, cells: [name, ...figures, formatNumber(support[index] ?? 0)] };
  });
  const columns = (["name", "precision", "recall", "f1", "support"] as const).map((key) => t(`judge.classes.${key}`));
  const explains = {
    [t("judge.classes.precision")]: "precision",
    [t("judge.classes.recall")]: "recall",
    [t("judge.classes.f1")]: "f1",
  } as const;
  return (
    <SimpleTable
      caption={t("judge.classes.title")}
      columns={columns}
      explains={explains}
      rows={rows}
      testId="class-table"
    />
  );
}
