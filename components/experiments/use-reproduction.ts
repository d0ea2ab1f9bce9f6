"use client";

/** What came of repeating a run, from the runs that are stored. */
import { reproductionOf, type Repeated, type Reproduction } from "@/lib/tracking/reproduction";
import { TAGS, type Run } from "@/lib/tracking/run";
import { asId, type RunId } from "@/lib/ids";
import type { Stores } from "@/lib/pipeline/services";
import { useText } from "../i18n";
import { useFacts } from "../shelf/use-facts";

export interface RunReproduction {
  readonly original: Run;
  readonly reproduction: Reproduction;
}

/** How a run that was to repeat another one came out; null for a run of its own, undefined while loading. */
export function useReproduction(run: Run | null): RunReproduction | null | undefined {
  return useFacts(
    async ({ stores }) => {
      const id = run?.tags[TAGS.reproduces];
      if (!run || !id) return null;
      const original = await stores.tracking.getRun(asId<RunId>(id));
      const [before, again] = await Promise.all([repeated(stores, original), repeated(stores, run)]);
      return { original, reproduction: reproductionOf(before, again) };
    },
    [run],
  );
}

async function repeated({ datasets }: Stores, run: Run): Promise<Repeated> {
  const split = await datasets.getSplit(run.splitId).catch(() => null);
  return { run, splitDigest: split?.digest ?? null };
}

/** The sentence of a reproduction. */
export function useReproductionText() {
  const { t, locale } = useText();
  return (reproduction: Reproduction): string => {
    switch (reproduction.kind) {
      case "identical":
        return t("experiments.reproduction.identical");
      case "other-result":
        return t("experiments.reproduction.otherResult");
      case "unfinished":
        return t("experiments.reproduction.unfinished");
      case "other-inputs": {
        const names = reproduction.inputs.map((input) => t(`experiments.reproduction.inputs.${input}`));
        const inputs = new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
        return t("experiments.reproduction.otherInputs", { inputs });
      }
    }
  };
}
