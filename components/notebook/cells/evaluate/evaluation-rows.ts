/** The rows of an evaluation that are in one cell of its confusion matrix. */
import type { EvaluationRows } from "@/lib/evaluation/evaluation";
import type { MatrixCell } from "../../../charts/confusion-matrix";

/** Row numbers whose actual and predicted class are those of the cell. */
export function rowsOfCell({ rows, actual, predicted }: EvaluationRows, cell: MatrixCell): number[] {
  return Array.from(rows).filter((_, index) => actual[index] === cell.actual && predicted[index] === cell.predicted);
}
