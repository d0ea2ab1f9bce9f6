import type { Messages } from "../translate";

export const home: Messages["home"] = {
  title: "Toda la vida de un modelo, desde la primera fila hasta el día en que el mundo cambia, en esta pestaña.",
  start: "Empezar con dígitos",
  startHint: "Dígitos escritos a mano: un modelo entrenado en cerca de un minuto",
  loans: "Empezar con préstamos",
  loansHint: "¿Quién paga un préstamo? ¿Y es justa la respuesta?",
  csv: "Usar tu propio CSV",
  csvHint: "Tu tabla, tu pregunta",
  file: "Abrir un archivo",
  fileHint: "Un cuaderno, una copia o una tabla; o suéltalo aquí",
  dropNow: "Suéltalo: un cuaderno, una copia o una tabla",
  creating: "Abriendo tu cuaderno …",
  continueTitle: "Sigue donde lo dejaste",
  missing: {
    title: "En esta dirección hay funciones apagadas",
    sentence:
      "La dirección no es segura (http), así que el navegador oculta {what}. Ciclo completa su ciclo de todos modos, solo que más lento y sin mantener dos pestañas al mismo paso.",
  },
};
