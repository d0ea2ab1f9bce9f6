import { describe, test } from "vitest";
import { casesOf } from "../../../testing/reference";
import { alignHistograms, equalWidthHistogram, type Histogram } from "../aligned-histograms";
import { sharesOf } from "../count-pair";
import { knownCategoryShares, referenceBins } from "../reference-bins";
import { inBits, jensenShannonDivergence } from "../jensen-shannon";
import { ksStatistic } from "../ks";
import { contingencyTest } from "../hypothesis/contingency";
import { countsOf, expectLike, sampleOf, valueOf } from "../testing/golden";
import { wasserstein } from "../wasserstein";
import { cramersV } from "./cramers-v";
import { flooredPsi } from "./floored-psi";
import { hellinger } from "./hellinger";
import { lInfinity } from "./l-infinity";
import { psiDeciles } from "./psi-deciles";
import { scaledWasserstein } from "./scaled-wasserstein";

describe("golden numbers of distances", () => {
  test.each(casesOf("psi_deciles"))("PSI over deciles: $id", (entry) => {
    const result = valueOf(psiDeciles(sampleOf(entry, "reference"), sampleOf(entry, "current")));
    expectLike(
      {
        psi: result.psi,
        inner_edges: [...result.innerEdges],
        ref_share: [...result.referenceShares],
        cur_share: [...result.currentShares],
      },
      entry.expected,
      entry.tol,
    );
  });

  test.each(casesOf("nannyml/cont"))("NannyML, numbers: $id", (entry) => {
    const [reference, chunk] = [sampleOf(entry, "reference"), sampleOf(entry, "chunk")];
    const shares = referenceBins(reference)(chunk);
    expectLike(
      {
        jensen_shannon: Math.sqrt(inBits(jensenShannonDivergence(shares.reference, shares.current))),
        kolmogorov_smirnov: ksStatistic(reference, chunk),
        wasserstein: wasserstein(reference, chunk),
        hellinger: hellinger(shares.reference, shares.current),
      },
      entry.expected,
      entry.tol,
    );
  });

  test.each(casesOf("nannyml/cat"))("NannyML, categories: $id", (entry) => {
    const pair = countsOf(entry, "reference", "chunk");
    const shares = knownCategoryShares(pair);
    const chi2 = valueOf(contingencyTest(pair));
    expectLike(
      {
        jensen_shannon: Math.sqrt(inBits(jensenShannonDivergence(shares.reference, shares.current))),
        hellinger: hellinger(shares.reference, shares.current),
        l_infinity: lInfinity(sharesOf(pair.reference), sharesOf(pair.current)).distance,
        chi2: chi2.statistic,
        chi2_pvalue: chi2.pValue,
      },
      entry.expected,
      entry.tol,
    );
  });

  test.each(casesOf("tfdv/cat"))("TensorFlow Data Validation, categories: $id", (entry) => {
    const pair = countsOf(entry, "a", "b");
    const [a, b] = [sharesOf(pair.reference), sharesOf(pair.current)];
    const { distance, at } = lInfinity(a, b);
    expectLike(
      {
        jensen_shannon_divergence_base2: inBits(jensenShannonDivergence(a, b)),
        l_infinity: distance,
        l_infinity_value: pair.keys[at],
      },
      entry.expected,
      entry.tol,
    );
  });

  test.each(casesOf("tfdv/num"))("TensorFlow Data Validation, numbers: $id", (entry) => {
    const [a, b] = [equalWidthHistogram(sampleOf(entry, "a")), equalWidthHistogram(sampleOf(entry, "b"))];
    const buckets = ({ edges, counts: heights }: Histogram): number[][] =>
      [...heights].map((count, bucket) => [edges[bucket]!, edges[bucket + 1]!, count]);
    const shares = alignHistograms(a, b);
    expectLike(
      {
        histogram_a: buckets(a),
        histogram_b: buckets(b),
        jensen_shannon_divergence_base2: inBits(jensenShannonDivergence(shares.reference, shares.current)),
      },
      entry.expected,
      entry.tol,
    );
  });

  test.each(casesOf("deepchecks/cat"))("Deepchecks, categories: $id", (entry) => {
    const pair = countsOf(entry, "train", "test");
    const sortedKeys = [...pair.keys.keys()].sort((i, j) => (pair.keys[i]! < pair.keys[j]! ? -1 : 1));
    const { distance, balanced } = valueOf(cramersV(pair));
    expectLike(
      {
        cramers_v_bias_corrected_from_balanced_counts: distance,
        balanced_counts: [balanced.reference, balanced.current].map((row) => sortedKeys.map((key) => row[key])),
        psi_floor_1pct: flooredPsi(sharesOf(pair.reference), sharesOf(pair.current)),
      },
      entry.expected,
      entry.tol,
    );
  });

  test.each(casesOf("deepchecks/num"))("Deepchecks, numbers: $id", (entry) => {
    const [train, later] = [sampleOf(entry, "train"), sampleOf(entry, "test")];
    expectLike(
      {
        ks_statistic: ksStatistic(train, later),
        "emd_scaled_margin_0.025": valueOf(scaledWasserstein(train, later)).distance,
        emd_scaled_margin_0: valueOf(scaledWasserstein(train, later, 0)).distance,
      },
      entry.expected,
      entry.tol,
    );
  });
});
