/** Inputs after public reports, with their exact right answers: from the file through the product's own tasks to the answer. */
import { expect, it } from "vitest";
import type { Goal } from "../data/goal";
import type { CsvOptions } from "../data/version/dataset";
import { datasetDrift, tableDrift } from "../monitoring/drift/dataset-drift";
import { ksTwoSample } from "../monitoring/drift/ks";
import type { ColumnDrift } from "../monitoring/monitor";
import { directionOf } from "../data/goal";
import { columnOf } from "../data/table";
import { readIndices, readTable } from "../data/version/read-table";
import { applyRecipe } from "../preprocess/apply";
import type { RecipeSpec } from "../preprocess/recipe";
import { caseFile, importCase, tableLoop, type TableLoop } from "./table-loop";

function goalOf(target: string, task: Goal["task"]): Goal {
  const metric = task === "regression" ? "rmse" : "accuracy";
  const minimum = directionOf(metric) === "minimize" ? 1e9 : 0;
  return { target, task, metric, minimum, sensitive: [], costs: { falsePositive: 1, falseNegative: 1 } };
}

async function wanted<Wanted>(name: string): Promise<Wanted> {
  return JSON.parse((await caseFile(name)).toString()) as Wanted;
}

it("case 12: a value in a late row changes the type of its column, in the preview and in the version", async () => {
  const name = "12-late-type-change.csv";
  interface Late {
    readonly rows: number;
    readonly factura: { readonly distinct: number; readonly contains: readonly string[] };
    readonly articulo: { readonly distinct: number; readonly with_A: number };
    readonly faf: { readonly mean: number; readonly max: number; readonly non_integer_rows: number };
  }
  const want = await wanted<Late>("12-late-type-change.expected.json");
  const { services, version } = await importCase(name);
  const preview = await services.data.ingestFile(new Blob([new Uint8Array(await caseFile(name))]), name);
  expect(preview.columns).toEqual(version.schema);
  expect(preview.rows[0]).toMatchObject({ factura: "610200", articulo: "71000", faf: 1 });

  const table = await readTable({ stores: services.stores, versionId: version.id });
  const texts = (column: string): readonly string[] => {
    const found = columnOf(table, column);
    if (found.storage !== "dictionary") return expect.fail(`${column} is no text`);
    return Array.from(found.codes, (code) => found.categories[code]!);
  };
  expect(version.rowCount).toBe(want.rows);
  expect(new Set(texts("factura")).size).toBe(want.factura.distinct);
  expect([texts("factura")[1400], texts("factura")[2222]]).toEqual(want.factura.contains);
  const articles = new Set(texts("articulo"));
  expect(articles.size).toBe(want.articulo.distinct);
  expect(texts("articulo").filter((article) => article.endsWith("A"))).toHaveLength(want.articulo.with_A);
  expect(version.profile.columns.map(({ missing }) => missing)).toEqual([0, 0, 0, 0]);
  expect(version.profile.columns[3]).toMatchObject({ kind: "numeric", max: want.faf.max });
  const faf = columnOf(table, "faf");
  const values = faf.storage === "numeric" ? Array.from(faf.values) : [];
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(want.faf.mean, 9);
  expect(values.filter((value) => !Number.isInteger(value))).toHaveLength(want.faf.non_integer_rows);
});

const SCALERS = ["standardise", "min-max"] as const;
const MODELS = [{ kind: "linear" }, { kind: "mlp", layers: [{ units: 8, activation: "relu", dropout: 0 }] }] as const;

