"use client";

import { ownValue } from "@/lib/own-value";
import { useEffect, useId, useState } from "react";
import type { DatasetVersion } from "@/lib/data/version/dataset";
import type { DataProblem } from "@/lib/data/profile/profile";
import type { Row } from "@/lib/data/table";
import type { Cell, StageCellOf } from "@/lib/notebook/document/document";
import { asId } from "@/lib/ids";
import { DigitGrid } from "../../../charts/digit-grid";
import { MiniHistogram } from "../../../charts/mini-histogram";
import { useText } from "../../../i18n";
import { useServices } from "../../../services";
import { useNotebook } from "../../notebook-context";
import { useStoredById } from "../../use-stored";
import { useTargetAnswer } from "../goal/target-question";
import { Glance, ResultSkeleton, type ResultProps } from "../result";
import { RowsTable } from "./rows-table";

const TABLE_ROWS = 5;
const IMAGE_ROWS = 30;
const BRIEF_IMAGES = 13;

export type NumberedRow = { readonly index: number; readonly row: Row };

/** Rows of a version through the data worker; undefined until they are there. */
export function useRows(
  versionId: string | null,
  request: { readonly limit: number } | { readonly indices: readonly number[] },
): readonly NumberedRow[] | undefined {
  const { data } = useServices();
  const [rows, setRows] = useState<readonly NumberedRow[]>();
  const key = JSON.stringify(request);
  useEffect(() => {
    if (!versionId) return;
    let current = true;
    const asked = JSON.parse(key) as typeof request;
    data.rows({ datasetVersionId: asId(versionId), ...asked }).then(
      (found) => void (current && setRows(found)),
      () => void (current && setRows([])),
    );
    return () => void (current = false);
  }, [data, versionId, key]);
  return rows;
}

export function DatasetResult({ handle, brief }: ResultProps<"dataset">) {
  const { t } = useText();
  const [listed, setListed] = useState(false);
  const listId = useId();
  const version = useStoredById(handle.id, (stores, id) => stores.datasets.getVersion(asId(id)));
  if (!version) return <ResultSkeleton height={220} />;
  const { problems } = version.profile;
  return (
    <div>
      <Glance>
        <span>{t("cells.dataset.glance", { rows: version.rowCount, columns: version.schema.length })}</span>
        {problems.length > 0 ? (
          <button
            type="button"
            aria-expanded={listed}
            aria-controls={listId}
            className="link min-h-6 text-sm text-waiting"
            onClick={() => setListed(!listed)}
          >
            {t("cells.dataset.problems", { count: problems.length })}
          </button>
        ) : (
          <span className="text-sm text-soft">{t("cells.dataset.noProblems")}</span>
        )}
      </Glance>
      <div id={listId}>{listed ? <Problems problems={problems} /> : null}</div>
      <div className="mt-3">
        {version.image ? <Images version={version} brief={brief} /> : <FirstRows version={version} />}
      </div>
    </div>
  );
}

function Images({ version, brief }: { readonly version: DatasetVersion; readonly brief: boolean }) {
  const { t } = useText();
  const rows = useRows(version.id, { limit: IMAGE_ROWS });
  if (!version.image) return null;
  if (!rows) return <ResultSkeleton height={brief ? 70 : 210} />;
  const target = version.suggestedTarget;
  const shown = brief ? rows.slice(0, BRIEF_IMAGES) : rows;
  return (
    <section aria-label={t("cells.dataset.digitsLabel")}>
      <DigitGrid
        layout={version.image}
        rows={shown.map(({ index, row }) => ({
          index,
          row,
          ...(target === null ? {} : { caption: String(ownValue(row, target) ?? "") }),
        }))}
      />
    </section>
  );
}

function FirstRows({ version }: { readonly version: DatasetVersion }) {
  const { t } = useText();
  const goal = useNotebook().document.cells.find((cell) => cell.kind === "goal" && cell.params.target === "");
  const rows = useRows(version.id, { limit: TABLE_ROWS });
  if (!rows) return <ResultSkeleton height={210} />;
  const profiles = new Map(version.profile.columns.map((profile) => [profile.name, profile]));
  return (
    <RowsTable
      caption={t("cells.dataset.firstRows")}
      columns={version.schema}
      rows={rows}
      header={(column) => {
        const profile = profiles.get(column.name);
        return profile ? (
          <span className="mt-1 block font-normal">
            {goal ? <PredictThis {...{ goal, version }} column={column.name} /> : null}
            <MiniHistogram profile={profile} />
            <span className="text-faint">
              {profile.missing > 0
                ? t("cells.dataset.missing", { count: profile.missing })
                : t("cells.dataset.distinct", { count: profile.distinct })}
            </span>
          </span>
        ) : null;
      }}
    />
  );
}

/** While the goal asks for its column, the table itself can answer. */
function PredictThis(props: { readonly goal: Cell; readonly version: DatasetVersion; readonly column: string }) {
  return props.goal.kind === "goal" ? <PredictButton {...props} goal={props.goal} /> : null;
}

function PredictButton(props: {
  readonly goal: StageCellOf<"goal">;
  readonly version: DatasetVersion;
  readonly column: string;
}) {
  const { t } = useText();
  const { goal, version, column } = props;
  const answer = useTargetAnswer(goal, version);
  return (
    <button
      type="button"
      disabled={goal.locked}
      aria-label={t("cells.goal.predictColumn", { column })}
      className="link block min-h-6 font-normal"
      onClick={() => answer(column)}
    >
      {t("cells.goal.predictThis")}
    </button>
  );
}

function Problems({ problems }: { readonly problems: readonly DataProblem[] }) {
  const { t } = useText();
  const { document, goTo } = useNotebook();
  const recipe = document.cells.find((cell) => cell.kind === "prepare");
  return (
    <ul className="mt-2 flex flex-col gap-1 text-sm text-soft">
      {problems.map((problem, index) => (
        <li key={index} className="flex flex-wrap items-center gap-x-3">
          <span>
            {t(`cells.dataset.problem.${problem.code}`, { column: problem.column ?? "", count: problem.count })}
          </span>
          {recipe && problem.column !== null ? (
            <button type="button" className="link min-h-6" onClick={() => goTo(recipe.id)}>
              {t(`cells.dataset.problemAction.${problem.code === "many-missing" ? "fill" : "drop"}`)}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
