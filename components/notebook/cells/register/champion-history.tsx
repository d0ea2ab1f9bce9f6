"use client";

/** Who was champion when, and why: read from the journal. */
import type { JournalEntry } from "@/lib/journal";
import type { AliasReason } from "@/lib/registry/registered-model";
import { useText } from "../../../i18n";
import { Explained } from "../../../ui/explained";
import { useNotebook } from "../../notebook-context";
import { useStored } from "../../use-stored";
import { virtualTimeText } from "../../world/virtual-time";

const REASONS: readonly AliasReason[] = ["first-version", "chosen", "gate-blessed", "rolled-back", "challenger"];

export function ChampionHistory({ modelName }: { readonly modelName: string }) {
  const { t, formatDate } = useText();
  const { projectId } = useNotebook();
  const entries = useStored(
    async (stores) =>
      (await stores.journal.list(projectId, { subject: modelName })).filter(
        (entry) =>
          entry.command === "alias.set" && entry.details["alias"] === "champion" && entry.details["to"] !== null,
      ),
    [projectId, modelName],
  );
  if (!entries) return null;
  return (
    <section aria-label={t("monitoring.trigger.history.title")} data-testid="champion-history">
      <h3 className="font-semibold">
        <Explained term="champion">{t("monitoring.trigger.history.title")}</Explained>
      </h3>
      {entries.length === 0 ? <p className="text-sm text-faint">{t("monitoring.trigger.history.empty")}</p> : null}
      <ol className="mt-1 text-sm">
        {entries.map((entry, index) => (
          <li
            key={entry.id}
            data-version={String(entry.details["to"])}
            data-reason={String(entry.details["reason"])}
            className="flex flex-wrap gap-x-3 border-b border-line py-1 last:border-b-0"
          >
            <span className="font-medium" title={formatDate(entry.atMs, { dateStyle: "short", timeStyle: "medium" })}>
              {t("monitoring.trigger.history.entry", {
                version: String(entry.details["to"]),
                when:
                  entry.virtualMinute === null
                    ? formatDate(entry.atMs, { dateStyle: "short", timeStyle: "short" })
                    : virtualTimeText(entry.virtualMinute, t),
              })}
            </span>
            <span className="text-soft">
              <Why entry={entry} />
            </span>
            {index === 0 ? <span className="ml-auto text-done">{t("monitoring.trigger.history.now")}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Why({ entry }: { readonly entry: JournalEntry }) {
  const { t } = useText();
  const reason = REASONS.find((known) => known === entry.details["reason"]);
  const actor = t(`monitoring.trigger.history.actors.${entry.actor}`);
  const parts = [
    reason ? t(`monitoring.trigger.history.reasons.${reason}`) : "",
    t("monitoring.trigger.history.by", { actor }),
  ];
  return parts.filter(Boolean).join(", ");
}
