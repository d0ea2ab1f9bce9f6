/** Which separator a CSV uses, judged on its beginning. */
import { recordReader } from "./csv-records";
import type { CsvDialect } from "../version/dataset";

type Separator = CsvDialect["separator"];

const SEPARATORS: readonly Separator[] = [",", ";", "\t", "|"];

/**
 * The separator under which most records have as many fields as the header, at least two; of equals the one with more fields.
 * A file with one column has none: it gets a separator that its text does not hold, so that `1,5` stays one value.
 */
export function detectSeparator(sample: string, complete: boolean): Separator {
  let best: { separator: Separator; share: number; width: number } | null = null;
  for (const separator of SEPARATORS) {
    const widths = fieldCounts(sample, separator, complete);
    const width = widths[0] ?? 0;
    if (width < 2) continue;
    const share = widths.filter((count) => count === width).length / widths.length;
    if (!best || share > best.share || (share === best.share && width > best.width)) best = { separator, share, width };
  }
  return best?.separator ?? SEPARATORS.find((separator) => !sample.includes(separator)) ?? ",";
}

/** Fields of each record; the last record is left out when the sample may have cut it. */
function fieldCounts(sample: string, separator: Separator, complete: boolean): number[] {
  const reader = recordReader(separator);
  const records = reader.push(sample);
  try {
    if (complete || records.length === 0) records.push(...reader.end());
  } catch {
    // An unclosed quote is reported by the reading itself; the records before it tell enough.
  }
  return records.map((record) => record.fields.length);
}
