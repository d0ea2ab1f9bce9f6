import type { Messages } from "../translate";

export const errors: Messages["errors"] = {
  csv: {
    "not-csv":
      "Este archivo no parece una tabla de texto. Guárdalo como CSV desde tu hoja de cálculo y elígelo de nuevo.",
    "ragged-row":
      "La fila {row} tiene {found} valores y el encabezado {expected}. Corrige esa fila en el archivo o elige el separador correcto en más opciones.",
    empty: "El archivo no tiene filas con datos. Elige otro archivo.",
    "unclosed-quote": "Una comilla abierta en la fila {row} no se cierra. Ciérrala en el archivo y elígelo de nuevo.",
    "too-many-columns":
      "La primera línea tiene {found} valores; una tabla puede tener {most} columnas como máximo. Elige el separador correcto en más opciones, u otro archivo.",
    "duplicate-column": "Dos columnas se llaman «{column}». Cámbiale el nombre a una.",
  },
  data: {
    "column-missing": "La columna «{column}» no está en los datos. Elige otra columna o una versión que la tenga.",
    "column-all-missing": "La columna «{column}» no tiene ningún valor. Quítala en la receta o elige otros datos.",
    "one-class": "La variable objetivo «{column}» tiene una sola clase: no hay nada que distinguir. Elige otra.",
    "too-few-rows":
      "Hay muy pocas filas ({rows}) para entrenar, validar y probar. Elige más datos u otras proporciones.",
    "version-not-found": "Esta versión del conjunto de datos ya no está. Elige otra versión en la celda de datos.",
    "fetch-failed": "No se pudo obtener el conjunto de datos «{name}». Revisa la conexión y ejecuta la celda de nuevo.",
    "target-missing": "No hay variable objetivo que aprender, o no tiene valores. Elige una en la celda de objetivo.",
    "target-not-numeric":
      "La variable objetivo «{column}» no es numérica, así que no puede ser una regresión. Elige una clasificación o una variable numérica.",
  },
  recipe: {
    "missing-not-imputed":
      "La columna «{column}» tiene valores faltantes. Agrega un paso «Rellenar lo que falta» a la receta o quita la columna.",
    "no-features":
      "La receta no deja características de las que aprender. Conserva al menos una columna además de la variable objetivo.",
    "step-unknown-column":
      "Un paso de la receta nombra la columna «{column}», que no está en los datos. Elige una que exista.",
    "step-wrong-type":
      "Un paso de la receta no sirve para la columna «{column}»: necesita otro tipo. Cambia el paso o el tipo de la columna.",
  },
  training: {
    "loss-not-finite":
      "La pérdida se volvió infinita en la época {epoch}. Baja la tasa de aprendizaje o estandariza las características y entrena de nuevo.",
    "device-lost":
      "Se perdió el dispositivo gráfico durante el entrenamiento. Lo guardado está a salvo; entrena de nuevo o elige la CPU en más opciones.",
    "backend-unavailable": "«{backend}» no puede ejecutarse aquí. Elige otro dispositivo en más opciones.",
    "model-invalid":
      "Esta red no se puede construir. Revisa que cada capa tenga al menos una unidad y que cada valor esté en rango.",
    "task-mismatch": "El modelo no corresponde a la tarea del objetivo. Elige un modelo para esta tarea.",
    "not-an-image":
      "Una red convolucional lee una imagen cuadrada, y {inputs} entradas no forman un cuadrado. Elige otro tipo de modelo o conserva solo las columnas de la imagen.",
    "image-too-small":
      "La convolución {layer} necesita una imagen mayor: le llegan {side} × {side} píxeles, con un núcleo de {kernelSize} y una agrupación de {pool}. Reduce el núcleo o la agrupación, o quita una convolución.",
    uncovered: "«{what}» no se puede entrenar en el dispositivo elegido. Elige otro en más opciones.",
    "data-invalid":
      "La fila {row} de los datos de entrenamiento tiene un número faltante o infinito. Impútalo o quítalo en la receta.",
    "label-out-of-range":
      "La fila {row} tiene la etiqueta {label} y el modelo tiene {classes} clases. Revisa el objetivo.",
    "does-not-fit":
      "Este entrenamiento necesita {neededMb} MB y el dispositivo da {limitMb} MB. Usa un lote más pequeño, un modelo más pequeño o menos filas.",
    "not-resumable":
      "Este entrenamiento no puede seguir desde donde se cortó: sus ajustes, sus datos o su dispositivo no son los mismos. Entrena desde el principio.",
  },
  run: {
    "not-found": "Esta ejecución ya no está. Ejecuta de nuevo la celda de entrenamiento.",
    "illegal-transition": "Esta ejecución ya terminó y no puede cambiar. Inicia una nueva.",
    "not-finished":
      "La ejecución «{run}» no terminó, así que no hay nada que empaquetar. Ejecuta la celda de entrenamiento hasta el final.",
    "filter-invalid":
      'El filtro no se entiende en «{at}». Escribe comparaciones unidas por "and", como metrics.val_accuracy > 0.9.',
  },
  package: {
    "parity-failed":
      "El paquete difiere del modelo entrenado en {difference}, más de lo permitido ({tolerance}), así que no se ofrece. Entrena de nuevo y vuelve a empaquetar.",
    "not-found": "Este paquete ya no está. Ejecuta de nuevo la celda de paquete.",
    "runtime-failed": "El paquete no se pudo ejecutar. Recarga la página y ejecuta de nuevo la celda de paquete.",
    unsupported: "El paquete no puede contener esta parte del pipeline: {what}. Cámbiala en la receta o en el modelo.",
  },
  evaluation: {
    empty: "No hay filas para evaluar. Dale una proporción mayor a la parte de prueba.",
  },
  registry: {
    "other-task":
      "«{name}» da otro tipo de respuesta ({serves}, no {found}). No se cambió nada; dale otro nombre a este modelo y a su servicio en más opciones.",
    "other-target":
      "«{name}» predice «{serves}»; este modelo, «{found}». No se cambió nada; dale otro nombre a este modelo y a su servicio en más opciones.",
    "other-input":
      "A «{name}» le preguntan sin la columna «{found}» que este modelo necesita, o con otro tipo. No se cambió nada; dale otro nombre a este modelo y a su servicio en más opciones.",
    "model-not-found": "Este modelo o esta versión ya no está en el registro. Ejecuta de nuevo la celda de registro.",
    "alias-unset": "El modelo «{model}» aún no tiene {alias}. Elige uno en su página.",
    "reason-needed":
      "La versión {version} no alcanza su objetivo: {value}, y pide {minimum}. Escribe por qué se usa de todos modos e inténtalo de nuevo.",
    "gate-refused": "La puerta de calidad rechazó esta versión. Lee sus comprobaciones para ver por qué.",
  },
  endpoint: {
    "not-found": "Este servicio ya no está. Ejecuta de nuevo la celda de despliegue.",
    "column-absent": "A la pregunta le falta la columna «{column}». Envíala, sin valor donde no lo haya.",
    "bad-input": "La solicitud no corresponde a la firma del modelo: revisa «{column}».",
  },
  scenario: {
    invalid: "Este escenario no se puede leer. Pide el enlace otra vez o inyecta la deriva a mano.",
  },
  option: {
    "out-of-range": "La opción «{option}» no puede ser {value}. Valores posibles: {range}.",
  },
  notebook: {
    "not-found": "Este cuaderno no está en este navegador. Abre otro o importa su archivo.",
    invalid: "Este archivo no es un cuaderno de Ciclo. Elige uno exportado desde Ciclo.",
    "link-invalid":
      "El cuaderno de este enlace no se puede leer: quizá llegó cortado. Pide el enlace completo o el archivo del cuaderno.",
    "link-too-long":
      "Este cuaderno no cabe en un enlace ({characters} caracteres, caben {most}). Expórtalo como archivo y envía el archivo.",
    "newer-version": "Este cuaderno lo hizo un Ciclo más nuevo. Actualiza Ciclo y ábrelo de nuevo.",
    cycle: "«{cell}» depende de sí misma a través de otras celdas. Cambia una de las entradas de ese círculo.",
    "duplicate-name": "Dos celdas definen «{name}». Cámbiale el nombre a una.",
    "unknown-reference": "Esta celda usa «{name}», que ninguna celda define. Revisa la ortografía o agrega la celda.",
    "missing-input": "A esta celda le falta una entrada para «{slot}». Elígela en la celda.",
    "unknown-cell-kind": "Esta versión de Ciclo no conoce las celdas de tipo «{kind}». La celda se conserva tal cual.",
    "locked-cell": "El autor bloqueó esta celda. Duplícala para hacer la tuya.",
    "runs-elsewhere": "Otra pestaña está ejecutando esta celda. Espera a que termine allí, o detenla allí.",
  },
  pipeline: {
    "not-published": "Aún no hay un pipeline publicado. Ejecuta la celda de despliegue: ella lo publica.",
    busy: "Ya hay un reentrenamiento en curso. Espera a que termine o detenlo.",
  },
  code: {
    syntax:
      "La línea {line} del código no se puede leer. Corrígela y ejecuta la celda de nuevo; una celda no puede importar módulos.",
    runtime: "El código se detuvo en la línea {line}: {text}. Corrígelo y ejecuta la celda de nuevo.",
    "too-many-rows": "Una llamada da {most} filas como máximo: pide el resto con offset.",
    "capability-denied":
      "El código de una celda no puede hacer esto. Solo puede leer filas y perfiles, registrar y mostrar.",
  },
  cancelled: "Detenido. No se perdió nada de lo ya guardado.",
  storage: {
    "quota-exceeded":
      "El navegador no tiene más espacio. Libera espacio en los ajustes e intenta de nuevo. No se perdió nada de lo guardado.",
    unavailable:
      "El navegador no deja que esta página guarde nada. Sal de la navegación privada o permite el almacenamiento para este sitio y recarga.",
    "newer-version": "Otra pestaña tiene abierto un Ciclo más nuevo. Recarga esta pestaña.",
    corrupt:
      "Algunos bytes guardados se perdieron o se dañaron. Restaura una copia en los ajustes o ejecuta la celda de nuevo.",
    duplicate:
      "Aquí ya hay algo guardado con ese nombre o número. Vuelve a cargar la página; si se repite, mira en los ajustes lo que Ciclo dejó de lado.",
  },
  backup: {
    foreign: "Este archivo no es una copia de seguridad de Ciclo. No se cambió nada; elige otro archivo.",
    cut: "Esta copia está incompleta: le falta el final. No se cambió nada; cópiala o descárgala de nuevo.",
    damaged: "La copia está dañada en «{file}». No se cambió nada; usa otra copia.",
    "bad-record": "La copia tiene algo que Ciclo no puede usar: {table}, {record}, «{member}». No se cambió nada.",
    "not-verified":
      "La copia se hizo, pero no se pudo volver a leer, así que no se ofrece. Inténtalo otra vez y conserva los datos de este navegador hasta que salga bien.",
  },
  file: {
    unknown:
      "«{name}» no es un cuaderno de Ciclo (.json), ni una copia (.zip), ni una tabla (.csv). Elige otro archivo.",
  },
  trash: {
    "in-service":
      "El servicio «{endpoint}» responde con esto, o volvería a hacerlo. Elimina antes ese servicio, o haz que sirva otra versión.",
    monitored: "El monitor de «{endpoint}» compara con esto lo que llega. Elimina antes ese servicio.",
    training: "«{run}» todavía se está entrenando. Deténlo antes.",
    retraining:
      "Un reentrenamiento de «{endpoint}» lo está usando. Espera a que termine o decide sobre él en la celda del disparador.",
    "name-taken": "Ahora hay otro servicio llamado «{name}». Elimina ese antes; así este podrá volver.",
    "not-there": "Ya no está.",
  },
  worker: {
    crashed: "{worker} se detuvo de forma inesperada: {reason}. Ya se reinició; inténtalo de nuevo.",
    timeout: "Una tarea en segundo plano no respondió a tiempo. Cierra otras pestañas pesadas e intenta de nuevo.",
    "load-failed": "Una parte de Ciclo no se pudo cargar. Revisa que la dirección siga respondiendo y recarga.",
  },
  unexpected: "Ocurrió algo inesperado. Intenta de nuevo; si se repite, recarga la página. Lo guardado está a salvo.",
};
