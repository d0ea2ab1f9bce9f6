"use client";

/** The head of a table of columns and their drift. */
import { useText } from "../../../i18n";
import { Explained } from "../../../ui/explained";

export interface DriftHeadProps {
  readonly heads: readonly ("column" | "test" | "score" | "limit" | "psi" | "verdict")[];
}

export function DriftHead({ heads }: DriftHeadProps) {
  const { t } = useText();
  return (
    <thead>
      <tr className="border-b border-line text-soft">
        {heads.map((head) => (
          <th key={head} scope="col" className="py-1 pr-3 font-medium">
            {head === "psi" ? <Explained term="psi">{t("monitoring.psi")}</Explained> : t(`monitoring.${head}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}
