import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../random";
import { caseOf, isClose } from "../../testing/reference";
import { integratedGradients, type IntegratedGradients } from "./integrated-gradients";
import { quadrature, type QuadratureRule } from "./quadrature";
import { matrix, referenceGradients, referenceModel } from "./testing/models";

const reference = caseOf("explain/integrated_gradients");
const expected = reference.expected as Readonly<Record<string, readonly (readonly number[])[]>>;
const data = matrix(reference.inputs["x"] as readonly number[][]);
const baseline = Float64Array.from(reference.inputs["baseline"] as readonly number[]);
const input = { predict: referenceModel, gradients: referenceGradients, data, baseline };

function require(result: { readonly kind: string } | IntegratedGradients): IntegratedGradients {
  if (!("attributions" in result)) throw new Error(JSON.stringify(result));
  return result;
}

describe("integrated gradients", () => {
  test.each([
    ["gausslegendre", "gauss-legendre"],
    ["riemann_trapezoid", "captum-trapezoid"],
    ["riemann_middle", "riemann-middle"],
  ] as const)("agree with Captum's %s", async (captum, rule) => {
    const { attributions, delta } = require(await integratedGradients({ ...input, rule }));
    expected[captum]!.flat().forEach((want, cell) => {
      expect(isClose(attributions[cell]!, want, reference.tol), `${attributions[cell]} against ${want}`).toBe(true);
    });
    const differences = expected["f_x_minus_f_baseline"] as unknown as readonly number[];
    differences.forEach((want, row) => expect(isClose(delta[row]!, want, reference.tol)).toBe(true));
  });

  test("look at every field of the reference", () => {
    const fields = ["gausslegendre", "riemann_trapezoid", "riemann_middle", "f_x_minus_f_baseline"];
    expect(Object.keys(expected).sort()).toEqual(fields.sort());
  });

  test("are complete: by default to rounding, by the trapezoid nearly, by Captum's trapezoid 2% short", async () => {
    const errorOf = async (rule: QuadratureRule) =>
      Math.max(...require(await integratedGradients({ ...input, rule })).completenessError);
    expect(await errorOf("gauss-legendre")).toBeLessThan(1e-14);
    expect(await errorOf("trapezoid")).toBeLessThan(1e-4);
    const { completenessError, delta } = require(await integratedGradients({ ...input, rule: "captum-trapezoid" }));
    completenessError.forEach((error, row) => expect(error / Math.abs(delta[row]!)).toBeCloseTo(0.02, 3));
  });

  test("are complete for any rows and baseline", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const numbers = seededRandom(seed);
        const rows = Float64Array.from({ length: 12 }, () => numbers.normal());
        const from = Float64Array.from({ length: 4 }, () => numbers.normal());
        const result = require(await integratedGradients({ ...input, data: { rows, width: 4 }, baseline: from }));
        for (const error of result.completenessError) expect(error).toBeLessThan(1e-9);
      }),
      { seed: 7, numRuns: 50 },
    );
  });

  test("refuse by name", async () => {
    const short = { ...input, baseline: new Float64Array(3) };
    expect(await integratedGradients(short)).toMatchObject({ reason: "lengths-differ" });
    expect(await integratedGradients({ ...input, rule: "trapezoid", steps: 1 })).toMatchObject({ needed: 2, got: 1 });
    const gradients = (rows: Float64Array) => rows.map(() => NaN);
    expect(await integratedGradients({ ...input, gradients })).toMatchObject({ reason: "not-finite" });
  });
});

describe("a quadrature", () => {
  test.each([1, 2, 5, 20, 50, 51])("by Gauss and Legendre with %i points is exact to its degree", (n) => {
    const { points, weights } = quadrature("gauss-legendre", n);
    for (const degree of [0, 1, n, 2 * n - 1]) {
      const sum = points.reduce((total, point, index) => total + weights[index]! * point ** degree, 0);
      expect(sum).toBeCloseTo(1 / (degree + 1), 13);
    }
    expect([...points]).toEqual([...points].sort((a, b) => a - b));
  });
});
