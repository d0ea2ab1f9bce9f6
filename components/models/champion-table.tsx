"use client";

/** Who was champion when, who decided it, and why. */
import Link from "next/link";
import { useMemo } from "react";
import type { ChampionTerm } from "@/lib/registry/history";
import { useText } from "../i18n";
import { virtualTimeText } from "../notebook/world/virtual-time";
import { standingWords } from "./standing-words";
import { DataTable, type DataColumn } from "../ui/data-table";

export function ChampionTable({ terms }: { readonly terms: readonly ChampionTerm[] }) {
  const { t, formatDate } = useText();
  const columns = useMemo<readonly DataColumn<ChampionTerm>[]>(
    () => [
      {
        id: "version",
        header: t("models.championColumn"),
        value: (term) => (term.version === null ? t("models.noChampion") : t("models.term", { version: term.version })),
        sortable: false,
      },
      {
        id: "since",
        header: t("models.since"),
        value: (term) => term.fromMs,
        render: (term) => formatDate(term.fromMs),
        sortable: false,
      },
      {
        id: "until",
        header: t("models.until"),
        value: (term) => term.untilMs,
        render: (term) => (term.untilMs === null ? t("models.now") : formatDate(term.untilMs)),
        sortable: false,
      },
      {
        id: "why",
        header: t("models.why"),
        value: (term) => t(`models.reasons.${term.reason}`),
        render: (term) => <Why term={term} />,
        sortable: false,
      },
      {
        id: "who",
        header: t("models.who"),
        value: (term) => t(`models.actors.${term.actor}`),
        render: (term) => <Who term={term} />,
        sortable: false,
      },
    ],
    [t, formatDate],
  );
  return (
    <DataTable
      label={t("models.history")}
      rows={terms}
      columns={columns}
      rowId={(term) => `${term.fromMs} ${term.version ?? ""}`}
      empty={<p className="text-soft">{t("models.noHistory")}</p>}
    />
  );
}

/** The reason of the move, how good the version was, and what the person said. */
function Why({ term }: { readonly term: ChampionTerm }) {
  const text = useText();
  const standing = standingWords(term, text);
  return (
    <span className="flex flex-col">
      <span>{text.t(`models.reasons.${term.reason}`)}</span>
      {standing ? <span className={term.missed ? "text-waiting" : "text-soft"}>{standing}</span> : null}
      {term.note === null ? null : <q data-testid="reason-given">{term.note}</q>}
    </span>
  );
}

function Who({ term }: { readonly term: ChampionTerm }) {
  const { t } = useText();
  const { cause, virtualMinute } = term;
  return (
    <span>
      {t(`models.actors.${term.actor}`)}
      {virtualMinute === null ? "" : `, ${virtualTimeText(virtualMinute, t)}`}
      {cause?.kind === "pipeline-run" ? (
        <>
          {" · "}
          <Link href={`/runs?id=${cause.id}`} className="underline underline-offset-3">
            {t("models.causeRun")}
          </Link>
        </>
      ) : null}
    </span>
  );
}
