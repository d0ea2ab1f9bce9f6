"use client";

/** A filter in MLflow's search language; what it cannot read is said under the field. */
import { useId, useMemo } from "react";
import { toWire } from "@/lib/errors";
import type { Run } from "@/lib/tracking/run";
import { searchRuns } from "@/lib/tracking/search";
import { filterSuggestions } from "@/lib/tracking/filter-suggestions";
import { useErrorText, useText } from "../i18n";
import { Field } from "../ui/form/field";
import { TextInput } from "../ui/form/text-input";

export interface FilteredRuns {
  readonly runs: readonly Run[];
  /** The sentence of what is wrong; the runs are then unfiltered. */
  readonly problem: string | null;
}

/** The runs that a filter text lets through. */
export function useFilteredRuns(runs: readonly Run[], filter: string): FilteredRuns {
  const sentence = useErrorText();
  return useMemo(() => {
    try {
      return { runs: searchRuns(runs, filter), problem: null };
    } catch (error) {
      return { runs, problem: sentence(toWire(error)) };
    }
  }, [runs, filter, sentence]);
}

export interface RunFilterProps {
  /** The runs whose names of parameters and metrics are suggested. */
  readonly runs: readonly Run[];
  readonly value: string;
  readonly onChange: (filter: string) => void;
  readonly problem: string | null;
}

export function RunFilter({ runs, value, onChange, problem }: RunFilterProps) {
  const { t } = useText();
  const listId = useId();
  const suggestions = useMemo(() => filterSuggestions(runs, value), [runs, value]);
  return (
    <Field label={t("experiments.filter")} hint={t("experiments.filterHint")} error={problem} className="grow">
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
      </span>
    </Field>
  );
}
