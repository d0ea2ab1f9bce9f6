"use client";

/** Curves of runs over each other: validation thick, training thin, one colour a run. */
import { useMemo, useState } from "react";
import type { Run } from "@/lib/tracking/run";
import { LineChart, type LineSeries } from "../charts/line-chart";
import { categoryColour, categoryDash } from "../charts/series-style";
import { useText } from "../i18n";
import { curvePairs, pointsOf, type CurvePair, type Histories } from "./curves";
import { Field } from "../ui/form/field";
import { Switch } from "../ui/form/switch";
import { useRunWords } from "./run-words";
import { useHistories } from "./use-histories";

export function RunCurves({ runs }: { readonly runs: readonly Run[] }) {
  const { t } = useText();
  const histories = useHistories(runs);
  const pairs = useMemo(() => curvePairs(runs.flatMap((run) => Object.keys(run.metrics))), [runs]);
  const [chosen, setChosen] = useState<string | null>(null);
  const pair = pairs.find((found) => found.name === chosen) ?? pairs[0];
  const [training, setTraining] = useState(runs.length === 1);
  const { metricName } = useRunWords();
  const series = useSeries({ runs, histories: histories ?? new Map(), pair, training });
  if (!pair) return <p className="text-soft">{t("experiments.noCurves")}</p>;
  return (
    <div>
      <div role="group" aria-label={t("experiments.curve")} className="mb-2 flex flex-wrap gap-1">
        {pairs.map((found) => (
          <button
            key={found.name}
            type="button"
            aria-pressed={found === pair}
            onClick={() => setChosen(found.name)}
            className="min-h-7 rounded-md px-2 text-sm text-soft aria-pressed:bg-sunk aria-pressed:text-ink"
          >
            {metricName(found.name)}
          </button>
        ))}
        {runs.length > 1 ? (
          <span className="ml-auto">
            <Field label={t("experiments.withTraining")} inline>
              <Switch checked={training} onChange={setTraining} />
            </Field>
          </span>
        ) : null}
      </div>
      <LineChart
        label={t("experiments.curveOf", { metric: metricName(pair.name) })}
        series={series}
        xLabel={t("experiments.epoch")}
        yLabel={metricName(pair.name)}
        wholeX
      />
    </div>
  );
}

interface SeriesInput {
  readonly runs: readonly Run[];
  readonly histories: ReadonlyMap<string, Histories>;
  readonly pair: CurvePair | undefined;
  /** The training's curves too. */
  readonly training: boolean;
}

function useSeries({ runs, histories, pair, training }: SeriesInput): readonly LineSeries[] {
  const { t } = useText();
  return useMemo(
    () =>
      runs.flatMap((run, index) => {
        const known = histories.get(run.id);
        const colour = runs.length > 1 ? { colour: categoryColour(index), dash: categoryDash(index) } : {};
        const line = (key: string | null | undefined, kind: "train" | "validation", name: string): LineSeries[] =>
          key ? [{ name, kind, ...colour, points: pointsOf(known?.get(key)) }] : [];
        return [
          ...line(
            training || !pair?.validation ? pair?.train : null,
            "train",
            t("experiments.seriesTrain", { run: run.name }),
          ),
          ...line(pair?.validation, "validation", t("experiments.seriesValidation", { run: run.name })),
        ];
      }),
    [runs, histories, pair, training, t],
  );
}
