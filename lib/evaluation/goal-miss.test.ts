import { describe, expect, it } from "vitest";
import { goalMiss } from "./goal-miss";

describe("a goal that is missed", () => {
  it("says what was measured and what was asked", () => {
    const missed = { metric: "accuracy", value: 0.866, minimum: 0.9 };
    expect(goalMiss({ metric: "accuracy", minimum: 0.9 }, { accuracy: 0.866 })).toEqual(missed);
  });

  it("reads an error the other way", () => {
    expect(goalMiss({ metric: "rmse", minimum: 5 }, { rmse: 4 })).toBeNull();
    expect(goalMiss({ metric: "rmse", minimum: 5 }, { rmse: 6 })).toMatchObject({ value: 6 });
  });

  it("is not one at the minimum itself, nor where the metric could not be measured", () => {
    expect(goalMiss({ metric: "accuracy", minimum: 0.9 }, { accuracy: 0.9 })).toBeNull();
    expect(goalMiss({ metric: "auc", minimum: 0.7 }, { accuracy: 0.9 })).toBeNull();
    expect(goalMiss({ metric: "auc", minimum: 0.7 }, { auc: NaN })).toBeNull();
  });
});
