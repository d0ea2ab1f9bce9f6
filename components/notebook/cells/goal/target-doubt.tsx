"use client";

/** A word of warning beside a target that is a date, an identifier, or has very many classes. */
import type { Goal } from "@/lib/data/goal";
import { targetDoubt } from "@/lib/data/target-doubt";
import { useText } from "../../../i18n";
import { useNotebookData } from "../../use-stored";

export function TargetDoubt({ goal }: { readonly goal: Goal }) {
  const { t } = useText();
  const version = useNotebookData();
  const doubt = version ? targetDoubt(version, goal) : null;
  if (!doubt) return null;
  const { target } = goal;
  return (
    <p role="status" data-testid="target-doubt" data-doubt={doubt.kind} className="mt-2 text-sm text-waiting">
      {doubt.kind === "many-classes"
        ? t("cells.goal.doubt.manyClasses", { target, count: doubt.classes })
        : t(`cells.goal.doubt.${doubt.kind}`, { target })}
    </p>
  );
}
