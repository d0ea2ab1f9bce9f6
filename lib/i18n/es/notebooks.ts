import type { Messages } from "../translate";

export const notebooks: Messages["notebooks"] = {
  intro: "Todos los cuadernos de este navegador, primero el último en el que trabajaste.",
  none: "Todavía no hay ningún cuaderno en este navegador.",
  start: "Empezar uno",
  search: "Buscar un cuaderno",
  noMatch: "Ningún cuaderno lo tiene en su nombre ni en sus datos.",
  rename: "Cambiar el nombre",
  duplicate: "Duplicar",
  startAgain: "Empezar de nuevo",
  delete: "Eliminar",
  menu: "Acciones de «{title}»",
  startedAgain: "«{title}» empezado de nuevo",
  again: {
    question: "¿Empezar «{title}» de nuevo?",
    keeps: "Se queda: su título, tu archivo y lo que ya hizo, que sigue en los estantes.",
    goes: "Se va: tus cambios en sus celdas y los resultados de ellas.",
  },
  progress: {
    none: "aún sin ejecutar",
    stages: "{done} de {count} etapas listas",
    serves: "sirve v{version}",
    goal: { met: "objetivo cumplido", missed: "objetivo sin cumplir" },
  },
  copySuffix: "(copia)",
};
