/** The sketches of a data set as bytes: what a reference becomes when its rows stay where they are. JSON in UTF-8, columns in their order. */
import { z } from "zod";
import { AppError } from "../errors";
import type { ColumnSketch } from "../statistics/sketches/column-sketch";
import { columnSketchOfJson, columnSketchToJson } from "../statistics/sketches/column-sketch-json";

const FORMAT = "ciclo-sketches";
const VERSION = 1;

const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  columns: z.array(z.object({ name: z.string(), sketch: z.unknown() })),
});

/** Column name to sketch, as bytes. */
export function encodeSketches(sketches: ReadonlyMap<string, ColumnSketch>): Uint8Array {
  const columns = Array.from(sketches, ([name, sketch]) => ({ name, sketch: columnSketchToJson(sketch) }));
  return new TextEncoder().encode(JSON.stringify({ format: FORMAT, version: VERSION, columns }));
}

/** The inverse of {@link encodeSketches}; bytes that are not such a file are `storage.corrupt`. */
export function decodeSketches(bytes: Uint8Array): ReadonlyMap<string, ColumnSketch> {
  const file = fileSchema.safeParse(parsed(bytes));
  if (!file.success) throw corrupt(bytes, file.error);
  const sketches = new Map<string, ColumnSketch>();
  for (const { name, sketch: json } of file.data.columns) {
    const sketch = columnSketchOfJson(json);
    if (!sketch) throw corrupt(bytes, name);
    sketches.set(name, sketch);
  }
  return sketches;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (cause) {
    throw corrupt(bytes, cause);
  }
}

function corrupt(bytes: Uint8Array, cause: unknown): AppError {
  return new AppError("storage.corrupt", { details: { bytes: bytes.length }, cause });
}
