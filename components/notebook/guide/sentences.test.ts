import { describe, expect, it } from "vitest";
import { en } from "@/lib/i18n/en";
import { es } from "@/lib/i18n/es";
import { translator, type Locale } from "@/lib/i18n/translate";
import { stageCell } from "@/lib/notebook/document/defaults";
import { asId, type CellId } from "@/lib/ids";
import { STAGE_KINDS } from "@/lib/notebook/document/document";
import { formats } from "../../formats";
import { sentenceOf, type Words } from "./sentences";

function words(locale: Locale): Words {
  const format = formats(locale, locale);
  return { ...format, t: translator(locale === "es" ? es : en, locale, format.formatNumber) };
}

const id = asId<CellId>("1");

describe("sentenceOf", () => {
  it.each(["en", "es"] as const)("leaves no place empty in any kind (%s)", (locale) => {
    for (const kind of STAGE_KINDS) {
      const sentence = sentenceOf(stageCell({ id, kind }), words(locale));
      expect(sentence).not.toMatch(/[{}]|undefined|\w+\.\w+\.\w+/);
      expect(sentence.endsWith(".")).toBe(true);
    }
  });

  it("names the goal with its metric and direction", () => {
    const goal = stageCell({
      id,
      kind: "goal",
      params: { target: "age", task: "regression", metric: "rmse", minimum: 50 },
    });
    expect(sentenceOf(goal, words("en"))).toBe("Predict “age”: RMSE of at most 50.");
    expect(sentenceOf(goal, words("es"))).toBe("Predecir «age»: RMSE de a lo más 50.");
  });

  it("lists the layers of a network", () => {
    const layers = [64, 32].map((units) => ({ units, activation: "relu" as const, dropout: 0 }));
    const train = stageCell({ id, kind: "train", params: { model: { kind: "mlp", layers }, epochs: 20 } });
    expect(sentenceOf(train, words("en"))).toBe("Train a network with layers of 64–32 neurons, 20 epochs at most.");
  });

  it("names what is trained without layers in both languages", () => {
    const train = stageCell({ id, kind: "train", params: { model: { kind: "linear" }, epochs: 20 } });
    expect(sentenceOf(train, words("en"))).toBe("Train a linear or logistic model, 20 epochs at most.");
    expect(sentenceOf(train, words("es"))).toBe("Entrenar un modelo lineal o logístico, 20 épocas como máximo.");
  });

  it("joins the conditions of an alert rule", () => {
    expect(sentenceOf(stageCell({ id, kind: "monitor" }), words("en"))).toBe(
      "Looks at every 200 rows. Alerts if: share of drifted columns ≥ 50% or prediction drift, in 3 of 5 windows.",
    );
  });
});
