export const kinds = {
  goal: {
    name: "Goal",
    sentence: "What is predicted, and when it is good enough.",
    term: "goal",
  },
  dataset: {
    name: "Data",
    sentence: "The rows everything starts from, kept as an unchangeable version.",
    term: "dataset",
  },
  split: {
    name: "Split",
    sentence: "Which rows train, which tune, and which stay unseen for the exam.",
    term: "split",
  },
  prepare: {
    name: "Recipe",
    sentence: "How raw values become numbers the model understands.",
    term: "recipe",
  },
  train: {
    name: "Training",
    sentence: "The model learns from the training rows.",
    term: "training",
  },
  package: {
    name: "Package",
    sentence: "The recipe and the model become one file that runs anywhere.",
    term: "package",
  },
  evaluate: {
    name: "Evaluation",
    sentence: "The package takes the exam on rows it has never seen.",
    term: "evaluation",
  },
  register: {
    name: "Registry",
    sentence: "The package gets a version and a place in history.",
    term: "model registry",
  },
  deploy: {
    name: "Deployment",
    sentence: "An endpoint answers requests with the model.",
    term: "deployment",
  },
  monitor: {
    name: "Monitoring",
    sentence: "Watches whether the world still looks like the training data.",
    term: "monitoring",
  },
  trigger: {
    name: "Trigger",
    sentence: "What starts the pipeline again when the world changes.",
    term: "trigger",
  },
  text: {
    name: "Text",
    sentence: "A note for the reader.",
    term: "text",
  },
  code: {
    name: "Code",
    sentence: "Your own TypeScript, kept in a safe box.",
    term: "code",
  },
  unknown: {
    name: "Unknown cell",
    sentence: "Made by a newer Ciclo; kept exactly as it is.",
    term: "unknown cell",
  },
} as const;
