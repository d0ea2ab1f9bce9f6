import type { Messages } from "../translate";

export const trash: Messages["trash"] = {
  question: "¿Eliminar «{name}»?",
  questionMany: {
    one: "¿Eliminar {count} elemento?",
    other: "¿Eliminar {count} elementos?",
  },
  alongTitle: "Esto también se va:",
  along: {
    runs: { one: "{count} ejecución: {names}", other: "{count} ejecuciones: {names}" },
    packages: { one: "{count} paquete", other: "{count} paquetes" },
    evaluations: { one: "{count} evaluación", other: "{count} evaluaciones" },
    versions: { one: "una versión de un modelo: {names}", other: "{count} versiones de modelos: {names}" },
    cells: {
      one: "los resultados de sus celdas en el cuaderno {names}",
      other: "los resultados de sus celdas en {count} cuadernos: {names}",
    },
    champion: { one: "{names} se queda sin campeón", other: "{names} se quedan sin campeón" },
  },
  more: "{names} y {count} más",
  wayBack: "Durante siete días, «Deshacer» o Ctrl+Z en cualquier estante lo traen todo de vuelta.",
  refused: "«{name}» no se puede eliminar ahora",
  deleted: "«{name}» eliminado",
  deletedMany: "«{name}» y {count} más, eliminados",
  isBack: "«{name}» está de vuelta",
  isBackMany: "«{name}» y {count} más están de vuelta",
  nothing: "No queda nada eliminado que deshacer",
  show: "Ver",
  kinds: {
    run: "Eliminar la ejecución",
    "dataset-version": "Eliminar esta versión",
    dataset: "Eliminar todas las versiones de «{name}»",
    package: "Eliminar el paquete",
    "model-version": "Eliminar la versión {name}",
    model: "Eliminar el modelo «{name}»",
    endpoint: "Eliminar el servicio",
    "pipeline-run": "Eliminar este reentrenamiento",
  },
  selected: "Eliminar ({count})",
};
