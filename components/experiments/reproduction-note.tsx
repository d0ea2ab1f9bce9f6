"use client";

/** Of a run that was to repeat another one: identical, or what differs. */
import Link from "next/link";
import type { Run } from "@/lib/tracking/run";
import { useText } from "../i18n";
import { useReproduction, useReproductionText } from "./use-reproduction";

export function ReproductionNote({ run }: { readonly run: Run }) {
  const { t } = useText();
  const sentence = useReproductionText();
  const found = useReproduction(run);
  if (!found || run.status === "RUNNING") return null;
  return (
    <p role="note" className="mb-4 rounded-md bg-sunk px-3 py-2">
      {t("experiments.reproduction.of")}{" "}
      <Link href={`/experiments?run=${found.original.id}`} className="link">
        {found.original.name}
      </Link>
      {". "}
      {sentence(found.reproduction)}
    </p>
  );
}
