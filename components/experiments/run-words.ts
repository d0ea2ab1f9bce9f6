"use client";

/** Names of metrics and parameters as a person reads them; a name of one's own stays as it is. */
import { useCallback } from "react";
import type { MessageKey } from "@/lib/i18n/translate";
import { numberIn } from "@/lib/value-order";
import { useText } from "../i18n";

const PARAMS = [
  "target",
  "task",
  "metric",
  "model",
  "hidden_layers",
  "convolutions",
  "loss",
  "optimizer",
  "learning_rate",
  "batch_size",
  "epochs",
  "seed",
  "early_stopping_patience",
  "backend",
  "reproducible",
] as const;
const FIGURES = ["accuracy", "loss", "f1", "auc", "rmse", "mae", "r2"] as const;
const PARTS = {
  best_val: "bestValidation",
  val: "validation",
  train: "train",
  test: "test",
  baseline: "baseline",
} as const;

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

export function useRunWords() {
  const { t, formatNumber } = useText();
  const paramName = useCallback(
    (key: string): string => (isOneOf(PARAMS, key) ? t(`experiments.paramNames.${key}`) : key),
    [t],
  );
  const metricName = useCallback(
    (key: string): string => {
      const match = /^(best_val|val|train|test|baseline)_(.+)$/.exec(key);
      const figure = match?.[2] ?? key;
      if (!isOneOf(FIGURES, figure)) return key;
      const name = t(`experiments.figureNames.${figure}` satisfies MessageKey);
      const part = match?.[1] as keyof typeof PARTS | undefined;
      return part ? t(`experiments.metricOf.${PARTS[part]}`, { metric: name }) : name;
    },
    [t],
  );
  /** A parameter's value: numbers as the language writes them, tiny ones as they were; none is a dash. */
  const paramValue = useCallback(
    (value: string | null | undefined): string => {
      if (value === undefined || value === null) return "–";
      const number = numberIn(value);
      return number === null || /e/i.test(value) ? value : formatNumber(number);
    },
    [formatNumber],
  );
  return { paramName, paramValue, metricName };
}
