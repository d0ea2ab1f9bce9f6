"use client";

import { directionOf } from "@/lib/data/goal";
import { useText } from "../../../i18n";
import { Glance, type ResultProps } from "../result";
import { TargetDoubt } from "./target-doubt";

export function GoalResult({ cell, brief }: ResultProps<"goal">) {
  const { t, formatNumber } = useText();
  const { target, task, metric, minimum, sensitive } = cell.params;
  // The cell's sentence already says it.
  if (brief && sensitive.length === 0) return <TargetDoubt goal={cell.params} />;
  const comparison = t(directionOf(metric) === "maximize" ? "cells.goal.atLeast" : "cells.goal.atMost");
  return (
    <div>
      {brief ? <TargetDoubt goal={cell.params} /> : null}
      <Glance>
        <span className="font-mono">{target}</span>
        <span className="text-base text-soft">{t(`cells.goal.tasks.${task}`)}</span>
        <span className="text-base text-soft">
          {t("cells.goal.glance", { metric: t(`common.metric.${metric}`), comparison, minimum: formatNumber(minimum) })}
        </span>
      </Glance>
      {sensitive.length > 0 ? (
        <p className="mt-1 text-sm text-soft">
          {t("cells.goal.sensitive")}: <span className="font-mono">{sensitive.join(", ")}</span>
        </p>
      ) : null}
    </div>
  );
}
