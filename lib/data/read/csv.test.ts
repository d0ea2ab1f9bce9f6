import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ErrorCode } from "../../errors";
import { MAX_COLUMNS, readCsv } from "./csv";
import type { OpenBytes } from "./csv-bytes";
import { MAX_FIELD_CHARS } from "./csv-records";
import { DEFAULT_CSV_OPTIONS, type CsvOptions } from "../version/dataset";
import { columnOf, rowAt, type Row } from "../table";

const utf8 = new TextEncoder();

/** Opens bytes in chunks of the given size. */
function opener(bytes: Uint8Array, chunkBytes = 7): OpenBytes {
  return async function* () {
    for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.subarray(start, start + chunkBytes);
  };
}

async function read(text: string | Uint8Array, options: Partial<CsvOptions> = {}, chunkBytes = 7) {
  const bytes = typeof text === "string" ? utf8.encode(text) : text;
  const content = await readCsv(opener(bytes, chunkBytes), { ...DEFAULT_CSV_OPTIONS, ...options });
  const rows: Row[] = Array.from({ length: content.table.rowCount }, (_, row) => rowAt(content.table, row));
  const types = Object.fromEntries(content.schema.map(({ name, type }) => [name, type]));
  return { ...content, rows, types };
}

async function failure(text: string | Uint8Array): Promise<{ code: ErrorCode; details: object }> {
  const error: unknown = await read(text).then(
    () => expect.fail("it was read"),
    (thrown: unknown) => thrown,
  );
  const { code, details } = error as { code: ErrorCode; details: object };
  return { code, details };
}

describe("dialects", () => {
  it.each([",", ";", "\t", "|"] as const)("finds the separator %j", async (separator) => {
    const { dialect, rows } = await read(["a", "b"].join(separator) + "\n" + ["1", "x"].join(separator) + "\n");
    expect(dialect.separator).toBe(separator);
    expect(rows).toEqual([{ a: 1, b: "x" }]);
  });

  it("reads a decimal comma between semicolons", async () => {
    const { dialect, rows } = await read("a;b\n1,5;10\n-2,25;1.234,5\n");
    expect(dialect).toEqual({ separator: ";", decimal: ",", encoding: "utf-8", bom: false });
    expect(rows).toEqual([
      { a: 1.5, b: 10 },
      { a: -2.25, b: 1234.5 },
    ]);
  });

  it("reads a single column with decimal commas as one column", async () => {
    const { rows, dialect } = await read("value\n1,5\n2,5\n");
    expect(rows).toEqual([{ value: 1.5 }, { value: 2.5 }]);
    expect(dialect.decimal).toBe(",");
  });

  it("reads thousands separators", async () => {
    expect((await read('a,b\n"1,234.5",x\n"12,345,678",y\n')).rows.map((row) => row["a"])).toEqual([1234.5, 12345678]);
  });

  it("takes 1,234 alone for thousands in a comma file and for a decimal elsewhere", async () => {
    expect((await read('a,b\n"1,234",x\n')).rows[0]).toEqual({ a: 1234, b: "x" });
    expect((await read("a;b\n1,234;x\n")).rows[0]).toEqual({ a: 1.234, b: "x" });
  });

  it("decides the decimal mark by the whole file, not by its beginning", async () => {
    const { rows } = await read(`a;b\n${"1,500;x\n".repeat(50)}2.5;y\n`);
    expect(rows[0]).toEqual({ a: 1500, b: "x" });
    expect(rows[50]).toEqual({ a: 2.5, b: "y" });
  });

  it("removes a byte order mark and says so", async () => {
    const { rows, dialect } = await read(Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8.encode("año,b\n1,2\n")]), {}, 2);
    expect(rows).toEqual([{ año: 1, b: 2 }]);
    expect(dialect.bom).toBe(true);
  });

  it("reads Latin-1 where the bytes are not UTF-8, even when the first such byte comes late", async () => {
    const bytes = Uint8Array.from([
      ...utf8.encode(`city,n\n${"Lima,1\n".repeat(100)}Bogot`),
      0xe1,
      ...utf8.encode(",2\n"),
    ]);
    const { rows, dialect } = await read(bytes);
    expect(dialect.encoding).toBe("latin-1");
    expect(rows.at(-1)).toEqual({ city: "Bogotá", n: 2 });
  });

  it("reads UTF-8 whose characters are cut by chunks", async () => {
    expect((await read("a,b\nñandú,日本\n", {}, 1)).rows).toEqual([{ a: "ñandú", b: "日本" }]);
  });

  it("obeys the options over what it would infer", async () => {
    const { dialect, rows } = await read("a;b,c\n1;2,3\n", { separator: ",", decimal: "." });
    expect(dialect.separator).toBe(",");
    expect(rows).toEqual([{ "a;b": "1;2", c: 3 }]);
  });
});