it.each(SCALERS.flatMap((scaler) => MODELS.map((model) => [scaler, model.kind, model] as const)))(
  "case 16: a constant column is scaled by 1, and a value that differs stays near (%s, %s)",
  async (scaler, _, model) => {
    const want = await wanted<Readonly<Record<string, number>>>("16-constant-column-scaler.expected.json");
    const recipe: RecipeSpec = { steps: [{ kind: scaler, columns: "numeric" }] };
    const goal = goalOf("y", "binary");
    const loop = await tableLoop("16-constant-column-scaler.csv", { goal, recipe, params: { model, epochs: 20 } });
    const plans = loop.recipe.fitted.features;
    for (const column of ["fijo", "cero"]) {
      expect(plans.find((plan) => plan.column === column)).toMatchObject({ factor: want["scale_of_constant"] });
    }
    const { stores } = loop.services;
    const table = await readTable({ stores, versionId: loop.version.id });
    const { parts } = await stores.datasets.getSplit(loop.recipe.splitId);
    const train = await readIndices(stores.blobs, parts.train);
    const scaled = applyRecipe(loop.recipe.fitted, table, train);
    for (let row = 0; row < train.length; row++) {
      const [, fijo, cero] = scaled.features.subarray(row * scaled.width, (row + 1) * scaled.width);
      expect([Math.abs(fijo!) < 1e-9, cero]).toEqual([true, want["scaled_cero"]]);
    }
    const fijo = plans.find((plan) => plan.column === "fijo");
    if (fijo?.kind !== "numeric") return expect.fail("fijo is no number");
    expect((27.36 - fijo.offset) * fijo.factor).toBeCloseTo(want["scaled_fijo_for_27.36"]!, 9);
    expect(Math.abs((27.35 - fijo.offset) * fijo.factor)).toBeLessThan(1e-9);

    const history = await stores.tracking.metricHistory(loop.run.id, "train_loss");
    expect(history.map(({ value }) => value).every(Number.isFinite)).toBe(true);
    const [usual, changed] = await Promise.all([27.35, 27.36].map((fijo) => answer(loop, { x1: 1, fijo, cero: 0 })));
    expect(Math.abs(yes(usual!) - yes(changed!))).toBeLessThan(0.05);
  },
);

const answer = ({ services, package: { digest } }: TableLoop, row: Readonly<Record<string, number>>) =>
  services.serving.predictPackage(digest, row);
const yes = ({ probabilities }: Awaited<ReturnType<typeof answer>>): number =>
  probabilities.find(({ value }) => value === "1")!.probability;

it("case 20: a package keeps what a float32 graph would round away", async () => {
  interface Offset {
    readonly queries: readonly number[];
    readonly right: readonly number[];
  }
  const want = await wanted<Offset>("20-float32-large-offset.expected.json");
  const loop = await tableLoop("20-float32-large-offset.csv", {
    goal: goalOf("avance", "regression"),
    recipe: { steps: [{ kind: "standardise", columns: "numeric" }] },
    params: { model: { kind: "linear" }, epochs: 200, learningRate: 0.05 },
  });
  expect(loop.package.signature.inputs).toEqual([{ name: "instante", type: "double" }]);
  const answers = await Promise.all(want.queries.map((instante) => answer(loop, { instante })));
  answers.forEach(({ prediction }, query) => {
    expect(Math.abs(Number(prediction) - want.right[query]!)).toBeLessThan(0.5);
  });
});

it("case 17: classes that are numbers stand in the order of numbers, everywhere", async () => {
  const name = "17-class-labels-that-are-numbers.csv";
  const want = await wanted<{
    readonly rows: number;
    readonly classes_in_order: readonly number[];
    readonly predictions: readonly number[];
  }>("17-class-labels-that-are-numbers.expected.json");
  const loop = await tableLoop(name, {
    goal: goalOf("turno", "multiclass"),
    params: { model: { kind: "linear" }, epochs: 300, learningRate: 0.05 },
  });
  const { services, version, recipe, run } = loop;
  const classes = want.classes_in_order.map(String);
  expect(version.rowCount).toBe(want.rows);
  expect(recipe.fitted.target).toMatchObject({ kind: "labels", classes });
  expect(run.metrics["best_val_accuracy"]).toBe(1);
  const { balance } = await services.stores.datasets.getSplit(run.splitId);
  for (const part of balance) {
    expect(part.classes.map(({ value }) => value)).toEqual(
      classes.filter((c) => part.classes.some(({ value }) => value === c)),
    );
  }
  const { dataframe_records: rows } = await wanted<{ readonly dataframe_records: readonly Record<string, number>[] }>(
    "17-class-labels-that-are-numbers.requests.json",
  );
  const answers = await Promise.all(rows.map((row) => services.serving.predictPackage(loop.package.digest, row)));
  expect(answers.map(({ prediction }) => prediction)).toEqual(want.predictions.map(String));
});
it("case 11: columns and values that every object has by name go all the way", async () => {
  const loop = await tableLoop("11-proto-and-constructor.csv", {
    times: 4,
    goal: goalOf("fallo", "binary"),
    recipe: { steps: [{ kind: "one-hot", columns: "categorical", maxCategories: 20 }] },
    split: { train: 0.5, validation: 0.25, test: 0.25, stratify: false },
    params: { model: { kind: "linear" }, epochs: 5 },
  });
  const want = await wanted<{
    readonly columns: readonly string[];
    readonly rows: number;
    readonly metodo_counts: Readonly<Record<string, number>>;
    readonly mean_constructor: number;
    readonly mean___proto__: number;
  }>("11-proto-and-constructor.expected.json");
  const { version } = await importCase("11-proto-and-constructor.csv");
  expect(version.schema.map(({ name }) => name)).toEqual(want.columns);
  expect(version.rowCount).toBe(want.rows);
  const [metodo, constructor, proto] = version.profile.columns;
  if (metodo?.kind !== "categorical") return expect.fail("metodo is no category");
  const counts = new Map(metodo.top.map(({ value, count }) => [value, count]));
  expect(counts).toEqual(new Map(Object.entries(want.metodo_counts)));
  expect(constructor).toMatchObject({ name: "constructor", mean: want.mean_constructor });
  expect(proto).toMatchObject({ name: "__proto__", mean: want.mean___proto__ });

  const row = JSON.parse('{"metodo":"__proto__","constructor":15,"__proto__":2}') as Readonly<Record<string, number>>;
  const { prediction, findings } = await answer(loop, row);
  expect([["si", "no"].includes(String(prediction)), findings]).toEqual([true, []]);
  const absent = JSON.parse('{"metodo":"valueOf","constructor":15}') as Readonly<Record<string, number>>;
  await expect(answer(loop, absent)).rejects.toMatchObject({
    code: "endpoint.column-absent",
    details: { column: "__proto__" },
  });
  await expect(answer(loop, {})).rejects.toMatchObject({ code: "endpoint.column-absent" });
});

