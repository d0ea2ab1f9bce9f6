import type { Messages } from "../translate";

export const code: Messages["code"] = {
  label: "Código de esta celda",
  edit: "Editar el código",
  done: "Listo",
  loading: "Cargando el editor …",
  output: "Salida",
  empty:
    "Esta celda está vacía. Escribe TypeScript: puedes usar el nombre de otra celda, por ejemplo data, y `display(valor)` muestra algo.",
  tableCaption: { one: "Tabla con {count} fila", other: "Tabla con {count} filas" },
  tableShown: "Primeras {shown} de {count} filas",
  dropped: {
    one: "{count} mensaje oculto para que la página siga viva",
    other: "{count} mensajes ocultos para que la página siga viva",
  },
};
