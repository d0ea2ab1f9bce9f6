/** Paths of a run's artifacts. */
export const ARTIFACTS = {
  recipe: "recipe.json",
  network: "model/network.json",
  weights: "model/weights.bin",
  /** Raw engine outputs on the test part, in the order of the split, little-endian float32. */
  testPredictions: "predictions/test.f32",
  notebook: "notebook.json",
  /** The weights so far of a run that has not ended; replaced as it trains. Its header is `model/network.json`'s. */
  checkpoint: "checkpoint/weights.bin",
  /** The whole state of that training (weights, optimiser, progress), stored with it: from here it can be resumed exactly. */
  trainingState: "checkpoint/state.bin",
} as const;
