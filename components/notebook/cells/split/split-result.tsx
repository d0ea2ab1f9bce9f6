"use client";

import { asId } from "@/lib/ids";
import { ProportionBar } from "../../../charts/proportion-bar";
import { useText } from "../../../i18n";
import { Explained } from "../../../ui/explained";
import { useStoredById } from "../../use-stored";
import { ResultSkeleton, type ResultProps } from "../result";

export function SplitResult({ handle }: ResultProps<"split">) {
  const { t } = useText();
  const split = useStoredById(handle.id, (stores, id) => stores.datasets.getSplit(asId(id)));
  if (!split) return <ResultSkeleton height={90} />;
  return (
    <section aria-label={t("cells.split.barLabel")}>
      <p className="mb-1 text-sm text-soft">
        <Explained term="splitParts">{t("glossary.terms.splitParts.name")}</Explained>
      </p>
      <ProportionBar balance={split.balance} partName={(part) => t(`cells.split.${part}`)} />
    </section>
  );
}
