"use client";

/** Challenger and champion on the gate set and on the original test, and the checks that decided. */
import type { Goal } from "@/lib/data/goal";
import { goalMiss } from "@/lib/guide/goal-miss";
import type { GateContender, GateResult } from "@/lib/registry/gate-types";
import { useText } from "../../../i18n";
import { Badge } from "../../../ui/badge";
import { Explained } from "../../../ui/explained";
import { useNotebook } from "../../notebook-context";
import { CheckLine } from "../evaluate/evaluate-result";

export function GateTable({ gate }: { readonly gate: GateResult }) {
  const { t } = useText();
  const goal = useNotebook().document.cells.find((cell) => cell.kind === "goal");
  const blessed = gate.verdict === "blessed";
  return (
    <div className="mt-3" data-testid="gate" data-verdict={gate.verdict}>
      <div className="flex items-center gap-2">
        <h4 className="font-medium">
          <Explained term="gate">{t("monitoring.trigger.gate.title")}</Explained>
        </h4>
        <Badge tone={blessed ? "done" : "failed"}>
          {t(blessed ? "monitoring.trigger.gate.blessed" : "monitoring.trigger.gate.notBlessed")}
        </Badge>
      </div>
      <table className="mt-1 w-full text-left text-sm">
        <caption className="py-1 text-left text-soft">
          {t("monitoring.trigger.gate.caption", { count: gate.gateRows })}
        </caption>
        <thead>
          <tr className="border-b border-line text-soft">
            <th scope="col" className="py-1 font-medium">
              {t(`common.metric.${gate.metric}`)}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {t("monitoring.trigger.gate.gateSet")}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              {t("monitoring.trigger.gate.originalTest")}
            </th>
          </tr>
        </thead>
        <tbody>
          <Contender gate={gate} contender={gate.challenger} name="challenger" />
          {gate.champion ? <Contender gate={gate} contender={gate.champion} name="champion" /> : null}
        </tbody>
      </table>
      <p className="mt-1 text-sm text-faint">{t("monitoring.trigger.gate.readsFirst")}</p>
      {goal ? <AgainstGoal gate={gate} goal={goal.params} /> : null}
      <ul className="mt-1 text-sm">
        {gate.checks.map((check) => (
          <CheckLine key={check.key} check={check} />
        ))}
      </ul>
    </div>
  );
}

/** What was asked beside what was wanted: the gate may let pass what is better than before and still short of the goal. */
function AgainstGoal({ gate, goal }: { readonly gate: GateResult; readonly goal: Goal }) {
  const { t, formatNumber } = useText();
  const asked = gate.checks.find((check) => check.key === "value-threshold");
  if (!asked || asked.value === null || goal.metric !== gate.metric) return null;
  const missed = goalMiss(goal, gate.challenger.gateSet) !== null;
  const write = (value: number) => formatNumber(value, { maximumSignificantDigits: 3 });
  return (
    <p className={`mt-1 text-sm ${missed ? "text-waiting" : "text-soft"}`} data-testid="gate-goal" data-missed={missed}>
      {t("monitoring.trigger.gate.asked", {
        metric: t(`common.metric.${gate.metric}`),
        value: write(asked.value),
        threshold: write(asked.threshold),
        goal: write(goal.minimum),
      })}{" "}
      {missed && gate.verdict === "blessed"
        ? t("monitoring.trigger.gate.belowGoal", { goal: write(goal.minimum) })
        : null}
    </p>
  );
}

interface ContenderProps {
  readonly gate: GateResult;
  readonly contender: GateContender;
  readonly name: "challenger" | "champion";
}

function Contender({ gate, contender, name }: ContenderProps) {
  const { t, formatNumber } = useText();
  const write = (value: number | undefined) =>
    value === undefined ? "–" : formatNumber(value, { maximumFractionDigits: 3 });
  return (
    <tr className="border-b border-line last:border-b-0">
      <th scope="row" className="py-1 font-normal">
        <Explained term={name}>{t(`monitoring.trigger.gate.${name}`, { version: contender.version })}</Explained>
      </th>
      <td className="py-1 text-right font-medium">{write(contender.gateSet[gate.metric])}</td>
      <td className="py-1 text-right">{write(contender.originalTest[gate.metric])}</td>
    </tr>
  );
}
