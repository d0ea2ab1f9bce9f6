"use client";

/** A training in flight. */
import type { TrainingView } from "@/lib/notebook/result/cell-result";
import { useText } from "../../../i18n";
import { ProgressBar } from "../../../ui/progress-bar";
import { useThrottled } from "../../use-throttled";
import { LearningCurve, type LearningCurveProps } from "./learning-curve";

export interface TrainLiveProps extends Omit<LearningCurveProps, "curve" | "epochs"> {
  readonly training: TrainingView;
}

export function TrainLive({ training, ...rest }: TrainLiveProps) {
  const { t, formatNumber, formatDuration } = useText();
  const view = useThrottled(training);
  return (
    <div>
      <p className="flex min-h-6 flex-wrap gap-x-4 text-sm text-soft" data-testid="training-facts">
        <span>{t("cells.train.epochOf", { epoch: view.epoch, epochs: view.epochs })}</span>
        <span>
          {view.backend
            ? t("cells.train.on", { backend: backendText(t(`cells.train.backends.${view.backend}`), view.device) })
            : t("cells.train.starting")}
        </span>
        {view.stepsPerSecond === null ? null : (
          <span>{t("cells.train.stepsPerSecond", { steps: formatNumber(Math.round(view.stepsPerSecond)) })}</span>
        )}
        {view.secondsLeft === null ? null : (
          <span>
            {t("cells.train.timeLeft", { time: formatDuration(Math.max(1, Math.round(view.secondsLeft)) * 1000) })}
          </span>
        )}
      </p>
      <div className="mb-2">
        <ProgressBar bare progress={{ phase: "training", done: view.epoch, total: view.epochs }} />
      </div>
      <LearningCurve curve={view.curve} epochs={view.epochs} {...rest} />
    </div>
  );
}

/** "Ciclo on WebGPU (SwiftShader)". */
export function backendText(name: string, device: string | null): string {
  return device ? `${name} (${device})` : name;
}
