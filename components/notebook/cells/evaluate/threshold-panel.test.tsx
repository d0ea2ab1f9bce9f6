import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TextProvider } from "@/components/i18n";
import { placeOf, type ErrorCosts } from "@/lib/evaluation/judgement/at-threshold";
import { judge } from "@/lib/evaluation/judgement/judge";
import { en } from "@/lib/i18n/en";
import { GroupTables } from "./group-tables";
import { ThresholdPanel } from "./threshold-panel";

const SCORES = [0.0625, 0.125, 0.25, 0.375, 0.5625, 0.625, 0.875];
const CLASSES = ["no", "yes"];

function html(costs: ErrorCosts, threshold: number): string {
  const judgement = judge({
    predictions: {
      kind: "classes",
      classes: CLASSES,
      probabilities: Float32Array.from(SCORES.flatMap((score) => [1 - score, score])),
      labels: Int32Array.from(SCORES, (score) => Number(score > 0.5)),
    },
    actual: { kind: "classes", classes: CLASSES, labels: Int32Array.from([0, 0, 0, 1, 0, 1, 1]) },
    sensitive: new Map([
      ["gender", { storage: "dictionary", codes: Int32Array.from([0, 1, 0, 1, 0, 1, 0]), categories: ["f", "m", "x"] }],
    ]),
  });
  if (judgement?.kind !== "binary") throw new Error("not judged");
  const place = placeOf(judgement, threshold);
  return renderToStaticMarkup(
    <TextProvider locale="en" messages={en} region="en-US">
      <ThresholdPanel {...{ judgement, costs, threshold, place }} packed={0.5} onChange={() => undefined} />
      <GroupTables {...{ judgement, threshold, place }} />
    </TextProvider>,
  );
}

const figure = (markup: string, name: string) => Number(new RegExp(`${name}="([^"]+)"`).exec(markup)?.[1]);

test("a dearer miss moves the cheapest threshold down and the cost at the same threshold up", () => {
  const even = html({ falsePositive: 1, falseNegative: 1 }, 0.5);
  const dear = html({ falsePositive: 1, falseNegative: 10 }, 0.5);
  expect(figure(dear, "data-threshold")).toBeLessThan(figure(even, "data-threshold"));
  const cost = (markup: string) => Number(/data-testid="threshold-cost" data-cost="([^"]+)"/.exec(markup)?.[1]);
  expect([cost(even), cost(dear)]).toEqual([2, 11]);
});

test("the counts follow the threshold", () => {
  const costs = { falsePositive: 1, falseNegative: 1 };
  expect(html(costs, 0)).toContain('data-outcome="miss" data-count="0"');
  expect(html(costs, 0.9)).toContain('data-outcome="miss" data-count="3"');
});

test("the groups of a sensitive column stand in a table, and the one without rows is named", () => {
  const markup = html({ falsePositive: 1, falseNegative: 1 }, 0.5);
  expect(markup).toContain("By gender, at threshold 0.5");
  expect(markup).toMatch(/data-row="f".*data-row="m"/);
  expect(markup).toContain("No test row: x.");
});
