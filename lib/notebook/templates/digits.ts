/** Handwritten digits: the first ten minutes. */
import type { StarterSpec } from "./starter";

export const digitsStarter: StarterSpec = {
  title: { en: "Handwritten digits", es: "Dígitos escritos a mano" },
  texts: {
    intro: {
      en: "# Handwritten digits\n\n1797 small drawings of digits. Teach a model to read them, then take it all the way to live use and back.",
      es: "# Dígitos escritos a mano\n\n1797 dibujos pequeños de dígitos. Enseña a un modelo a leerlos y llévalo hasta el uso real, ida y vuelta.",
    },
    train: {
      en: "## Train\n\nThe model trains here, on your own machine.",
      es: "## Entrenamiento\n\nEl modelo se entrena aquí, en tu propio equipo.",
    },
    live: {
      en: "## Live\n\nServe the model, watch it, and let it learn again when the world changes.",
      es: "## En uso\n\nPon el modelo en servicio, obsérvalo y deja que vuelva a aprender cuando el mundo cambie.",
    },
  },
  params: {
    goal: { target: "label", task: "multiclass", metric: "accuracy", minimum: 0.9 },
    dataset: { source: { kind: "builtin", name: "digits" }, datasetName: "digits" },
    train: {
      experiment: "digits",
      reproducible: true,
      model: {
        kind: "mlp",
        layers: [
          { units: 64, activation: "relu", dropout: 0 },
          { units: 32, activation: "relu", dropout: 0 },
        ],
      },
      epochs: 20,
      optimizer: "adam",
      learningRate: 0.005,
      batchSize: 32,
    },
    register: { modelName: "digits" },
    deploy: { endpointName: "digits" },
    // The gate set comes from a drifted world: what must hold there is "useful, and not worse than the champion".
    trigger: { gate: { valueThreshold: 0.5, changeThreshold: 0 } },
  },
};
