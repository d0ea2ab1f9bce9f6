/** One row through one package: "try one row". */
import type { CellValue, Row } from "../data/table";
import type { PackageSession } from "../packaging/session";
import { answerAt, probabilitiesAt } from "./answers";
import { inputTable } from "./input-table";

export interface RowAnswer {
  readonly prediction: CellValue;
  readonly probabilities: readonly { readonly value: string; readonly probability: number }[];
  readonly modelVersion: string;
  readonly latencyMs: number;
}

/** The package's answer. Missing values are allowed; text in a number column is `endpoint.bad-input`. */
export async function predictRow(options: {
  readonly session: PackageSession;
  readonly row: Row;
  readonly modelVersion: string;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}): Promise<RowAnswer> {
  const { session, row, modelVersion, now } = options;
  const startMs = now();
  const predictions = await session.predict(inputTable([row], session.signature));
  return {
    prediction: answerAt(predictions, 0).prediction,
    probabilities: probabilitiesAt(predictions, 0),
    modelVersion,
    latencyMs: now() - startMs,
  };
}
