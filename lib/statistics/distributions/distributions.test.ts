/** Expected values: mpmath 1.3 with 40 digits, and scipy 1.17.1 where mpmath is too slow (binomial sums, F, quantiles of t). */
import { describe, expect, test } from "vitest";
import { regularizedBeta, regularizedBetaOf } from "./beta";
import { binomialCdf, binomialPmf, binomialSf } from "./binomial";
import { chiSquaredCdf, chiSquaredSf } from "./chi-squared";
import { fDistributionSf } from "./f-distribution";
import { logGamma, regularizedGammaP, regularizedGammaQ } from "./gamma";
import { normalCdf, normalPdf, normalQuantile, normalSf, normalTwoSided } from "./normal";
import { studentTCdf, studentTQuantile, studentTSf, studentTTwoSided } from "./student-t";

/** Twelve digits, also of tiny tails. */
function expectSame(got: number, want: number): void {
  expect(Math.abs(got - want), `${got} against ${want}`).toBeLessThanOrEqual(1e-12 * Math.abs(want));
}

describe("distributions", () => {
  test.each([
    [-12, 1.0],
    [-5, 0.9999997133484281],
    [-2.6, 0.9953388119762813],
    [-2.5, 0.9937903346742238],
    [-1.3, 0.9031995154143897],
    [-0.2, 0.579259709439103],
    [0, 0.5],
    [1e-9, 0.49999999960105773],
    [0.5, 0.3085375387259869],
    [1, 0.15865525393145705],
    [2, 0.02275013194817921],
    [2.4999, 0.00621141837494459],
    [2.5001, 0.006207912714815194],
    [3, 0.0013498980316300946],
    [5, 2.866515718791939e-7],
    [8, 6.220960574271784e-16],
    [20, 2.7536241186062337e-89],
    [37, 5.725571222524577e-300],
  ])("the normal tail has twelve digits at %s", (a, want) => {
    expectSame(normalSf(a), want);
  });

  test.each([
    [1e-20, -9.262340089798407],
    [1e-5, -4.264890793922825],
    [0.01, -2.326347874040841],
    [0.025, -1.9599639845400543],
    [0.3, -0.5244005127080408],
    [0.4999, -0.00025066283008800747],
    [0.6, 0.2533471031357997],
    [0.975, 1.9599639845400538],
    [0.999, 3.090232306167813],
  ])("the normal quantile has twelve digits at %s", (a, want) => {
    expectSame(normalQuantile(a), want);
  });

  test.each([
    [0.5, 0.1, 0.654720846018577],
    [0.5, 9, 2.209049699858544e-5],
    [1, 1, 0.36787944117144233],
    [3, 2.5, 0.5438131158833295],
    [10, 3, 0.9988975118698845],
    [10, 40, 3.925932226286188e-9],
    [150, 150, 0.4891417702506403],
    [5000, 5100, 0.07932888107761897],
    [100000.0, 100000.0, 0.4995794778896348],
    [100000.0, 101000.0, 0.0008084215129255896],
    [2.5, 100, 2.8406228986415315e-41],
    [1000000.0, 999000, 0.8413447864256963],
  ])("the incomplete gamma function has twelve digits at %s, %s", (a, b, want) => {
    expectSame(regularizedGammaQ(a, b), want);
  });

  test.each([
    [0.1, 0.5, 0.5, 0.20483276469913345],
    [0.9, 2, 3, 0.9963],
    [0.3, 10, 20, 0.3640040810719442],
    [0.5, 100, 100, 0.5],
    [0.01, 1, 50, 0.39499393286246337],
    [0.999, 0.5, 200, 1.0],
    [0.2, 1000, 4000, 0.5028210395458627],
    [0.21, 1000, 4000, 0.960230455997643],
    [0.5, 100000.0, 100000.0, 0.49999999999999895],
    [0.4, 3, 0.1, 0.0034300129288466017],
  ])("the incomplete beta function has twelve digits at %s, %s, %s", (a, b, c, want) => {
    expectSame(regularizedBeta(a, b, c), want);
  });

  test.each([
    [0, 5, 0.5],
    [1, 1, 0.25],
    [2.5, 3, 0.04385332350403277],
    [-1.2, 7, 0.8654140315863967],
    [12, 30, 2.790092707599628e-13],
    [50, 2, 0.00019988007994404028],
    [100000.0, 1, 3.1830988617318035e-6],
    [3, 1000000.0, 0.0013499312707108985],
    [0.001, 10, 0.4996108916873705],
    [8, 12.7, 1.3024988738008623e-6],
    [1e-9, 4, 0.499999999625],
  ])("the tail of Student's t has twelve digits at %s, %s", (a, b, want) => {
    expectSame(studentTSf(a, b), want);
  });

  test.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 11, 2.200985160091639],
    [0.9, 3.5, 1.5765766051364052],
    [0.05, 20, -1.724718242920787],
    [0.999, 4, 7.173182219782307],
    [0.6, 10000.0, 0.253353843445727],
    [1e-8, 2, -7071.067705799458],
  ])("the quantile of Student's t has twelve digits at %s, %s", (a, b, want) => {
    expectSame(studentTQuantile(a, b), want);
  });

  test.each([
    [0, 10, 0.3, 0.028247524900000005],
    [3, 10, 0.3, 0.266827932],
    [10, 10, 0.3, 5.9048999999999975e-6],
    [500, 1000, 0.5, 0.0252250181783608],
    [450, 1000, 0.5, 0.00016939724527711568],
    [7, 1000000, 1e-6, 7.299089423465179e-5],
    [5, 20, 0.999, 1.542663488503771e-41],
  ])("the binomial mass has twelve digits at %s, %s, %s", (a, b, c, want) => {
    expectSame(binomialPmf(a, b, c), want);
  });

  test.each([
    [0, 10, 0.3, 0.028247524900000005],
    [3, 10, 0.3, 0.6496107184000002],
    [10, 10, 0.3, 1.0],
    [500, 1000, 0.5, 0.5126125090891802],
    [450, 1000, 0.5, 0.0008652680424881513],
    [7, 1000000, 1e-6, 0.9999897510222996],
    [5, 20, 0.999, 1.5431461670861396e-41],
  ])("the binomial cumulative law has twelve digits at %s, %s, %s", (a, b, c, want) => {
    expectSame(binomialCdf(a, b, c), want);
  });

  test.each([
    [0, 10, 0.3, 0.9717524751],
    [3, 10, 0.3, 0.3503892815999998],
    [10, 10, 0.3, 0.0],
    [500, 1000, 0.5, 0.48738749091081973],
    [450, 1000, 0.5, 0.9991347319575119],
    [7, 1000000, 1e-6, 1.0248977700438329e-5],
    [5, 20, 0.999, 1.0],
  ])("the binomial tail has twelve digits at %s, %s, %s", (a, b, c, want) => {
    expectSame(binomialSf(a, b, c), want);
  });

  test.each([
    [1, 2, 3, 0.46475800154489],
    [4.5, 3, 20, 0.014373244610897428],
    [0.2, 10, 10, 0.9910499383986181],
    [30, 1, 100, 3.227700842257307e-7],
    [2, 500, 500, 8.58089683019493e-15],
  ])("the tail of F has twelve digits at %s, %s, %s", (a, b, c, want) => {
    expectSame(fDistributionSf(a, b, c), want);
  });

  test.each([
    [1e-5, 11.512919692895826],
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1.3, -0.10817480950786047],
    [1.999, -0.0004224618006921073],
    [2.5, 0.2846828704729192],
    [7.2, 6.95684807988834],
    [14.9, 24.924132002217277],
    [15.1, 25.458999750992664],
    [100, 359.1342053695754],
    [100000.0, 1051287.7089736569],
  ])("ln Γ has twelve digits at %s", (x, want) => {
    expect(Math.abs(logGamma(x) - want)).toBeLessThanOrEqual(1e-13 * Math.max(0.1, Math.abs(want)));
  });

  test("lower and upper tails add up to one", () => {
    for (const x of [0.01, 0.7, 2, 9, 60]) {
      expectSame(regularizedGammaP(3.5, x) + regularizedGammaQ(3.5, x), 1);
      expectSame(chiSquaredCdf(x, 4) + chiSquaredSf(x, 4), 1);
      expectSame(studentTCdf(x, 4) + studentTSf(x, 4), 1);
      expectSame(normalCdf(x) + normalSf(x), 1);
      expectSame(regularizedBeta(x / 61, 2, 7) + regularizedBeta(1 - x / 61, 7, 2), 1);
    }
  });

  test("a chi-square with two degrees is exponential", () => {
    for (const x of [0.1, 1, 5, 40, 700]) expectSame(chiSquaredSf(x, 2), Math.exp(-x / 2));
  });

  test("a t with one degree is Cauchy's law", () => {
    for (const t of [0.1, 1, 7, 1e6]) expectSame(studentTSf(t, 1), Math.atan(1 / t) / Math.PI);
  });

  test("two-sided tails are twice the one-sided, and one at the centre", () => {
    expectSame(normalTwoSided(-2), 2 * normalSf(2));
    expectSame(studentTTwoSided(-2, 9), 2 * studentTSf(2, 9));
    expect(normalTwoSided(0)).toBe(1);
    expect(studentTTwoSided(0, 9)).toBe(1);
  });

  test("the normal density is the slope of the cumulative law", () => {
    const step = 1e-5;
    for (const z of [-3, -0.5, 0, 1, 2.4]) {
      expect((normalCdf(z + step) - normalCdf(z - step)) / (2 * step)).toBeCloseTo(normalPdf(z), 9);
    }
  });

  test("quantiles undo the cumulative laws down to tiny tails", () => {
    for (const p of [1e-300, 1e-12, 0.01, 0.3, 0.5, 0.9]) {
      expectSame(normalCdf(normalQuantile(p)), p);
      expectSame(studentTCdf(studentTQuantile(p, 3.5), 3.5), p);
    }
  });

  test("ends of the line are exact and impossible levels are NaN", () => {
    expect([normalSf(Infinity), normalSf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1, 1]);
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5)]).toEqual([-Infinity, Infinity, 0]);
    expect([normalQuantile(1.1), studentTQuantile(-0.1, 3)]).toEqual([NaN, NaN]);
    expect([studentTQuantile(0, 3), studentTQuantile(1, 3), studentTQuantile(0.5, 3)]).toEqual([
      -Infinity,
      Infinity,
      0,
    ]);
    expect([regularizedBetaOf(0, 1, 2, 3), regularizedBetaOf(1, 0, 2, 3)]).toEqual([0, 1]);
    expect([regularizedGammaP(2, 0), regularizedGammaP(2, Infinity), regularizedGammaQ(2, Infinity)]).toEqual([
      0, 1, 0,
    ]);
    expect([fDistributionSf(-1, 2, 3), fDistributionSf(Infinity, 2, 3), studentTSf(Infinity, 3)]).toEqual([1, 0, 0]);
    expect([binomialPmf(-1, 3, 0.5), binomialPmf(4, 3, 0.5), binomialPmf(0, 3, 0)]).toEqual([0, 0, 1]);
    expect([binomialCdf(-1, 3, 0.5), binomialCdf(3, 3, 0.5), binomialSf(-1, 3, 0.5)]).toEqual([0, 1, 1]);
  });

  test("the binomial masses of a whole law add up to one", () => {
    let total = 0;
    for (let k = 0; k <= 200; k++) total += binomialPmf(k, 200, 0.37);
    expectSame(total, 1);
  });
});
