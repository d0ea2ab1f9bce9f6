/** Early stopping as a state that can be saved: when validation has not improved for a while, the best weights are the answer. */

export interface StoppingState {
  /** Null before the first epoch. */
  readonly bestLoss: number | null;
  readonly epochsSince: number;
}

export const STOPPING_START: StoppingState = { bestLoss: null, epochsSince: 0 };

/** The state after an epoch, and whether it was the best so far. */
export function judgeEpoch(
  state: StoppingState,
  validationLoss: number,
): { readonly state: StoppingState; readonly best: boolean } {
  const best = state.bestLoss === null || validationLoss < state.bestLoss;
  if (best) return { best, state: { bestLoss: validationLoss, epochsSince: 0 } };
  return { best, state: { ...state, epochsSince: state.epochsSince + 1 } };
}

/** Whether training ends here. Null patience trains on. */
export function isExhausted(state: StoppingState, patience: number | null): boolean {
  return patience !== null && state.epochsSince >= patience;
}
