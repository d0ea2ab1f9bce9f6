"use client";

import { TriangleAlert } from "lucide-react";
import type { DataProblem } from "@/lib/data/profile/profile";
import { useText } from "../i18n";
import { StateIcon } from "../ui/state-icon";

/** What is wrong with the data, one sentence each. */
export function ProblemList({ problems }: { readonly problems: readonly DataProblem[] }) {
  const { t } = useText();
  if (problems.length === 0) {
    return (
      <p className="flex items-center gap-2 text-soft">
        <StateIcon status="done" decorative />
        {t("data.noProblems")}
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-2">
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.column ?? ""}`} className="flex items-center gap-2">
          <TriangleAlert aria-hidden size={16} className="shrink-0 text-stale" />
          {t(`data.problem.${problem.code}`, { column: problem.column ?? "", count: problem.count })}
        </li>
      ))}
    </ul>
  );
}
