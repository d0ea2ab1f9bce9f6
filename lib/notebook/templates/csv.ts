/** Your own CSV: the goal takes its target from the data when it is chosen. */
import type { StarterSpec } from "./starter-spec";

export const csvStarter: StarterSpec = {
  title: { en: "My data", es: "Mis datos" },
  texts: {
    intro: {
      en: "# My data\n\nChoose a CSV file. It stays on this machine.",
      es: "# Mis datos\n\nElige un archivo CSV. No sale de este equipo.",
    },
    train: {
      en: "## Learn\n\nCheck the goal first: what is predicted, and how well is well enough?",
      es: "## Aprender\n\nRevisa antes el objetivo: ¿qué se predice y cuándo es suficiente?",
    },
    live: {
      en: "## Live\n\nServe the model and watch it.",
      es: "## En uso\n\nPon el modelo en servicio y obsérvalo.",
    },
  },
  params: {
    goal: { target: "" },
    dataset: { source: { kind: "none" }, datasetName: "data" },
    train: { experiment: "data", reproducible: true },
    register: { modelName: "data" },
    deploy: { endpointName: "data" },
  },
};
