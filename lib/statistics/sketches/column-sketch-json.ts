/**
 * A column's sketch as plain data and back, without loss (but −0 comes back as 0, and moments that overflowed as NaN). What comes from outside
 * is checked: its shape, and what the bounds rely on.
 */
import { z } from "zod";
import type { Moments } from "../moments";
import type { ColumnSketch } from "./column-sketch";
import { distinctSketchOfText, distinctSketchToText } from "./distinct-sketch";
import { quantileSketchOfJson, quantileSketchToJson, type QuantileSketchJson } from "./quantile-sketch-json";

const FORMAT_VERSION = 1;

const rows = z.number().int().nonnegative();
const size = z.number().nonnegative();
/** JSON knows no infinity. */
const moment = z.number().nullable();

const momentsSchema = z.object({
  moments: z.object({ count: rows, mean: moment, m2: moment, m3: moment, m4: moment }),
  low: moment,
  high: moment,
  missing: rows,
  infinite: rows,
});

const quantilesSchema = z
  .object({
    capacity: z.number().int().min(16),
    count: rows,
    low: moment,
    high: moment,
    levels: z.array(z.array(z.number()).readonly()).min(1).max(53).readonly(),
    worstError: size,
    fixedError: size,
    squaredError: size,
    areaError: size,
    coin: z.number().int(),
  })
  .refine(holdsTogether);

const registers = z.string().regex(/^[0-e]{4096}$/);
const countedNumber = z.tuple([z.number(), rows]).readonly();
const countedText = z.tuple([z.string(), rows]).readonly();

const numericSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  kind: z.literal("numeric"),
  moments: momentsSchema,
  quantiles: quantilesSchema,
  distinct: registers,
  few: z.array(countedNumber).readonly().nullable(),
});

const categoricalSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  kind: z.literal("categorical"),
  counts: z.object({
    capacity: z.number().int().positive(),
    count: rows,
    counts: z.array(countedText).readonly(),
    shortfall: rows,
  }),
  missing: rows,
});

const columnSchema = z.discriminatedUnion("kind", [numericSchema, categoricalSchema]);

/** What `JSON.stringify` takes and {@link columnSketchOfJson} reads again. */
export type ColumnSketchJson = z.input<typeof columnSchema>;

/** The sketch as plain data. */
export function columnSketchToJson(sketch: ColumnSketch): ColumnSketchJson {
  if (sketch.kind === "categorical") return { formatVersion: FORMAT_VERSION, ...sketch };
  const { moments, quantiles, distinct, few } = sketch;
  return {
    formatVersion: FORMAT_VERSION,
    kind: "numeric",
    moments,
    quantiles: quantileSketchToJson(quantiles),
    distinct: distinctSketchToText(distinct),
    few,
  };
}

/** The sketch of such data; null of anything else. */
export function columnSketchOfJson(json: unknown): ColumnSketch | null {
  const parsed = columnSchema.safeParse(json);
  if (!parsed.success) return null;
  const { formatVersion: _, ...sketch } = parsed.data;
  if (sketch.kind === "categorical") return sketch;
  return {
    ...sketch,
    moments: { ...sketch.moments, moments: momentsOf(sketch.moments.moments) },
    quantiles: quantileSketchOfJson(sketch.quantiles),
    distinct: distinctSketchOfText(sketch.distinct),
  };
}

function momentsOf(json: z.infer<typeof momentsSchema>["moments"]): Moments {
  const { count, mean, m2, m3, m4 } = json;
  return { count, mean: mean ?? NaN, m2: m2 ?? NaN, m3: m3 ?? NaN, m4: m4 ?? NaN };
}

/** Every row has its weight, and levels that are read as sorted are. */
function holdsTogether({ count, levels }: Pick<QuantileSketchJson, "count" | "levels">): boolean {
  const weight = levels.reduce((sum, level, height) => sum + level.length * 2 ** height, 0);
  const sorted = levels.slice(1).every((level) => level.every((value, at) => at === 0 || level[at - 1]! <= value));
  return weight === count && sorted;
}
