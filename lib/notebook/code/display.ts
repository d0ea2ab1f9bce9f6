/** What a code cell may put on the screen: data, never markup. */
import type { CellValue } from "../../data/table";

export type DisplayItem =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "table";
      readonly columns: readonly string[];
      /** At most 200 rows. */
      readonly rows: readonly (readonly CellValue[])[];
      readonly totalRows: number;
    }
  | { readonly kind: "log"; readonly text: string }
  /** The relay dropped output to keep the page alive. */
  | { readonly kind: "dropped"; readonly messages: number };
