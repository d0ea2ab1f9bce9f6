"use client";

/** Challenger and champion on the gate set and on the original test, and the checks that decided. */
import { missAtGate, type GateContender, type GateResult } from "@/lib/registry/gate-types";
import { worsened } from "@/lib/registry/worsened";
import { useText } from "../../../i18n";
import { figureText, standingWords } from "../../../models/standing-words";
import { Badge } from "../../../ui/badge";
import { Explained } from "../../../ui/explained";
import { CheckLine } from "../evaluate/evaluate-result";

export function GateTable({ gate }: { readonly gate: GateResult }) {
  const { t } = useText();
  const below = missAtGate(gate) !== null;
  const blessed = gate.verdict === "blessed";
  return (
    <div className="mt-3" data-testid="gate" data-verdict={gate.verdict}>
      <div className="flex items-center gap-2">
        <h4 className="font-medium">
          <Explained term="gate">{t("monitoring.trigger.gate.title")}</Explained>
        </h4>
        <Badge tone={blessed ? (below ? "waiting" : "done") : "failed"}>
          {t(`monitoring.trigger.gate.${blessed ? (below ? "blessedBelow" : "blessed") : "notBlessed"}`)}
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
      <Found gate={gate} />
      <ul className="mt-1 text-sm">
        {gate.checks.map((check) => (
          <CheckLine key={check.key} check={check} />
        ))}
      </ul>
    </div>
  );
}

/** What the gate found, in words: never better than it was. */
function Found({ gate }: { readonly gate: GateResult }) {
  const text = useText();
  const { t, formatNumber } = text;
  const missed = missAtGate(gate);
  const standing = gate.ground ? standingWords({ missed, ground: gate.ground }, text) : "";
  return (
    <div className="mt-1 text-sm" data-testid="gate-found" data-ground={gate.ground ?? undefined}>
      {standing ? <p className={missed ? "text-waiting" : undefined}>{standing}</p> : null}
      {gate.comparison ? (
        <p className="text-soft">
          {t(`monitoring.trigger.gate.${gate.comparison.verdict === "no-difference" ? "chance" : "sure"}`, {
            gain: formatNumber(gate.comparison.advantage, { maximumSignificantDigits: 2, signDisplay: "exceptZero" }),
            p: formatNumber(gate.comparison.p, { maximumSignificantDigits: 2 }),
          })}
        </p>
      ) : null}
      {worsened(gate).map(({ metric, before, value }) => (
        <p key={metric} className="text-soft">
          {t("monitoring.trigger.gate.worse", {
            metric: t(`common.metric.${metric}`),
            before: figureText(before, text),
            value: figureText(value, text),
          })}
        </p>
      ))}
    </div>
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
