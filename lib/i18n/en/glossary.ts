/** Every term of the trade in two sentences: what the underlined words on the pages open. */
export const glossary = {
  title: "Words of the trade",
  explain: "What is {term}?",
  terms: {
    epoch: {
      name: "epoch",
      says: "One pass over all the training rows. After each one the model has seen every example once more, and the curve gets a new point.",
    },
    batch: {
      name: "batch",
      says: "The rows that the model looks at before it corrects itself. Small batches correct often and wobble; large ones are steadier.",
    },
    learningRate: {
      name: "learning rate",
      says: "How big each correction is. Too small and learning takes forever; too big and it jumps over the answer.",
    },
    loss: { name: "loss", says: "A number for how wrong the answers are. Training is nothing but making it smaller." },
    earlyStopping: {
      name: "early stopping",
      says: "Training ends when the validation rows have stopped improving for some epochs. The weights of the best epoch are kept.",
    },
    baseline: {
      name: "baseline",
      says: "An answer that needs no model: always the most frequent class, or the mean. A model that does not beat it has learnt nothing.",
    },
    splitParts: {
      name: "parts of the split",
      says: "Training rows teach, validation rows decide when to stop, test rows judge at the end. A row is only ever in one part, so that nobody is tested on what they learnt by heart.",
    },
    recipe: {
      name: "recipe",
      says: "The steps that turn a row into numbers: fill in gaps, scale, encode categories. It learns from training rows only and travels with the model.",
    },
    signature: {
      name: "signature",
      says: "The names and types of what goes into a model and what comes out. A question with other columns is refused.",
    },
    parity: {
      name: "parity",
      says: "The packaged file is asked the same rows as the trained model, and both must answer the same. Only then may the file stand for the model.",
    },
    digest: {
      name: "digest",
      says: "A fingerprint computed from the content. If one bit of the content changes, the fingerprint is another one.",
    },
    lineage: {
      name: "lineage",
      says: "Where a result comes from: which data, which split, which recipe, which run. With it anybody can trace a number back.",
    },
    stale: {
      name: "out of date",
      says: "Something that this result was made from has changed since. The number on the screen is still the old one until you run it again.",
    },
    run: {
      name: "run",
      says: "One training with its data, options, curve and result, kept for ever. Two runs can be compared.",
    },
    target: { name: "target", says: "The column that the model has to predict. All the others may help it." },
    threshold: {
      name: "threshold",
      says: "The probability from which the answer is “yes”. Lower it and you miss fewer, but raise more false alarms.",
    },
    precision: {
      name: "precision",
      says: "Of all the rows answered “yes”, the share that really are. Low precision means false alarms.",
    },
    recall: {
      name: "recall",
      says: "Of all the rows that really are “yes”, the share that was found. Low recall means missed cases.",
    },
    f1: {
      name: "F1",
      says: "Precision and recall in one number, which is high only when both are. 1 is perfect, 0 finds nothing.",
    },
    auc: {
      name: "AUC",
      says: "Draw one “yes” row and one “no” row: how often does the model give the “yes” the higher probability? 0.5 is a coin, 1 is always.",
    },
    calibration: {
      name: "calibration",
      says: "Whether probabilities keep their word: of the rows that get 70 %, about 70 in 100 should turn out so. The picture compares both.",
    },
    errorRates: {
      name: "false positives and negatives",
      says: "A false positive is an alarm without cause; a false negative is a case that was missed. Their rates say which share of the harmless, and of the real cases, it happens to.",
    },
    slices: {
      name: "slices",
      says: "Groups of rows that share something, such as an age range. A good average can hide a group where the model is poor.",
    },
    champion: {
      name: "champion",
      says: "The version that answers now, because it was the best so far. A new one has to beat it to take its place.",
    },
    challenger: {
      name: "challenger",
      says: "A version that wants to replace the champion. It is compared on rows that neither has seen.",
    },
    gate: {
      name: "quality gate",
      says: "Checks that a new version must pass before it may answer people. If one fails, the old version stays.",
    },
    canary: {
      name: "canary",
      says: "The new version answers a small share of the questions first. If it does badly, few people notice and it is withdrawn.",
    },
    rollback: {
      name: "rollback",
      says: "Going back to the version that answered before. It is quick, because every version is kept.",
    },
    endpoint: {
      name: "endpoint",
      says: "The address where a model takes questions and gives answers. The versions behind it can change while the address stays.",
    },
    p95: {
      name: "p95",
      says: "95 of every 100 answers came at least this fast. It shows slow answers that an average hides.",
    },
    window: {
      name: "window",
      says: "The requests that are looked at together, for instance 200 rows. The monitor measures one window after another.",
    },
    drift: {
      name: "data drift",
      says: "What arrives now no longer looks like what the model learnt from. The model may be right less often, and nobody tells it.",
    },
    psi: {
      name: "PSI",
      says: "A measure of how far two distributions lie apart, bin by bin: 0 is equal. Above 0.2 people usually call it drift.",
    },
    chiSquare: {
      name: "χ² test",
      says: "Compares how often each category occurs then and now. A small p-value says that the difference is hardly chance.",
    },
    alert: {
      name: "alert",
      says: "The monitor says that a rule was met in enough windows. It is a reason to look, not yet a decision.",
    },
    trigger: {
      name: "trigger",
      says: "The rule that starts a new training without anybody pressing a button: an alert, a date, new data.",
    },
  },
} as const;