it("case 18: an answer says what was imputed, unseen or not asked for, and refuses what is absent", async () => {
  const loop = await tableLoop("18-null-and-unseen-in-request.csv", {
    goal: goalOf("cuota", "regression"),
    recipe: {
      steps: [
        { kind: "impute", columns: "numeric", strategy: "median" },
        { kind: "impute", columns: "categorical", strategy: "mode" },
        { kind: "standardise", columns: "numeric" },
        { kind: "one-hot", columns: "categorical", maxCategories: 20 },
      ],
    },
    params: { model: { kind: "linear" }, epochs: 400, learningRate: 0.05 },
  });
  interface Requests {
    readonly one_by_one: readonly Readonly<Record<string, number>>[];
  }
  const { one_by_one: rows } = await wanted<Requests>("18-null-and-unseen-in-request.requests.json");
  const answers = await Promise.all(rows.map((row) => answer(loop, row).catch((error: unknown) => error)));
  const said = answers.map((one) => {
    const { prediction, findings, code, details } = one as Record<string, unknown>;
    return code ? { code, details } : { near: Math.round(Number(prediction) / 2) * 2, findings };
  });
  expect(said[0]).toEqual({ near: 150, findings: [] });
  expect(said[1]).toEqual({ near: 150, findings: [{ column: "hijos", kind: "imputed", value: 2 }] });
  expect(said[2]).toMatchObject({ findings: [{ column: "ciudad", kind: "unseen", value: "Ceuta" }] });
  expect(said[3]).toEqual({ near: 160, findings: [{ column: "ciudad", kind: "imputed", value: "Madrid" }] });
  expect(said[4]).toEqual({ code: "endpoint.column-absent", details: { column: "hijos" } });
  expect(said[5]).toEqual({ near: 160, findings: [] });
  expect(said[6]).toEqual({ near: 150, findings: [{ column: "extra", kind: "extra", value: null }] });
});

it("case 19: columns called by years keep their order, and the order of a request changes nothing", async () => {
  const name = "19-year-headers-feature-order.csv";
  const loop = await tableLoop(name, {
    goal: goalOf("ventas", "regression"),
    recipe: {
      steps: [
        { kind: "drop", columns: ["provincia"] },
        { kind: "standardise", columns: "numeric" },
      ],
    },
    params: { model: { kind: "linear" }, epochs: 400, learningRate: 0.05 },
  });
  const columns = ["provincia", "2019", "2017", "2018", "ventas"];
  expect(loop.version.schema.map((column) => column.name)).toEqual(columns);
  expect(loop.version.profile.columns.map((column) => column.name)).toEqual(columns);
  expect(loop.package.signature.inputs.map((input) => input.name)).toEqual(["2019", "2017", "2018"]);
  const requests = await wanted<Readonly<Record<string, unknown>>>("19-year-headers-feature-order.requests.json");
  for (const row of rowsIn(requests)) {
    expect(Math.abs(Number((await answer(loop, row)).prediction) - 37)).toBeLessThan(0.1);
  }
});

