export const home = {
  title: "The whole life of a model, from the first row to the day the world changes, in this tab.",
  start: "Start with digits",
  startHint: "Handwritten digits: a trained model in about a minute",
  loans: "Start with loans",
  loansHint: "Who pays a loan back, and is the answer fair?",
  csv: "Use your own CSV",
  csvHint: "Your table, your question",
  file: "Open a file",
  fileHint: "A notebook, a backup or a table; or drop it here",
  dropNow: "Let go: a notebook, a backup or a table",
  creating: "Opening your notebook …",
  continueTitle: "Pick up where you left off",
  missing: {
    title: "At this address some things are switched off",
    sentence:
      "The address is not secure (http), so the browser hides {what}. Ciclo still completes its loop, only slower and without keeping two tabs in step.",
  },
} as const;
