"use client";

/** Rows of values, one column a run; runs on other data are grey and say so. */
import type { Run } from "@/lib/tracking/run";
import { categoryColour } from "../charts/series-style";
import { useText } from "../i18n";
import { classNames } from "../ui/class-names";

export interface SideBySideProps {
  readonly label: string;
  readonly runs: readonly Run[];
  /** The runs whose figures may be compared with each other. */
  readonly fair: ReadonlySet<Run>;
  readonly rows: readonly {
    readonly key: string;
    readonly values: readonly (string | null)[];
    readonly differs: boolean;
    /** Which values are the best of their row. */
    readonly best?: readonly boolean[];
  }[];
}

export function SideBySide({ label, runs, fair, rows }: SideBySideProps) {
  const { t } = useText();
  return (
    <div role="region" aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-b border-strong">
            <th scope="col" className="sticky left-0 bg-paper py-1.5 pr-4 font-medium text-soft">
              {t("experiments.key")}
            </th>
            {runs.map((run, index) => (
              <RunHead key={run.id} run={run} index={index} fair={fair.has(run)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-b border-line">
              <th scope="row" className="sticky left-0 bg-paper py-1.5 pr-4 font-normal">
                {row.key}
                {row.differs ? <span className="sr-only"> ({t("experiments.differs")})</span> : null}
              </th>
              {row.values.map((value, index) => (
                <td
                  key={runs[index]?.id ?? index}
                  className={classNames(
                    "px-3 py-1.5",
                    row.differs && "bg-sunk font-medium",
                    row.best?.[index] && "font-semibold",
                    !fair.has(runs[index]!) && "text-faint",
                  )}
                >
                  {value ?? "–"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunHead({ run, index, fair }: { readonly run: Run; readonly index: number; readonly fair: boolean }) {
  const { t } = useText();
  return (
    <th scope="col" className={classNames("px-3 py-1.5 font-medium whitespace-nowrap", !fair && "text-faint")}>
      <span
        aria-hidden
        className="mr-1.5 inline-block size-2.5 rounded-xs"
        style={{ background: categoryColour(index) }}
      />
      {run.name}
      {fair ? null : <span className="block text-xs font-normal">{t("experiments.otherData")}</span>}
    </th>
  );
}
