import type { Messages } from "../translate";

export const shell: Messages["shell"] = {
  description: "Todo el ciclo de vida del aprendizaje automático en una pestaña del navegador",
  skip: "Ir al contenido",
  home: "Inicio",
  loop: "Ciclo",
  shelves: "Todo lo guardado",
  settings: "Ajustes",
  openMenu: "Todo lo guardado y ajustes",
  toSpanish: "Cambiar a español",
  toEnglish: "Switch to English",
  theme: {
    system: "Tema: el del sistema",
    light: "Tema: claro",
    dark: "Tema: oscuro",
  },
  inspector: "Inspector",
  closeInspector: "Cerrar el inspector",
  opening: "Abriendo …",
  stops: {
    goal: "Objetivo",
    data: "Datos",
    training: "Entrenamiento",
    packaging: "Paquete",
    evaluation: "Evaluación",
    deployment: "Despliegue",
    monitoring: "Monitoreo",
  },
  /** The same words, with the places where a narrow column may break them. */
  strip: {
    goal: "Objetivo",
    data: "Datos",
    training: "Entrena\u00admiento",
    packaging: "Paquete",
    evaluation: "Evalua\u00adción",
    deployment: "Desplie\u00adgue",
    monitoring: "Moni\u00adtoreo",
  },
  edge: {
    manual: "lo inicias tú",
    approval: "lo apruebas tú",
    automatic: "empieza solo",
  },
  travelling: "Hay un reentrenamiento en curso",
  shelf: {
    notebooks: "Cuadernos",
    data: "Datos",
    experiments: "Experimentos",
    models: "Modelos",
    endpoints: "Servicios",
    runs: "Reentrenamientos",
  },
  notFound: {
    title: "No hay nada en esta dirección",
    sentence: "Puede que la página se haya movido o que el enlace esté incompleto.",
    action: "Ir al inicio",
  },
  broken: {
    title: "Esta página se detuvo",
    sentence: "Ocurrió algo inesperado. Lo guardado está a salvo.",
    action: "Intentar de nuevo",
    home: "Ir al inicio",
  },
  reload: "Recargar",
  unavailable: {
    title: "Ciclo no puede abrir su almacenamiento",
  },
};