describe("records", () => {
  it("reads quotes with separators, newlines and doubled quotes", async () => {
    const { rows } = await read('a,b\n"x, ""y""\nz",1\n" kept ",2\n');
    expect(rows).toEqual([
      { a: 'x, "y"\nz', b: 1 },
      { a: " kept ", b: 2 },
    ]);
  });

  it.each(["\n", "\r\n", "\r"])("ends lines with %j, the last one or not", async (newline) => {
    for (const tail of ["", newline]) {
      const { rows } = await read(["a,b", "1,x", "2,y"].join(newline) + tail, {}, 1);
      expect(rows).toEqual([
        { a: 1, b: "x" },
        { a: 2, b: "y" },
      ]);
    }
  });

  it("skips blank lines but keeps a quoted empty value", async () => {
    expect((await read('a\n\nx\n""\n\n')).rows).toEqual([{ a: "x" }, { a: null }]);
  });

  it("keeps a quote inside an unquoted field", async () => {
    expect((await read('a,b\n5" pipe,1\n')).rows).toEqual([{ a: '5" pipe', b: 1 }]);
  });

  it("names columns without a name", async () => {
    expect((await read(",b\n1,2\n")).rows).toEqual([{ column_1: 1, b: 2 }]);
  });

  it("keeps the first maxRows, typed by the whole file", async () => {
    const late = utf8.encode("a,b\n1,2\n3,4\n5,x\n");
    const { table, schema } = await readCsv(opener(late), DEFAULT_CSV_OPTIONS, { maxRows: 2 });
    expect(table.rowCount).toBe(2);
    expect(schema.map(({ type }) => type)).toEqual(["number", "category"]);
    expect(rowAt(table, 0)).toEqual({ a: 1, b: "2" });
  });

  it("refuses what follows maxRows as the import would", async () => {
    const broken = utf8.encode("a,b\n1,2\n3,4\n5,6,7\n");
    const reading = readCsv(opener(broken), DEFAULT_CSV_OPTIONS, { maxRows: 2 });
    await expect(reading).rejects.toMatchObject({ code: "csv.ragged-row" });
  });
});

describe("types", () => {
  it("reads dd/mm/yyyy and ISO dates as UTC milliseconds", async () => {
    const { rows, types } = await read("d,e\n31/12/2023,2024-02-29\n01/02/2024,2024-03-01T12:30:00Z\n");
    expect(types).toEqual({ d: "date", e: "date" });
    expect(rows).toEqual([
      { d: Date.UTC(2023, 11, 31), e: Date.UTC(2024, 1, 29) },
      { d: Date.UTC(2024, 1, 1), e: Date.UTC(2024, 2, 1, 12, 30) },
    ]);
  });

  it("reads mm/dd/yyyy only where dd/mm/yyyy is impossible, and no impossible day", async () => {
    expect((await read("d,x\n01/25/2024,1\n02/03/2024,1\n")).rows[1]).toEqual({ d: Date.UTC(2024, 1, 3), x: 1 });
    expect((await read("d,x\n31/02/2024,1\n")).types["d"]).toBe("category");
  });

  it("reads the missing tokens as missing, whatever their case", async () => {
    const { rows, types } = await read("a,b\nNA,x\n,N/A\n nan ,?\n3,null\n");
    expect(types).toEqual({ a: "number", b: "category" });
    expect(rows.map((row) => [row["a"], row["b"]])).toEqual([
      [null, "x"],
      [null, null],
      [null, null],
      [3, null],
    ]);
  });

  it("lets one late text turn numbers into categories", async () => {
    const { types, rows } = await read(`a,b\n${"1,1\n".repeat(500)}one,1\n`);
    expect(types["a"]).toBe("category");
    expect(rows[0]).toEqual({ a: "1", b: 1 });
  });

  it("tells texts from categories by how often values repeat", async () => {
    const lines = Array.from({ length: 100 }, (_, row) => `note ${row},${row % 5 === 0 ? "x" : "y"}`);
    expect((await read(`note,kind\n${lines.join("\n")}`)).types).toEqual({ note: "text", kind: "category" });
  });

  it("obeys type overrides; what does not fit is missing", async () => {
    const { types, rows } = await read("a,b\n1,x\n2,7\n", { typeOverrides: { a: "category", b: "number" } });
    expect(types).toEqual({ a: "category", b: "number" });
    expect(rows).toEqual([
      { a: "1", b: null },
      { a: "2", b: 7 },
    ]);
  });

  it("does not take infinity or words for numbers", async () => {
    expect((await read("a,b\n1e999,Infinity\n1,2\n")).types).toEqual({ a: "category", b: "category" });
  });

  it("calls a column without values a number, all missing", async () => {
    const { table, types } = await read("a,b\n,1\nNA,2\n");
    expect(types["a"]).toBe("number");
    expect(columnOf(table, "a")).toEqual({ storage: "numeric", values: new Float64Array([NaN, NaN]) });
  });
});

