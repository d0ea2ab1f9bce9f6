/** Both sides of a comparison as the tests read them: both numbers, or both counts of categories. Numbers against texts are compared as texts. */
import { columnCounts } from "../count-pair";
import type { DriftSide } from "../drift-side";
import { presentValues } from "../values";
import { asTexts, countSide, countSideOfNumbers, countSideOfSketch, type CountSide } from "./count-side";
import { numericSideOfRows, numericSideOfSketch, type NumericSide } from "./numeric-side";

export type SidePair =
  | { readonly kind: "numeric"; readonly reference: NumericSide; readonly current: NumericSide }
  | { readonly kind: "categorical"; readonly reference: CountSide; readonly current: CountSide };

/** The pair; null when numbers that a sketch did not keep one by one stand against texts. */
export function sidePair(reference: DriftSide, current: DriftSide): SidePair | null {
  const [r, c] = [readSide(reference), readSide(current)];
  if (r.kind === "numeric" && c.kind === "numeric") return { kind: "numeric", reference: r, current: c };
  if (r.kind === "categorical" && c.kind === "categorical") return { kind: "categorical", reference: r, current: c };
  const [before, now] = [textsOf(r), textsOf(c)];
  return before && now && { kind: "categorical", reference: before, current: now };
}

function readSide(side: DriftSide): NumericSide | CountSide {
  if (side.kind === "sketch") {
    const { sketch } = side;
    return sketch.kind === "numeric" ? numericSideOfSketch(sketch) : countSideOfSketch(sketch);
  }
  if (side.column.storage === "dictionary") return countSide(columnCounts(side.column));
  const present = presentValues(side.column);
  return present.kind === "numeric" ? numericSideOfRows(present.values) : countSide(columnCounts(side.column));
}

function textsOf(side: NumericSide | CountSide): CountSide | null {
  const counts = side.kind === "numeric" ? countSideOfNumbers(side) : side;
  return counts && asTexts(counts);
}
