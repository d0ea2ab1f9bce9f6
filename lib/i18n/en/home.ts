export const home = {
  title: "Learn, serve, watch and retrain a model, all in this tab.",
  sentence:
    "Take real data around the whole machine-learning life-cycle, from the first row to the day the world changes. Nothing to install, no account, and your data stays on this machine.",
  start: "Start with digits",
  startHint: "Handwritten digits: a trained model in about a minute",
  loans: "Start with loans",
  loansHint: "Who pays a loan back, and is the answer fair?",
  csv: "Use your own CSV",
  csvHint: "Your table, your question",
  creating: "Opening your notebook …",
  continue: "Continue",
  continueTitle: "Pick up where you left off",
  open: "Open {name}",
  cells: {
    one: "{count} cell",
    other: "{count} cells",
  },
  editedAt: "{time}",
  missing: {
    title: "At this address some things are switched off",
    sentence:
      "The address is not secure (http), so the browser hides {what}. Ciclo still completes its loop, only slower and without keeping two tabs in step.",
  },
  steps: {
    one: "data",
    two: "model",
    three: "delivery",
    four: "operation",
  },
} as const;
