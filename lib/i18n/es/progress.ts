import type { Messages } from "../translate";

export const progress: Messages["progress"] = {
  reading: "Leyendo",
  parsing: "Interpretando filas",
  profiling: "Resumiendo columnas",
  hashing: "Calculando huellas",
  saving: "Guardando",
  splitting: "Repartiendo filas",
  fitting: "Ajustando la receta",
  "choosing-backend": "Midiendo qué entrena más rápido aquí",
  compiling: "Preparando el modelo",
  training: "Entrenando",
  predicting: "Prediciendo",
  packaging: "Empaquetando",
  "checking-parity": "Comprobando que el paquete equivale al modelo",
  evaluating: "Evaluando",
  comparing: "Comparando columnas",
  deploying: "Desplegando",
  waiting: "Esperando",
  of: "{done} de {total}",
};
