import { describe, expect, it } from "vitest";
import { stoppedEarly } from "./stopped-early";

const params = { epochs: "20", early_stopping_patience: "3" };
const curve = (...losses: readonly number[]) => losses.map((validationLoss, at) => ({ epoch: at + 1, validationLoss }));

describe("a run with fewer epochs than it was given", () => {
  it("stopped after as many epochs without a lower loss as its patience", () => {
    expect(stoppedEarly(params, curve(3, 1, 2, 2, 2))).toEqual({ epoch: 5, patience: 3 });
  });

  it("did not stop early where the lowest loss is too near, as when a person stopped it", () => {
    expect(stoppedEarly(params, curve(3, 2, 1, 2))).toBeNull();
  });

  it("did not stop early with all its epochs, without patience, or before its first epoch", () => {
    expect(stoppedEarly({ ...params, epochs: "5" }, curve(3, 1, 2, 2, 2))).toBeNull();
    expect(stoppedEarly({ ...params, early_stopping_patience: "none" }, curve(3, 1, 2, 2, 2))).toBeNull();
    expect(stoppedEarly(params, [])).toBeNull();
  });
});
