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
  deleted: "«{title}» eliminado",
  startedAgain: "Empezado de nuevo; lo que el cuaderno había hecho ya no está",
  copySuffix: "(copia)",
};
