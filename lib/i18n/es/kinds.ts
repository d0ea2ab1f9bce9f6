import type { Messages } from "../translate";

export const kinds: Messages["kinds"] = {
  goal: {
    name: "Objetivo",
    sentence: "Qué se predice y cuándo es suficientemente bueno.",
    term: "goal",
  },
  dataset: {
    name: "Datos",
    sentence: "Las filas de las que parte todo, guardadas como una versión que no cambia.",
    term: "dataset",
  },
  split: {
    name: "Partición",
    sentence: "Qué filas entrenan, cuáles ajustan y cuáles quedan ocultas para el examen.",
    term: "split",
  },
  prepare: {
    name: "Receta",
    sentence: "Cómo los valores se vuelven números que el modelo entiende.",
    term: "recipe",
  },
  train: {
    name: "Entrenamiento",
    sentence: "El modelo aprende de las filas de entrenamiento.",
    term: "training",
  },
  package: {
    name: "Paquete",
    sentence: "La receta y el modelo se vuelven un solo archivo que corre en cualquier lugar.",
    term: "package",
  },
  evaluate: {
    name: "Evaluación",
    sentence: "El paquete rinde el examen con filas que nunca vio.",
    term: "evaluation",
  },
  register: {
    name: "Registro",
    sentence: "El paquete recibe una versión y un lugar en la historia.",
    term: "model registry",
  },
  deploy: {
    name: "Despliegue",
    sentence: "Un servicio responde solicitudes con el modelo.",
    term: "deployment",
  },
  monitor: {
    name: "Monitoreo",
    sentence: "Vigila si el mundo aún se parece a los datos de entrenamiento.",
    term: "monitoring",
  },
  trigger: {
    name: "Disparador",
    sentence: "Lo que vuelve a iniciar el pipeline cuando el mundo cambia.",
    term: "trigger",
  },
  text: {
    name: "Texto",
    sentence: "Una nota para quien lee.",
    term: "text",
  },
  code: {
    name: "Código",
    sentence: "Tu propio TypeScript, en una caja segura.",
    term: "code",
  },
  unknown: {
    name: "Celda desconocida",
    sentence: "La hizo un Ciclo más nuevo; se guarda tal cual.",
    term: "unknown cell",
  },
};
