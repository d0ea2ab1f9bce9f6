"use client";

import type { CellState } from "@/lib/notebook/result/cell-result";
import type { StageCellOf } from "@/lib/notebook/document/document";
import { asId, type RunId } from "@/lib/ids";
import type { Run } from "@/lib/tracking/run";
import { pinnedTo } from "@/lib/training/model-spec";
import { useText } from "../../../i18n";
import { ProgressBar } from "../../../ui/progress-bar";
import { useNotebook } from "../../notebook-context";
import { useInputHandle, useStored, useStoredById } from "../../use-stored";
import { BackendTable } from "./backend-table";
import { stoppedEarly } from "@/lib/tracking/stopped-early";
import { bestEpoch, LearningCurve } from "./learning-curve";
import { Glance, ResultSkeleton, type ResultProps } from "../result";
import { baselineAccuracy } from "../split/split-baseline";
import { backendText, TrainLive } from "./train-live";
import { curveKeys } from "./curve-keys";
import { curveOf } from "./stored-curve";
import { useElsewhereTraining } from "./use-elsewhere-training";
import { TrainPlan } from "./train-plan";

/** The curve of the training cell while it runs, here or in another tab. */
export function TrainRunning({ cell, state }: { readonly cell: StageCellOf<"train">; readonly state: CellState }) {
  const elsewhere = useElsewhereTraining(cell.id, state.runsIn === "elsewhere");
  const training = elsewhere ?? state.training;
  const runId = training?.runId;
  const run = useStoredById(runId, (stores, id) => stores.tracking.getRun(asId<RunId>(id)));
  const baseline = useTrainBaseline(cell, run ?? null);
  const regression = useRegression();
  if (!training) return null;
  const { epoch, epochs } = training;
  return (
    <div className="flex flex-col gap-4">
      {elsewhere ? <ProgressBar progress={{ phase: "training", done: epoch, total: epochs }} /> : null}
      <TrainLive training={training} regression={regression} baseline={baseline} />
    </div>
  );
}

export function TrainResult({ cell, handle, brief }: ResultProps<"train">) {
  const { t, formatNumber } = useText();
  const { edit } = useNotebook();
  const run = useStoredById(handle.id, (stores, id) => stores.tracking.getRun(asId<RunId>(id)));
  const regression = useRegression();
  const curve = useStored((stores) => curveOf(stores, asId<RunId>(handle.id), regression), [handle.id, regression]);
  const baseline = useTrainBaseline(cell, run ?? null);
  if (!run || !curve) return <ResultSkeleton height={290} />;
  const best = bestEpoch(curve);
  const stopped = stoppedEarly(run.params, curve);
  const score = curve.find((point) => point.epoch === best)?.validationScore;
  const metric = t(regression ? "cells.train.scoreRmse" : "cells.train.scoreAccuracy");
  return (
    <div>
      <Glance>
        {score === undefined ? null : (
          <span>
            {t("cells.train.bestScore", { metric, value: formatNumber(score, { maximumFractionDigits: 3 }) })}
          </span>
        )}
        {best === null ? null : (
          <span className="text-sm text-soft">{t("cells.train.bestEpoch", { epoch: best })}</span>
        )}
        {stopped === null ? null : (
          <span className="text-sm text-soft" data-testid="stopped-early">
            {t("cells.train.stoppedEarly", { count: stopped.patience, epoch: stopped.epoch })}
          </span>
        )}
        {baseline.score === null ? null : (
          <span className="text-sm text-soft">
            {t("cells.train.baseline")} {formatNumber(baseline.score, { maximumFractionDigits: 3 })}
          </span>
        )}
        {run.backend ? (
          <span className="text-sm text-soft" data-testid="train-backend" data-backend={run.backend.chosen}>
            {t("cells.train.on", {
              backend: backendText(t(`cells.train.backends.${run.backend.chosen}`), run.backend.device),
            })}
          </span>
        ) : null}
      </Glance>
      <div className="mt-2">
        <LearningCurve curve={curve} regression={regression} baseline={baseline} />
      </div>
      {brief ? null : (
        <div className="mt-4 flex flex-col gap-3">
          <p className="text-sm text-soft">{t("cells.train.testNote")}</p>
          {run.backend && run.backend.measurements.length === 0 ? (
            <p className="text-sm text-soft" data-testid="backend-reason" data-reason={run.backend.reason}>
              {t("cells.train.ranOn", {
                backend: t(`cells.train.backends.${run.backend.chosen}`),
                reason: t(`cells.train.reasons.${run.backend.reason}`),
              })}
            </p>
          ) : null}
          {run.backend && run.backend.measurements.length > 0 ? (
            <BackendTable
              choice={run.backend}
              pinned={cell.params.backend}
              disabled={cell.locked}
              onPin={(backend) => edit({ kind: "params", cellId: cell.id, params: pinnedTo(backend, cell.params) })}
            />
          ) : null}
          <TrainPlan run={run} />
        </div>
      )}
    </div>
  );
}

/** Whether the notebook predicts a number. */
function useRegression(): boolean {
  const { document } = useNotebook();
  const goal = document.cells.find((cell) => cell.kind === "goal");
  return goal?.kind === "goal" && goal.params.task === "regression";
}

/** From the run when it logged one, else from the split's class counts. */
function useTrainBaseline(cell: StageCellOf<"train">, run: Run | null) {
  const keys = curveKeys(useRegression());
  const recipe = useInputHandle(cell, "recipe");
  const fromSplit = useStoredById(recipe?.id, async (stores, id) => {
    const { splitId } = await stores.recipes.getRecipe(asId(id));
    return baselineAccuracy((await stores.datasets.getSplit(splitId)).balance);
  });
  return {
    score: run?.metrics[keys.baselineScore] ?? fromSplit ?? null,
    loss: run?.metrics[keys.baselineLoss] ?? null,
  };
}
