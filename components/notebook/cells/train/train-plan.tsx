"use client";

/** What one training step of the compiled engine does, kernel by kernel, for whoever opens it. */
import { useState } from "react";
import { ARTIFACTS } from "@/lib/tracking/artifacts";
import { readArtifact } from "@/lib/tracking/load-network";
import type { Run } from "@/lib/tracking/run";
import type { PlanDescription } from "@/lib/training/compiled/plan/describe-plan";
import { DEFAULT_TRAIN, LOSSES, OPTIMIZERS } from "@/lib/training/model-spec";
import type { NetworkHeader } from "@/lib/training/network-file";
import type { Stores } from "@/lib/pipeline/services";
import { useText } from "../../../i18n";
import { useStored } from "../../use-stored";

export function TrainPlan({ run }: { readonly run: Run }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  if (!run.backend?.chosen.startsWith("compiled-")) return null;
  return (
    <details data-testid="train-plan" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer text-sm font-medium text-soft">{t("cells.train.plan")}</summary>
      {open ? <PlanTable run={run} /> : null}
    </details>
  );
}

function PlanTable({ run }: { readonly run: Run }) {
  const { t, formatNumber } = useText();
  const plan = useStored((stores) => planOf(stores, run), [run.id]);
  if (!plan) return null;
  const millions = (flops: number) => formatNumber(flops / 1e6, { maximumSignificantDigits: 3 });
  return (
    <div className="mt-2 overflow-x-auto">
      <p className="mb-1 text-sm text-soft">
        {t("cells.train.planSentence", { count: plan.lines.length, flops: millions(plan.flopsPerStep) })}
      </p>
      <table className="text-left text-sm">
        <thead>
          <tr className="border-b border-line text-soft">
            {(["planKernel", "planLayer", "planShapes", "planFlops"] as const).map((key) => (
              <th key={key} scope="col" className="py-1 pr-4 font-medium">
                {t(`cells.train.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="font-mono">
          {plan.lines.map((line, index) => (
            <tr key={index} className="border-b border-line last:border-b-0">
              <th scope="row" className="py-0.5 pr-4 font-normal">
                {line.kernel} <span className="text-faint">{line.note}</span>
              </th>
              <td className="py-0.5 pr-4">{line.layer}</td>
              <td className="py-0.5 pr-4 whitespace-nowrap">{line.shapes}</td>
              <td className="py-0.5 pr-4 text-right">{millions(line.flops)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The plan as it was compiled for the run: from the network that it left and its parameters. */
async function planOf(stores: Stores, run: Run): Promise<PlanDescription> {
  const { describeTraining } = await import("@/lib/training/compiled/network-plan");
  const json = new TextDecoder().decode(await readArtifact(stores, run, ARTIFACTS.network));
  const { params } = run;
  return describeTraining((JSON.parse(json) as NetworkHeader).spec, {
    ...DEFAULT_TRAIN,
    loss: LOSSES.find((name) => name === params["loss"]) ?? DEFAULT_TRAIN.loss,
    optimizer: OPTIMIZERS.find((name) => name === params["optimizer"]) ?? DEFAULT_TRAIN.optimizer,
    batchSize: Number(params["batch_size"] ?? DEFAULT_TRAIN.batchSize),
  });
}
