"use client";

/** Who was champion when, and why: read from the journal. */
import { championHistory, type ChampionTerm } from "@/lib/registry/history";
import { useText } from "../../../i18n";
import { standingWords } from "../../../models/standing-words";
import { Explained } from "../../../ui/explained";
import { useNotebook } from "../../notebook-context";
import { useStored } from "../../use-stored";
import { virtualTimeText } from "../../world/virtual-time";

export function ChampionHistory({ modelName }: { readonly modelName: string }) {
  const { t } = useText();
  const { projectId } = useNotebook();
  const terms = useStored(
    async (stores) =>
      championHistory(await stores.journal.list(projectId, { subject: modelName }), modelName).filter(
        ({ version }) => version !== null,
      ),
    [projectId, modelName],
  );
  if (!terms) return null;
  return (
    <section aria-label={t("monitoring.trigger.history.title")} data-testid="champion-history">
      <h3 className="font-semibold">
        <Explained term="champion">{t("monitoring.trigger.history.title")}</Explained>
      </h3>
      {terms.length === 0 ? <p className="text-sm text-faint">{t("monitoring.trigger.history.empty")}</p> : null}
      <ol className="mt-1 text-sm">
        {terms.map((term, index) => (
          <Term key={`${term.fromMs} ${term.version ?? ""}`} term={term} now={index === 0} />
        ))}
      </ol>
    </section>
  );
}

function Term({ term, now }: { readonly term: ChampionTerm; readonly now: boolean }) {
  const text = useText();
  const { t, formatDate } = text;
  const { fromMs, virtualMinute, reason, actor, missed, note } = term;
  const standing = standingWords(term, text);
  return (
    <li
      data-version={term.version}
      data-reason={reason}
      data-missed={missed ? "" : undefined}
      className="flex flex-wrap gap-x-3 border-b border-line py-1 last:border-b-0"
    >
      <span className="font-medium" title={formatDate(fromMs, { dateStyle: "short", timeStyle: "medium" })}>
        {t("monitoring.trigger.history.entry", {
          version: term.version ?? "",
          when:
            virtualMinute === null
              ? formatDate(fromMs, { dateStyle: "short", timeStyle: "short" })
              : virtualTimeText(virtualMinute, t),
        })}
      </span>
      <span className="text-soft">
        {t(`monitoring.trigger.history.reasons.${reason}`)},{" "}
        {t("monitoring.trigger.history.by", { actor: t(`monitoring.trigger.history.actors.${actor}`) })}
      </span>
      {now ? <span className="ml-auto text-done">{t("monitoring.trigger.history.now")}</span> : null}
      {standing ? (
        <span className={missed ? "basis-full text-waiting" : "basis-full text-soft"}>{standing}</span>
      ) : null}
      {note === null ? null : (
        <q data-testid="reason-given" className="basis-full text-soft">
          {note}
        </q>
      )}
    </li>
  );
}
