"use client";

/** A retraining as it goes: its phases in a line, the gate's table, the canary's wait, what a person may decide. */
import { useState } from "react";
import type { CellStatus } from "@/lib/notebook/result/cell-result";
import { PIPELINE_PHASES, type PipelinePhase, type PipelineRun } from "@/lib/pipeline/pipeline";
import { ACTIVE_STATUSES } from "@/lib/pipeline/pipeline-context";
import { nextWindowSeconds } from "@/lib/guide/next-action";
import { missAtGate } from "@/lib/registry/gate-types";
import { useText } from "../../../i18n";
import { hasReason, ReasonField } from "../../../models/reason-field";
import { standingWords } from "../../../models/standing-words";
import { Button } from "../../../ui/button";
import { ErrorNote } from "../../../ui/error-note";
import { StateIcon } from "../../../ui/state-icon";
import { useNotebook } from "../../notebook-context";
import { useWorld } from "../../guide/world-facts";
import { GateTable } from "./gate-table";

export function PipelineRunCard({ run }: { readonly run: PipelineRun }) {
  const { t } = useText();
  const active = ACTIVE_STATUSES.has(run.status);
  return (
    <section
      aria-label={t("monitoring.trigger.run")}
      data-testid="pipeline-run"
      data-status={run.status}
      data-phase={run.phase}
      data-outcome={run.outcome ?? undefined}
      className="rounded-md border border-line px-4 py-3"
    >
      <h3 className="font-semibold">{t("monitoring.trigger.run")}</h3>
      <Phases run={run} />
      {run.status === "canary" ? <CanaryWait run={run} /> : null}
      {run.gate ? <GateTable gate={run.gate} /> : null}
      {active ? null : <Outcome run={run} />}
      {active ? <Decisions run={run} /> : null}
    </section>
  );
}

function Phases({ run }: { readonly run: PipelineRun }) {
  const { t } = useText();
  const phases = PIPELINE_PHASES.filter((phase) => phase !== "approval" || run.phase === "approval");
  return (
    <ol className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {phases.map((phase) => {
        const status = phaseStatus(run, phase);
        return (
          <li key={phase} data-phase={phase} data-status={status} className="flex items-center gap-1.5">
            <StateIcon status={status} size={15} />
            <span className={status === "idle" ? "text-faint" : undefined}>
              {t(`monitoring.trigger.phases.${phase}`)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function phaseStatus(run: PipelineRun, phase: PipelinePhase): CellStatus {
  const at = PIPELINE_PHASES.indexOf(run.phase);
  const index = PIPELINE_PHASES.indexOf(phase);
  if (run.phase === "finished" && run.outcome !== null) {
    if (phase === "canary" && (run.outcome === "not-blessed" || run.outcome === "rejected")) return "idle";
    return "done";
  }
  if (index < at) return "done";
  if (index > at) return "idle";
  if (run.status === "failed") return "failed";
  if (run.status === "stopped") return "stopped";
  if (run.status === "interrupted") return "interrupted";
  return run.status === "waiting" ? "waiting" : "running";
}

function CanaryWait({ run }: { readonly run: PipelineRun }) {
  const { t } = useText();
  const world = useWorld();
  if (!run.canary) return null;
  const { seen, needed } = run.canary;
  const seconds = nextWindowSeconds(world);
  return (
    <p role="status" className="mt-2 text-sm text-soft">
      {seconds === null
        ? t("monitoring.trigger.canaryPaused", { seen, needed })
        : t("monitoring.trigger.canaryWait", { seen, needed, seconds: Math.ceil(seconds) })}
    </p>
  );
}

function Outcome({ run }: { readonly run: PipelineRun }) {
  const text = useText();
  const { t } = text;
  const { retrain } = useNotebook();
  const { endpoint } = useWorld();
  if (run.status === "failed" && run.error) {
    return (
      <div className="mt-3 flex flex-col gap-1">
        <p>{t("runs.failedIn", { phase: t(`monitoring.trigger.phases.${run.phase}`) })}</p>
        <ErrorNote error={run.error} onRetry={() => retrain(run.alertId ?? undefined)} />
      </div>
    );
  }
  const key = run.outcome ?? (run.status === "interrupted" || run.status === "stopped" ? run.status : "failed");
  const serves = endpoint?.routes[0]?.modelVersion ?? "";
  const overtaken = key === "promoted" && serves !== "" && serves !== run.challengerVersion;
  const missed = run.gate && missAtGate(run.gate);
  const standing =
    key === "promoted" && !overtaken ? standingWords({ missed, ground: run.gate?.ground ?? null }, text) : "";
  return (
    <p
      role="status"
      data-testid="pipeline-outcome"
      data-missed={standing !== "" && missed ? "" : undefined}
      className="mt-3 font-medium"
    >
      {t(`monitoring.trigger.outcomes.${overtaken ? "overtaken" : key}`, {
        version: run.challengerVersion ?? "",
        serves,
      })}{" "}
      {standing ? <span className={missed ? "text-waiting" : undefined}>{standing}</span> : null}
    </p>
  );
}

function Decisions({ run }: { readonly run: PipelineRun }) {
  const { t } = useText();
  const { automation, guarded } = useNotebook();
  const [note, setNote] = useState("");
  const endpointId = run.endpointId;
  if (run.status === "waiting" && endpointId) {
    const needed = run.gate !== null && missAtGate(run.gate) !== null;
    return (
      <div className="mt-3 flex flex-wrap items-end gap-2">
        {needed ? <p className="basis-full text-sm text-waiting">{t("monitoring.trigger.approveBelow")}</p> : null}
        <ReasonField value={note} needed={needed} onChange={setNote} />
        <Button
          variant="primary"
          disabled={needed && !hasReason(note)}
          onClick={() => guarded(() => automation.approve(endpointId, run.id, note))}
        >
          {t("monitoring.trigger.approve")}
        </Button>
        <Button onClick={() => guarded(() => automation.reject(run.id))}>{t("monitoring.trigger.reject")}</Button>
      </div>
    );
  }
  return (
    <div className="mt-3">
      <Button size="sm" onClick={() => automation.stop()}>
        {t("monitoring.trigger.stop")}
      </Button>
    </div>
  );
}
