/** Loan default: generated rows with a sensitive attribute. */
import { LOAN_DEFAULT_ROWS } from "../../data/generate/loan-default";
import type { StarterSpec } from "./starter-spec";

export const loansStarter: StarterSpec = {
  title: { en: "Loan default", es: "Impago de préstamos" },
  texts: {
    intro: {
      en: "# Loan default\n\nGenerated applications: who will not pay back? Some mistakes cost more than others, and some columns must not decide.",
      es: "# Impago de préstamos\n\nSolicitudes generadas: ¿quién no va a pagar? Unos errores cuestan más que otros, y hay columnas que no deben decidir.",
    },
    train: {
      en: "## Learn\n\nCompare every run with the trivial baseline.",
      es: "## Aprender\n\nCompara cada ejecución con la línea base trivial.",
    },
    live: {
      en: "## Live\n\nThe economy changes: watch what that does to the model.",
      es: "## En uso\n\nLa economía cambia: observa qué le hace eso al modelo.",
    },
  },
  params: {
    goal: { target: "default", task: "binary", metric: "auc", minimum: 0.7, sensitive: ["gender"] },
    dataset: {
      source: { kind: "generator", name: "loan-default", seed: 7, rows: LOAN_DEFAULT_ROWS },
      datasetName: "loans",
    },
    train: {
      experiment: "loans",
      reproducible: true,
      model: { kind: "mlp", layers: [{ units: 16, activation: "relu", dropout: 0 }] },
      epochs: 20,
      batchSize: 64,
    },
    register: { modelName: "loans" },
    deploy: { endpointName: "loans" },
  },
};
