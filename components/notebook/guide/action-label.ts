/** What the primary button of a stage cell says. */
import type { StageKind } from "@/lib/notebook/document/document";
import type { Translate } from "@/lib/i18n/translate";

export function actionLabel(kind: StageKind, t: Translate): string {
  if (kind === "monitor") return t("monitoring.action");
  if (kind === "trigger") return t("monitoring.trigger.action");
  return t(`cells.${kind}.action`);
}