/** The rows of the case's three requests, whatever their layout: columns and values, or records. */
function rowsIn(requests: unknown): readonly Readonly<Record<string, number>>[] {
  const rows: Readonly<Record<string, number>>[] = [];
  JSON.stringify(requests, (_, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    if ("columns" in value && "data" in value) {
      const { columns, data } = value as { columns: readonly string[]; data: readonly (readonly number[])[] };
      rows.push(...data.map((row) => Object.fromEntries(row.map((cell, at) => [columns[at]!, cell]))));
    } else if ("2019" in value) rows.push(value as Readonly<Record<string, number>>);
    return value;
  });
  expect(rows.length).toBeGreaterThanOrEqual(3);
  return rows;
}

/** Two files of a case as tables of one kind of columns. */
async function sides(name: string, csv: Partial<CsvOptions> = {}) {
  const { services, version } = await importCase(`${name}.ref.csv`, { csv });
  const current = await importCase(`${name}.cur.csv`, { csv, services });
  const table = (id: typeof version.id) => readTable({ stores: services.stores, versionId: id });
  return {
    services,
    version,
    current: current.version,
    tables: [await table(version.id), await table(current.version.id)] as const,
  };
}

const named = (drifts: readonly ColumnDrift[], column: string): ColumnDrift =>
  drifts.find((drift) => drift.column === column) ?? expect.fail(`${column} was not judged`);

it("case 22: samples of other sizes, a value that nobody knew, a constant", async () => {
  const want = await wanted<
    Readonly<Record<string, Readonly<Record<string, number>>>> & { share_of_drifted_columns: number }
  >("22-chi-square-sizes-unseen-constant.expected.json");
  const { tables } = await sides("22-chi-square-sizes-unseen-constant");
  const drifts = tableDrift(...tables);
  expect(named(drifts, "calidad")).toMatchObject({ verdict: "stable", score: expect.closeTo(1, 9) });
  const plan = named(drifts, "plan");
  expect(plan).toMatchObject({ test: "chi2", verdict: "drift", unseen: { values: ["C"] } });
  expect(Math.abs(Math.log(plan.score! / want["plan"]!["p"]!))).toBeLessThan(1e-6);
  expect(plan.psi).toBeCloseTo(want["plan"]!["psi_eps_1e-4"]!, 6);
  expect(named(drifts, "pais").verdict).toBe("degenerate");
  expect(datasetDrift(drifts).share).toBeCloseTo(want.share_of_drifted_columns, 12);
});

it("case 23: a column that goes missing has drifted, and says why", async () => {
  const { tables } = await sides("23-column-goes-missing");
  const drifts = tableDrift(...tables);
  expect(named(drifts, "canal")).toMatchObject({
    verdict: "drift",
    because: "missing",
    missing: { reference: 0, current: 0.95 },
  });
  expect(named(drifts, "cupon")).toMatchObject({ verdict: "drift", because: "missing", missing: { current: 1 } });
  const edad = named(drifts, "edad");
  expect(edad).toMatchObject({ test: "ks", verdict: "stable" });
  expect(edad.score).toBeCloseTo(0.11114884622967085, 9);
  expect(edad).not.toHaveProperty("because");
});

it("case 25: Kolmogorov–Smirnov with ties, and the comparison that a person gets", async () => {
  const { tables } = await sides("25-ks-with-ties");
  const [before, now] = tables.map((table) => columnOf(table, "nota"));
  if (before?.storage !== "numeric" || now?.storage !== "numeric") return expect.fail("nota is no number");
  for (const pair of [[before.values, now.values] as const, [now.values, before.values] as const]) {
    const { statistic, pValue } = ksTwoSample(...pair);
    expect([statistic, pValue]).toEqual([expect.closeTo(0.15, 12), expect.closeTo(0.24563233880550928, 9)]);
  }
  expect(ksTwoSample(before.values, before.values)).toMatchObject({ statistic: 0, pValue: 1 });
  const small = ksTwoSample(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6));
  expect([small.statistic, small.pValue]).toEqual([1, expect.closeTo(0.1, 12)]);
  const nota = named(tableDrift(...tables), "nota");
  expect(nota).toMatchObject({ test: "chi2", verdict: "stable", score: expect.closeTo(0.1054, 4) });
});
