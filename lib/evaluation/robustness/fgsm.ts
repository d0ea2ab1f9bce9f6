/**
 * Fast gradient sign method: x′ = clip(x + ε · sign ∂L/∂x), one step up each row's own loss within the L∞ ball of radius ε.
 * Source: Goodfellow, Shlens and Szegedy, "Explaining and harnessing adversarial examples" (2015); ART, `FastGradientMethod`.
 * Cost: one gradient of all rows.
 */
import { clipToBox, UNIT_BOX, type Attack } from "./attack";

/** Precondition: eps at least 0. */
export const fgsm: Attack = async ({ data, gradients, eps, box = UNIT_BOX }) => {
  const slopes = await gradients(data);
  const moved = data.rows.map((value, cell) => value + eps * Math.sign(slopes[cell]!));
  return clipToBox(moved, data.width, box);
};
