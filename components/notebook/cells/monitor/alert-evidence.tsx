"use client";

/** The evidence of an alert, side by side: drawings with their truth, or the columns that changed most, before and now. */
import type { ImageLayout } from "@/lib/data/version/dataset";
import type { Alert } from "@/lib/monitoring/monitor";
import { ownValue } from "@/lib/own-value";
import { DigitGrid } from "../../../charts/digit-grid";
import { Histogram } from "../../../charts/histogram";
import { useText, type Text } from "../../../i18n";
import { compareBars } from "./compare-bars";
import { useAlertSides, type AlertSides, type SideRow } from "./use-alert-sides";

const DRAWINGS = 10;
const COLUMNS = 3;

export function AlertEvidence({ alert }: { readonly alert: Alert }) {
  const sides = useAlertSides(alert);
  if (!sides) return <div aria-hidden className="skeleton mt-3 h-32" />;
  const { image } = sides;
  return image ? <Drawings sides={sides} image={image} /> : <Columns sides={sides} alert={alert} />;
}

function Drawings({ sides, image }: { readonly sides: AlertSides; readonly image: ImageLayout }) {
  const { t } = useText();
  const { before, now } = sides;
  return (
    <div data-testid="alert-evidence" className="mt-3 grid grid-cols-2 gap-x-8 gap-y-3 phone:grid-cols-1">
      <Side title={t("monitoring.alert.learned")} rows={before} image={image} />
      <Side title={t("monitoring.alert.arrives")} rows={now} image={image} />
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly rows: readonly SideRow[];
  readonly image: ImageLayout;
}

function Side({ title, rows, image }: SideProps) {
  const text = useText();
  const shown = spread(rows, DRAWINGS).map((side) => ({ ...side, caption: captionOf(side, text) }));
  return (
    <section>
      <h4 className="mb-1 text-sm font-medium">{title}</h4>
      <DigitGrid layout={image} rows={shown} size={48} />
    </section>
  );
}

/** The truth of what was learned; of what arrives, the answer and the truth where it has come. */
function captionOf({ truth, answer }: SideRow, { t }: Text): string {
  if (answer === null) return String(truth ?? "–");
  if (truth === null) return t("monitoring.alert.says", { answer: String(answer) });
  return String(answer) === String(truth)
    ? t("monitoring.alert.saysRight", { answer: String(answer) })
    : t("monitoring.alert.saysWrong", { answer: String(answer), truth: String(truth) });
}

/** So many rows from the whole length. */
function spread(rows: readonly SideRow[], count: number): readonly SideRow[] {
  const step = Math.max(1, Math.floor(rows.length / count));
  return rows.filter((_, at) => at % step === 0).slice(0, count);
}

function Columns({ sides, alert }: { readonly sides: AlertSides; readonly alert: Alert }) {
  const { t, formatNumber } = useText();
  const changed = alert.evidence.columns.map(({ column }) => column);
  const isTarget = alert.evidence.condition.series === "drift.prediction";
  const shown = (changed.length > 0 ? changed : sides.features).slice(0, COLUMNS);
  const write = (value: number) => formatNumber(value, { maximumSignificantDigits: 3 });
  return (
    <div data-testid="alert-evidence" className="mt-3 grid grid-cols-3 gap-x-6 gap-y-3 phone:grid-cols-1">
      {shown.map((name) => {
        const valuesOf = (rows: readonly SideRow[]) => rows.map((side) => valueOf(side, name, isTarget));
        return (
          <section key={name}>
            <h4 className="mb-1 font-mono text-sm">{isTarget ? t("monitoring.predictionColumn") : name}</h4>
            <Histogram name={name} bars={compareBars(valuesOf(sides.before), valuesOf(sides.now), write)} height={96} />
          </section>
        );
      })}
    </div>
  );
}

/** Of the prediction: the answers that arrive, beside the truths that were learned. */
function valueOf({ row, truth, answer }: SideRow, name: string, isTarget: boolean) {
  if (isTarget) return answer ?? truth;
  return ownValue(row, name) ?? null;
}
