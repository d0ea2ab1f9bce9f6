"use client";

/** "Was it right?": a wrong answer becomes a labelled row, offered as the next version of the data and never added in silence. */
import { useState } from "react";
import type { CellValue, Row } from "@/lib/data/table";
import type { ModelPackage } from "@/lib/packaging/package";
import type { PredictAnswer } from "@/lib/notebook/services/services";
import { useText } from "../../../i18n";
import { Button } from "../../../ui/button";
import { Field } from "../../../ui/form/field";
import { NumberInput } from "../../../ui/form/number-input";
import { Select } from "../../../ui/form/select";
import { Corrections } from "./corrections";
import { useCorrections } from "./use-corrections";

export interface WasItRightProps {
  readonly made: ModelPackage;
  /** The question; null while there is none. */
  readonly row: Row | null;
  readonly answer: PredictAnswer | null;
}

export function WasItRight({ made, row, answer }: WasItRightProps) {
  const [rows, keep] = useCorrections(made.datasetVersionId);
  const { target } = made.signature;
  return (
    <div className="mt-3 flex flex-col gap-3">
      {answer && row ? (
        // Another question or answer starts over.
        <Verdict
          key={JSON.stringify([row, answer.prediction])}
          made={made}
          answer={answer}
          onTruth={(truth) => keep([...rows, Object.fromEntries([...Object.entries(row), [target, truth]])])}
        />
      ) : null}
      <Corrections made={made} rows={rows} onDone={() => keep([])} />
    </div>
  );
}

interface VerdictProps {
  readonly made: ModelPackage;
  readonly answer: PredictAnswer;
  readonly onTruth: (truth: CellValue) => void;
}

function Verdict({ made, answer, onTruth }: VerdictProps) {
  const { t } = useText();
  const [said, setSaid] = useState<"nothing" | "right" | "wrong" | "kept">("nothing");
  if (said === "kept") return null;
  return (
    <div data-testid="was-it-right" className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <div role="group" aria-label={t("cells.right.question")} className="flex items-center gap-2">
        <span className="font-medium">{t("cells.right.question")}</span>
        <Button size="sm" aria-pressed={said === "right"} onClick={() => setSaid("right")}>
          {t("cells.right.yes")}
        </Button>
        <Button size="sm" aria-pressed={said === "wrong"} onClick={() => setSaid("wrong")}>
          {t("cells.right.no")}
        </Button>
      </div>
      {said === "right" ? (
        <p role="status" className="text-sm text-soft">
          {t("cells.right.thanks")}
        </p>
      ) : null}
      {said === "wrong" ? (
        <Truth
          made={made}
          answer={answer}
          onTruth={(truth) => {
            onTruth(truth);
            setSaid("kept");
          }}
        />
      ) : null}
    </div>
  );
}

/** The right answer: one of the model's other classes, or a number. */
function Truth({ made, answer, onTruth }: VerdictProps) {
  const { t } = useText();
  const { classes, task } = made.signature;
  // The likeliest of the others comes first: it is most often the right one.
  const ranked = answer.probabilities.map(({ value }) => value);
  const others = (ranked.length > 0 ? ranked : classes).filter((name) => name !== answer.prediction);
  const [truth, setTruth] = useState<CellValue>(others[0] ?? null);
  return (
    <>
      <Field label={t("cells.right.truth")}>
        {task === "regression" ? (
          <NumberInput value={typeof truth === "number" ? truth : null} onChange={setTruth} />
        ) : (
          <Select
            value={String(truth)}
            options={others.map((name) => ({ value: name, label: name }))}
            onChange={setTruth}
          />
        )}
      </Field>
      <Button size="sm" variant="primary" disabled={truth === null} onClick={() => onTruth(truth)}>
        {t("cells.right.keep")}
      </Button>
    </>
  );
}
