import type { Messages } from "../translate";

export const platform: Messages["platform"] = {
  capability: {
    secure: "Dirección segura",
    webgpu: "Procesador gráfico (WebGPU)",
    isolation: "Memoria compartida entre hilos",
    locks: "Bloqueos entre pestañas",
    storageEstimate: "Cuota de almacenamiento",
    persist: "Conservar el almacenamiento",
    storage: "Almacenamiento (IndexedDB)",
    wasm: "WebAssembly",
  },
  why: {
    secure: {
      yes: "La dirección es https o es este equipo: el navegador ofrece todo lo que tiene.",
      no: "La dirección es http en una red, así que el navegador oculta varias capacidades. Con una dirección https vuelven.",
    },
    webgpu: {
      yes: "Los modelos pueden entrenar en el procesador gráfico.",
      no: "Los modelos entrenan en la CPU. WebGPU necesita una dirección segura y un navegador reciente.",
    },
    isolation: {
      yes: "El cálculo pesado puede usar varios hilos.",
      no: "El cálculo usa un solo hilo. Necesita una dirección segura y encabezados de aislamiento.",
    },
    locks: {
      yes: "Dos pestañas saben qué entrena la otra.",
      no: "No se puede reconocer un entrenamiento que corre en otra pestaña. Usa una sola.",
    },
    storageEstimate: {
      yes: "El navegador dice cuánto espacio queda.",
      no: "En esta dirección el navegador no dice cuánto espacio queda.",
    },
    persist: {
      yes: "Puedes pedirle al navegador que conserve tu trabajo.",
      no: "El navegador puede borrar tu trabajo cuando le falte espacio. Haz una copia de seguridad.",
    },
    storage: {
      yes: "Tu trabajo se guarda en este navegador.",
      no: "El navegador no deja guardar nada aquí. Sal de la navegación privada o permite el almacenamiento.",
    },
    wasm: {
      yes: "Los modelos y los paquetes corren casi a velocidad nativa.",
      no: "Ciclo necesita WebAssembly. Actualiza el navegador.",
    },
  },
  available: "disponible",
  notAvailable: "no disponible",
};
