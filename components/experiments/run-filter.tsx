"use client";

/** A filter in MLflow's search language; what it cannot read is said under the field. */
import { useId, useMemo } from "react";
import { toWire } from "@/lib/errors";
import type { Run } from "@/lib/tracking/run";
import { searchRuns } from "@/lib/tracking/search/search";
import { filterSuggestions } from "@/lib/tracking/search/filter-suggestions";
import { useErrorText, useText } from "../i18n";
import { Field } from "../ui/form/field";
import { TextInput } from "../ui/form/text-input";

export interface FilteredRuns {
  readonly runs: readonly Run[];
  /** What is wrong; the runs are then unfiltered. */
  readonly problem: FilterProblem | null;
}

export interface FilterProblem {
  readonly sentence: string;
  /** Where in the filter. */
  readonly index: number;
  readonly length: number;
}

/** The runs that a filter text lets through. */
export function useFilteredRuns(runs: readonly Run[], filter: string): FilteredRuns {
  const sentence = useErrorText();
  return useMemo(() => {
    try {
      return { runs: searchRuns(runs, filter), problem: null };
    } catch (error) {
      const wire = toWire(error);
      const index = Number(wire.details?.["index"] ?? 0);
      return { runs, problem: { sentence: sentence(wire), index, length: String(wire.details?.["at"] ?? "").length } };
    }
  }, [runs, filter, sentence]);
}

export interface RunFilterProps {
  /** The runs whose names of parameters and metrics are suggested. */
  readonly runs: readonly Run[];
  readonly value: string;
  readonly onChange: (filter: string) => void;
  readonly problem: FilterProblem | null;
}

export function RunFilter({ runs, value, onChange, problem }: RunFilterProps) {
  const { t } = useText();
  const listId = useId();
  const suggestions = useMemo(() => filterSuggestions(runs, value), [runs, value]);
  return (
    <Field
      label={t("experiments.filter")}
      hint={t("experiments.filterHint")}
      error={problem?.sentence ?? null}
      className="grow"
    >
      <span className="block">
        <TextInput
          type="search"
          list={listId}
          value={value}
          onChange={onChange}
          spellCheck={false}
          className="font-mono"
        />
        <datalist id={listId}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
        {problem ? (
          <span aria-hidden className="block overflow-hidden px-3 font-mono text-sm whitespace-pre">
            {value.slice(0, problem.index)}
            <mark className="bg-transparent text-failed underline decoration-wavy">
              {value.slice(problem.index, problem.index + Math.max(1, problem.length)) || " "}
            </mark>
            {value.slice(problem.index + Math.max(1, problem.length))}
          </span>
        ) : null}
      </span>
    </Field>
  );
}