describe("bad files", () => {
  it("refuses what is not text", async () => {
    expect((await failure(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 1]))).code).toBe("csv.not-csv");
    expect((await failure("<!DOCTYPE html>\n<p>a,b</p>")).code).toBe("csv.not-csv");
    expect((await failure('[{"a": 1}]')).code).toBe("csv.not-csv");
    expect((await failure('{"a": 1}')).code).toBe("csv.not-csv");
    expect((await failure("%PDF-1.7\n…")).code).toBe("csv.not-csv");
  });

  it("names the line of a ragged row", async () => {
    const { code, details } = await failure('a,b\n"x\ny",1\n\n3\n');
    expect(code).toBe("csv.ragged-row");
    expect(details).toEqual({ row: 5, expected: 2, found: 1 });
  });

  it.each(["", "\n\n", "a,b\n", "a,b"])("refuses %j as empty", async (text) => {
    expect((await failure(text)).code).toBe("csv.empty");
  });

  it("names the line where an unclosed quote begins, at the end or once it is too long", async () => {
    expect(await failure('a,b\n1,2\n3,"x\n4,5\n')).toEqual({ code: "csv.unclosed-quote", details: { row: 3 } });
    const endless = utf8.encode(`a,b\n1,"${"x".repeat(MAX_FIELD_CHARS + 10)}`);
    await expect(readCsv(opener(endless, 100_000), DEFAULT_CSV_OPTIONS)).rejects.toMatchObject({
      code: "csv.unclosed-quote",
    });
  });

  it("names a column that appears twice", async () => {
    expect(await failure("a,b,a\n1,2,3\n")).toEqual({ code: "csv.duplicate-column", details: { column: "a" } });
  });

  it("refuses by name a line of nothing but separators", async () => {
    const line = ",".repeat(100_000);
    await expect(read(`${line}\n${line}\n`)).rejects.toMatchObject({
      code: "csv.too-many-columns",
      details: { found: 100_001, most: MAX_COLUMNS },
    });
  });

  it("reads a table as wide as a spreadsheet can be", async () => {
    const names = Array.from({ length: MAX_COLUMNS }, (_, column) => `c${column}`);
    const { table } = await read(`${names.join(",")}\n${names.map((_, column) => column).join(",")}\n`);
    expect([...table.columns.keys()]).toEqual(names);
  });

  it("stops when it is cancelled", async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const reading = readCsv(opener(utf8.encode("a,b\n1,2\n3,4\n")), DEFAULT_CSV_OPTIONS, {
      signal: controller.signal,
      onProgress,
    });
    await expect(reading).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("round trip", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "ñ", '"', ",", ";", "\n", "\r\n", " ", "|", "日"), { minLength: 1, maxLength: 8 })
    .map((parts) => `_${parts.join("")}`);
  const cell = fc.option(text, { nil: null });
  const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), { nil: null });

  it("reads back every table that is written, whatever the chunks, separator and newline", async () => {
    const table = fc.array(fc.tuple(number, cell, cell), { minLength: 1, maxLength: 20 });
    const dialect = fc.record({
      separator: fc.constantFrom(",", ";", "\t", "|"),
      newline: fc.constantFrom("\n", "\r\n"),
      comma: fc.boolean(),
      chunkBytes: fc.integer({ min: 1, max: 64 }),
    });
    const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(table, dialect, async (rows, { separator, newline, comma, chunkBytes }) => {
        const decimal = comma && separator !== "," ? "," : ".";
        const line = ([n, a, b]: (typeof rows)[number]) =>
          [
            n === null ? "" : String(n).replace(".", decimal),
            a === null ? "" : quoted(a),
            b === null ? "NA" : quoted(b),
          ].join(separator);
        const csv = [["n", "a", "b"].join(separator), ...rows.map(line)].join(newline);
        const options = { decimal, separator, typeOverrides: { n: "number", a: "text", b: "text" } } as const;
        const result = await read(csv, options, chunkBytes);
        expect(result.rows).toEqual(rows.map(([n, a, b]) => ({ n, a, b })));
      }),
      { seed: 20_260, numRuns: 200 },
    );
  });

  it("infers the dialect of what is written", async () => {
    const table = fc.array(fc.tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom("x", "y")), {
      minLength: 2,
      maxLength: 9,
    });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(",", ";", "\t", "|"), async (rows, separator) => {
        const lines = rows.map(([n, kind]) => [`${n}${separator === "," ? "." : ","}5`, kind].join(separator));
        const { dialect, rows: found } = await read([["n", "kind"].join(separator), ...lines].join("\n"));
        expect(dialect.separator).toBe(separator);
        expect(found).toEqual(rows.map(([n, kind]) => ({ n: n + 0.5, kind })));
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});

it("reads 100,000 rows of 20 columns", async () => {
  const names = Array.from({ length: 20 }, (_, column) => `c${column}`);
  const line = (row: number) =>
    names.map((_, column) => (column < 15 ? ((row * (column + 1)) % 9973) / 100 : `k${(row + column) % 12}`)).join(",");
  const bytes = utf8.encode([names.join(","), ...Array.from({ length: 100_000 }, (_, row) => line(row))].join("\n"));
  const { table, schema } = await readCsv(opener(bytes, 65_536), DEFAULT_CSV_OPTIONS);
  expect(table.rowCount).toBe(100_000);
  expect(schema.filter((column) => column.type === "number")).toHaveLength(15);
  expect(rowAt(table, 99_999)).toMatchObject({ c0: ((99_999 * 1) % 9973) / 100, c15: `k${(99_999 + 15) % 12}` });
});
