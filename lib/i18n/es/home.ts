import type { Messages } from "../translate";

export const home: Messages["home"] = {
  title: "Entrena, sirve, vigila y reentrena un modelo, todo en esta pestaña.",
  sentence:
    "Lleva datos reales por todo el ciclo de vida del aprendizaje automático, desde la primera fila hasta el día en que el mundo cambia. Sin instalar nada, sin cuenta, y tus datos no salen de este equipo.",
  start: "Empezar con dígitos",
  startHint: "Dígitos escritos a mano: un modelo entrenado en cerca de un minuto",
  loans: "Empezar con préstamos",
  loansHint: "¿Quién paga un préstamo? ¿Y es justa la respuesta?",
  csv: "Usar tu propio CSV",
  csvHint: "Tu tabla, tu pregunta",
  creating: "Abriendo tu cuaderno …",
  continue: "Continuar",
  continueTitle: "Sigue donde lo dejaste",
  open: "Abrir {name}",
  cells: {
    one: "{count} celda",
    other: "{count} celdas",
  },
  editedAt: "{time}",
  missing: {
    title: "En esta dirección hay funciones apagadas",
    sentence:
      "La dirección no es segura (http), así que el navegador oculta {what}. Ciclo completa su ciclo de todos modos, solo que más lento y sin mantener dos pestañas al mismo paso.",
  },
  steps: {
    one: "datos",
    two: "modelo",
    three: "entrega",
    four: "operación",
  },
};
