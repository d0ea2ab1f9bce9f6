/** Handwritten digits: the first ten minutes. */
import { DEFAULT_CNN } from "../../training/model-spec";
import type { StarterSpec } from "./starter-spec";

export const digitsStarter: StarterSpec = {
  title: { en: "Handwritten digits", es: "Dígitos escritos a mano" },
  texts: {
    intro: {
      en: "# Handwritten digits\n\n1797 small drawings of digits. Teach a model to read them, then take it all the way to live use and back.",
      es: "# Dígitos escritos a mano\n\n1797 dibujos pequeños de dígitos. Enseña a un modelo a leerlos y llévalo hasta el uso real, ida y vuelta.",
    },
    train: {
      en: "## Learn\n\nA small convolutional network learns here, on your own machine: it looks for strokes first, then for shapes made of them.",
      es: "## Aprender\n\nUna pequeña red convolucional aprende aquí, en tu propio equipo: primero busca trazos y luego formas hechas de ellos.",
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
      model: DEFAULT_CNN,
      epochs: 20,
      optimizer: "adam",
      learningRate: 0.005,
      batchSize: 32,
    },
    register: { modelName: "digits" },
    deploy: { endpointName: "digits" },
  },
};
