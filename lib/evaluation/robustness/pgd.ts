/**
 * Projected gradient descent: x ← clip(Π(x + α · sign ∂L/∂x)), repeated, with Π the projection into the L∞ ball of radius ε around the
 * original. With a random start each value begins uniformly within the ball.
 * Source: Madry and others, "Towards deep learning models resistant to adversarial attacks" (2018); ART, `ProjectedGradientDescent`
 * (α = 0.1, 100 iterations, no random start). Cost: one gradient of all rows an iteration.
 */
import type { Random } from "../../random";
import { clipToBox, UNIT_BOX, type Attack } from "./attack";

export interface PgdOptions {
  /** α: the change of one iteration; 0.1 when absent. */
  readonly step?: number;
  /** 100 when absent. */
  readonly iterations?: number;
  /** Starts at random within the ball; at the row itself when absent. */
  readonly randomStart?: Random;
}

/** An attack with these options; each call starts the random numbers anew. */
export function pgd({ step = 0.1, iterations = 100, randomStart }: PgdOptions = {}): Attack {
  return async ({ data, gradients, eps, box = UNIT_BOX }) => {
    const { rows, width, targets } = data;
    const random = randomStart?.fork("start");
    let moved = random
      ? clipToBox(
          rows.map((value) => value + eps * (2 * random.next() - 1)),
          width,
          box,
        )
      : rows.slice();
    for (let iteration = 0; iteration < iterations; iteration++) {
      const slopes = await gradients({ rows: moved, width, targets });
      moved = moved.map((value, cell) => {
        const original = rows[cell]!;
        return Math.min(Math.max(value + step * Math.sign(slopes[cell]!), original - eps), original + eps);
      });
      clipToBox(moved, width, box);
    }
    return moved;
  };
}
