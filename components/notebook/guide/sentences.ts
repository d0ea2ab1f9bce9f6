/** One sentence in words for each stage cell, made from its parameters. */
import { directionOf } from "@/lib/data/goal";
import type { StageCell } from "@/lib/notebook/document/document";
import type { AlertCondition, AlertRule } from "@/lib/monitoring/monitor";
import type { Text } from "@/components/i18n";

/** What a sentence needs of `useText()`. */
export type Words = Pick<Text, "t" | "formatNumber" | "formatPercent">;

export function sentenceOf(cell: StageCell, words: Words): string {
  const { t } = words;
  switch (cell.kind) {
    case "goal":
      return goalSentence(cell.params, words);
    case "dataset":
      return datasetSentence(cell.params, words);
    case "split":
      return t("cells.split.sentence", {
        train: words.formatPercent(cell.params.train, 0),
        validation: words.formatPercent(cell.params.validation, 0),
        test: words.formatPercent(cell.params.test, 0),
        seed: String(cell.params.seed),
      });
    case "prepare":
      return cell.params.steps.length === 0
        ? t("cells.prepare.empty")
        : t("cells.prepare.sentence", { count: cell.params.steps.length });
    case "train":
      return trainSentence(cell.params, words);
    case "package":
    case "evaluate":
      return t(`cells.${cell.kind}.sentence`);
    case "register":
      return t("cells.register.sentence", { name: cell.params.modelName });
    case "deploy":
      return deploySentence(cell.params, words);
    case "monitor":
      return monitorSentence(cell.params, words);
    case "trigger":
      return t(
        cell.params.mode === "manual" ? "monitoring.trigger.sentenceManual" : "monitoring.trigger.sentenceAlert",
      );
  }
}

/** `series operator threshold` in words, with the sign people read; a share as a percentage, and drift that is there or not without a number. */
export function conditionText({ series, operator, threshold }: AlertCondition, words: Words): string {
  const name = seriesName(series, words);
  if (series === "drift.prediction" && operator === ">=" && threshold > 0 && threshold <= 1) return name;
  const isShare = series.endsWith("Share") || series === "drift.share";
  return words.t("monitoring.condition", {
    series: name,
    operator: operatorSign(operator),
    threshold: isShare ? words.formatPercent(threshold, 0) : words.formatNumber(threshold),
  });
}

/** The name of a series; the performance series names its metric when it is known. */
export function seriesName(series: AlertCondition["series"], { t }: Words, metric?: string): string {
  return t(`monitoring.seriesNames.${series}`, { metric: metric ?? t("monitoring.primary") });
}

/** The typographic sign of a comparison. */
export function operatorSign(operator: AlertCondition["operator"]): string {
  return { ">=": "≥", "<=": "≤", ">": ">", "<": "<", "==": "=" }[operator];
}

type Params<Kind extends StageCell["kind"]> = Extract<StageCell, { kind: Kind }>["params"];

function goalSentence(goal: Params<"goal">, { t, formatNumber }: Words): string {
  if (goal.target === "") return t("cells.goal.empty");
  return t("cells.goal.sentence", {
    target: goal.target,
    metric: t(`common.metric.${goal.metric}`),
    comparison: t(directionOf(goal.metric) === "maximize" ? "cells.goal.atLeast" : "cells.goal.atMost"),
    minimum: formatNumber(goal.minimum),
  });
}

function datasetSentence({ source }: Params<"dataset">, { t }: Words): string {
  switch (source.kind) {
    case "builtin":
      return t("cells.dataset.sentenceBuiltin", { name: t(`cells.dataset.builtins.${source.name}`) });
    case "generator":
      return t("cells.dataset.sentenceGenerator", { rows: source.rows, seed: String(source.seed) });
    case "file":
      return t("cells.dataset.sentenceFile", { name: source.fileName });
    case "none":
      return t("cells.dataset.sentenceNone");
  }
}

function trainSentence({ model, epochs }: Params<"train">, { t }: Words): string {
  if (model.kind === "linear") return t("cells.train.sentenceLinear", { epochs });
  const layers = model.layers.map((layer) => layer.units).join("–");
  if (model.kind === "cnn") {
    const filters = model.convolutions.map((layer) => layer.filters).join("–");
    return t("cells.train.sentenceCnn", { layers: layers === "" ? filters : `${filters}–${layers}`, epochs });
  }
  return t("cells.train.sentenceMlp", { layers, epochs });
}

function deploySentence({ endpointName, environment, rollout }: Params<"deploy">, { t }: Words): string {
  const values = { endpoint: endpointName, environment: t(`cells.deploy.environments.${environment}`) };
  return rollout.kind === "canary"
    ? t("cells.deploy.sentenceCanary", { ...values, percent: rollout.percent })
    : t("cells.deploy.sentenceAll", values);
}

function monitorSentence({ windowRows, rule }: Params<"monitor">, words: Words): string {
  return words.t("monitoring.sentence", {
    rows: windowRows,
    condition: ruleText(rule, words),
    m: rule.m,
    n: rule.n,
  });
}

function ruleText(rule: AlertRule, words: Words): string {
  const [first = "", ...rest] = rule.anyOf.map((condition) => conditionText(condition, words));
  return rest.reduce((text, next) => words.t("monitoring.conditionOr", { first: text, second: next }), first);
}
