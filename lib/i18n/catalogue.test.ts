import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "../errors";
import { PROGRESS_PHASES } from "../progress";
import { en } from "./en";
import { es } from "./es";
import { translator, type MessageKey } from "./translate";

type Leaves = ReadonlyMap<string, string>;

function leaves(node: object, path = ""): Leaves {
  return new Map(
    Object.entries(node).flatMap(([key, value]: [string, unknown]): [string, string][] => {
      const at = path ? `${path}.${key}` : key;
      return typeof value === "string" ? [[at, value]] : [...leaves(value as object, at)];
    }),
  );
}

const places = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const english = leaves(en);
const spanish = leaves(es);

describe("the two catalogues", () => {
  it("fill the same places in every message", () => {
    const different = [...english].filter(
      ([key, text]) => !key.endsWith(".one") && places(text).join() !== places(spanish.get(key) ?? "").join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it("leave no message empty", () => {
    expect([...english, ...spanish].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("have a sentence for every error and every phase of long work", () => {
    const t = translator(es, "es", String);
    const keys = [
      ...ERROR_CODES.map((code) => `errors.${code}`),
      ...PROGRESS_PHASES.map((phase) => `progress.${phase}`),
    ];
    expect(keys.filter((key) => t(key as MessageKey) === key)).toEqual([]);
  });
});

describe("Spanish", () => {
  const words = [...spanish].filter(([key]) => !/\.terms?\b/.test(key) && key !== "shell.toEnglish");

  it("names the same English term on hover as English does", () => {
    const terms = [...english].filter(([key]) => /^(common\.terms\.\w+|kinds\.\w+\.term)$/.test(key));
    expect(terms.filter(([key, term]) => spanish.get(key) !== term)).toEqual([]);
  });

  it("leaves no English word where the trade has a Spanish one", () => {
    const english =
      /\b(dataset|feature|label|split|run|tracking|tuning|baseline|package|parity|registry|champion|challenger|gate|deploy(ment)?|canary|rollback|monitoring|trigger|drift|lineage|stale|digest|staging|log-loss|early stopping)\b/i;
    const quoted = (text: string) => text.replace(/\{\w+\}|`[^`]*`/g, "");
    expect(words.filter(([, text]) => english.test(quoted(text)))).toEqual([]);
  });

  it("speaks to one person as tú", () => {
    const formal = /\b(usted(es)?|vosotros|vuestr[oa]s?|vos|haga|elija|pulse|seleccione|tenés|podés|elegí)\b/i;
    expect(words.filter(([, text]) => formal.test(text))).toEqual([]);
  });
});

describe("a translator", () => {
  const t = translator(en, "en", (value) => `<${value}>`);

  it("fills places and writes numbers in the region", () => {
    expect(t("progress.of", { done: 2, total: 3 })).toBe("<2> of <3>");
  });

  it("chooses the plural form by the count", () => {
    expect(t("common.rows", { count: 1 })).toBe("<1> row");
    expect(t("common.rows", { count: 2 })).toBe("<2> rows");
  });

  it("keeps a place that has no value visible, and a key that has no message", () => {
    expect(t("common.sortBy")).toBe("Sort by {column}");
    expect(t("common.nothing" as MessageKey)).toBe("common.nothing");
  });
});
