"use client";

/** The one suggested next action. Exactly one thing is lit; a wait says what it waits for. */
import { ArrowRight } from "lucide-react";
import type { GoalMiss } from "@/lib/evaluation/goal-miss";
import type { NextAction, WindowCount } from "@/lib/guide/next-action";
import type { Resumable } from "@/lib/notebook/runtime/resumable-run";
import { useText, type Text } from "../../i18n";
import { Button } from "../../ui/button";
import { classNames } from "../../ui/class-names";
import { StateIcon } from "../../ui/state-icon";
import { cellTitle } from "../cell/cell-title";
import { actionLabel } from "./action-label";
import { useNotebook } from "../notebook-context";
import { useResumable } from "../cells/train/use-resumable";
import { useNotebookData } from "../use-stored";

export interface NextBarProps {
  readonly action: NextAction | null;
  /** Does what the action says. */
  readonly onAct: (action: NextAction) => void;
  /** Inside the world's dock instead of under the header. */
  readonly inDock?: boolean;
}

export function NextBar({ action, onAct, inDock = false }: NextBarProps) {
  const text = useText();
  const { document, resume } = useNotebook();
  const images = (useNotebookData()?.image ?? null) !== null;
  const { t } = text;
  const name = (id: string) => {
    const cell = document.cells.find((other) => other.id === id);
    return cell ? cellTitle(cell, document.cells, t) : "";
  };
  const cutOff = useResumable(
    action?.kind === "run" ? document.cells.find(({ id }) => id === action.cellId) : undefined,
  );
  const step = stepOf(action, cutOff, { ...text, name, images });
  return (
    <section
      aria-label={t("notebook.next.label")}
      data-testid="next-action"
      data-next={action?.kind ?? "nothing"}
      className={
        inDock
          ? "mb-1 border-b border-world-line pb-1.5"
          : "sticky top-(--header) z-20 -mx-4 mb-4 border-b border-line bg-paper px-4 phone:-mx-3 phone:px-3 low:static"
      }
    >
      <div className={inDock ? undefined : "over-cells"}>
        <div
          className={classNames(
            "flex items-center gap-x-4 gap-y-1",
            inDock ? null : "measure min-h-14 py-2 low:min-h-0 low:py-1 phone:flex-wrap",
          )}
        >
          <p
            // A wait counts down every second: it is read on demand, not announced.
            {...(step.label === null ? {} : { role: "status" })}
            className="flex min-w-0 grow items-center gap-2 text-base text-soft"
          >
            {step.label === null && action ? <StateIcon status="running" size={16} decorative /> : null}
            <span className="min-w-0">{step.sentence}</span>
          </p>
          {step.label !== null && action ? (
            <Button
              variant="primary"
              lit
              icon={<ArrowRight aria-hidden size={16} />}
              onClick={() => (cutOff && action.kind === "run" ? resume(action.cellId, cutOff.runId) : onAct(action))}
            >
              {step.label}
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  );
}

interface Step {
  readonly sentence: string;
  /** What the button says; null while there is only waiting. */
  readonly label: string | null;
}

type Describe = Text & {
  readonly name: (id: string) => string;
  /** The rows are images: trying the package is drawing one. */
  readonly images: boolean;
};

/** A training that was cut off goes on; anything else is what the action says. */
function stepOf(action: NextAction | null, cutOff: Resumable | null, text: Describe): Step {
  const { t } = text;
  if (!action) return { sentence: t("notebook.next.nothing"), label: null };
  if (!cutOff) return describe(action, text);
  return { sentence: t("cells.train.cutOff"), label: t("cells.train.resume", { epoch: cutOff.epoch }) };
}

function describe(action: NextAction, text: Describe): Step {
  const { t, name } = text;
  switch (action.kind) {
    case "choose-data":
      return { sentence: t("cells.dataset.sentenceNone"), label: t("notebook.next.choose") };
    case "choose-target":
      return { sentence: t("cells.goal.question"), label: t("notebook.next.chooseTarget") };
    case "run":
      return { sentence: t(`kinds.${action.stage}.sentence`), label: actionLabel(action.stage, t) };
    case "approve":
      return {
        sentence: t("notebook.wait.approvalEdge"),
        label: t("notebook.next.approve", { name: name(action.cellId) }),
      };
    case "try":
      return text.images
        ? { sentence: t("notebook.next.drawWhy"), label: t("notebook.next.draw") }
        : { sentence: t("notebook.next.tryRowWhy"), label: t("notebook.next.tryRow") };
    case "fix":
      return { sentence: t("notebook.error.heading"), label: t("notebook.next.fix", { name: name(action.cellId) }) };
    case "wait-cell":
      return { sentence: cellWait(action, text), label: null };
    case "improve":
      return {
        sentence: t("notebook.next.improveWhy", missText(action, text)),
        label: t("notebook.next.improve"),
      };
    default:
      return worldStep(action, text);
  }
}

type WorldAction = Exclude<
  NextAction,
  { kind: "choose-data" | "choose-target" | "run" | "approve" | "try" | "fix" | "wait-cell" | "improve" }
>;

function worldStep(action: WorldAction, text: Describe): Step {
  const { t } = text;
  switch (action.kind) {
    case "play-world":
      return { sentence: t("notebook.next.paused"), label: t("notebook.next.play") };
    case "wait-windows":
      return { sentence: `${t("world.title")}: ${windowsText(action, text)}.`, label: null };
    case "inject-drift":
      return { sentence: t("notebook.next.trafficReady"), label: t("notebook.next.inject") };
    case "wait-alert":
      return {
        sentence: t(action.hidden ? "notebook.next.watchingBlind" : "notebook.next.watching", {
          windows: windowsText(action, text),
        }),
        label: null,
      };
    case "see-monitor":
      return {
        sentence: t("notebook.next.unnoticed", { count: action.windows }),
        label: t("notebook.next.seeMonitor"),
      };
    case "retrain":
      return { sentence: t("monitoring.alert.title"), label: t("notebook.next.retrain") };
    case "wait-retraining":
      return {
        sentence: t("notebook.next.pipeline", { phase: t(`monitoring.trigger.phases.${action.phase}`) }),
        label: null,
      };
    case "approve-promotion":
      return action.missed
        ? {
            sentence: t("notebook.next.promoteBelowWhy", missText(action.missed, text)),
            label: t("notebook.next.promoteBelow"),
          }
        : { sentence: t("notebook.next.promoteWhy"), label: t("notebook.next.promote") };
    case "wait-canary":
      return { sentence: t("notebook.next.canary", { windows: windowsText(action, text) }), label: null };
    case "see-run":
      return { sentence: outcomeText(action.outcome, t), label: t("notebook.next.goTo") };
    case "see-history":
      return {
        sentence: action.missed
          ? t(`notebook.next.${action.sure ? "completeBelow" : "completeEven"}`, missText(action.missed, text))
          : t("notebook.next.complete"),
        label: t("notebook.next.history"),
      };
    case "what-next":
      return { sentence: t("notebook.next.whatNext"), label: t("notebook.next.compareRuns") };
  }
}

function cellWait(action: Extract<NextAction, { kind: "wait-cell" }>, { t, name }: Describe): string {
  const { progress } = action;
  const label = name(action.cellId);
  if (!progress) return t("notebook.next.running", { name: label });
  const phase = t(`progress.${progress.phase}`);
  return progress.done === undefined || progress.total === undefined
    ? t("notebook.next.runningPhase", { name: label, phase })
    : t("notebook.next.runningProgress", { name: label, phase, done: progress.done, total: progress.total });
}

/** "2 of 3 windows, next in 4 s". */
export function windowsText({ seen, needed, nextInSeconds }: WindowCount, { t }: Pick<Text, "t">): string {
  return nextInSeconds === null
    ? t("notebook.next.windowsPaused", { done: seen, needed })
    : t("notebook.next.windows", { done: seen, needed, seconds: Math.ceil(nextInSeconds) });
}

function missText({ metric, value, minimum }: GoalMiss, { t, formatNumber }: Describe) {
  const write = (number: number) => formatNumber(number, { maximumSignificantDigits: 3 });
  return { metric: t(`common.metric.${metric}`), value: write(value), minimum: write(minimum) };
}

function outcomeText(outcome: Extract<NextAction, { kind: "see-run" }>["outcome"], t: Text["t"]): string {
  if (outcome === "not-blessed") return t("notebook.next.rejected");
  return outcome === null || outcome === "promoted"
    ? t("monitoring.trigger.outcomes.failed")
    : t(`monitoring.trigger.outcomes.${outcome}`);
}
