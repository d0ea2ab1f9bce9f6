import { describe, expect, it } from "vitest";
import type { LearningRate } from "../../objective";
import { cosineOfTurn, judgePlateau, PLATEAU_START, rateAt, type PlateauState } from "./schedule";

function rates(learningRate: LearningRate, steps: readonly number[], stepsPerEpoch = 10, totalSteps = 100) {
  return steps.map((step) =>
    rateAt(learningRate, { step, epoch: Math.floor(step / stepsPerEpoch), totalSteps, plateauFactor: 0.25 }),
  );
}

describe("rateAt", () => {
  it("keeps a constant rate", () => {
    expect(rates({ rate: 0.1, schedule: { kind: "constant" }, warmupSteps: 0 }, [0, 50, 99])).toEqual([0.1, 0.1, 0.1]);
  });

  it("multiplies every so many epochs", () => {
    const schedule = { kind: "step", every: 2, factor: 0.5 } as const;
    expect(rates({ rate: 1, schedule, warmupSteps: 0 }, [0, 19, 20, 39, 40, 99])).toEqual([
      1, 1, 0.5, 0.5, 0.25, 0.0625,
    ]);
  });

  it("follows half a cosine from the full rate to its floor at the last step", () => {
    const schedule = { kind: "cosine", floor: 0.1 } as const;
    const [first, quarter, half, last] = rates({ rate: 1, schedule, warmupSteps: 0 }, [0, 25, 50, 100], 10, 101);
    expect(first).toBeCloseTo(1, 14);
    expect(quarter).toBeCloseTo(0.1 + 0.45 * (1 + Math.SQRT1_2), 14);
    expect(half).toBeCloseTo(0.55, 14);
    expect(last).toBeCloseTo(0.1, 14);
  });

  it("rises in equal parts, then starts the schedule from its beginning", () => {
    const schedule = { kind: "cosine", floor: 0 } as const;
    const warmed = rates({ rate: 1, schedule, warmupSteps: 4 }, [0, 1, 2, 3, 4, 54, 104], 10, 105);
    expect(warmed.slice(0, 4)).toEqual([0.25, 0.5, 0.75, 1]);
    expect(warmed[4]).toBeCloseTo(1, 14);
    expect(warmed[5]).toBeCloseTo(0.5, 14);
    expect(warmed[6]).toBeCloseTo(0, 14);
  });

  it("takes the plateau's factor", () => {
    const schedule = { kind: "plateau", factor: 0.5, patience: 2, floor: 0.1 } as const;
    expect(rates({ rate: 0.4, schedule, warmupSteps: 0 }, [0, 99])).toEqual([0.1, 0.1]);
  });
});

describe("cosineOfTurn", () => {
  it("is the cosine of half a turn to the last bits", () => {
    for (let index = 0; index <= 1_000; index++) {
      const turn = index / 1_000;
      expect(Math.abs(cosineOfTurn(turn) - Math.cos(Math.PI * turn))).toBeLessThan(5e-16);
    }
  });

  it("has the same bits everywhere", () => {
    expect([0, 0.1, 0.25, 0.7, 1].map(cosineOfTurn)).toEqual([
      1, 0.9510565162951535, 0.7071067811865475, -0.5877852522924731, -1,
    ]);
  });
});

describe("judgePlateau", () => {
  const schedule = { kind: "plateau", factor: 0.5, patience: 2, floor: 0.2 } as const;

  it("lowers the factor after `patience` epochs without a better loss, not below its floor", () => {
    const losses = [1, 0.9, 0.95, 0.9, 0.8, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9];
    const states: PlateauState[] = [];
    losses.reduce((state, loss) => {
      const next = judgePlateau(state, loss, schedule);
      states.push(next);
      return next;
    }, PLATEAU_START);
    expect(states.map(({ factor }) => factor)).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2, 0.2]);
  });

  it("leaves other schedules alone", () => {
    expect(judgePlateau(PLATEAU_START, 1, { kind: "constant" })).toBe(PLATEAU_START);
  });
});
