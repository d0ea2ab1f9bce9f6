/** Cada palabra del oficio en dos frases: lo que abren las palabras subrayadas de las páginas. */
export const glossary = {
  title: "Palabras del oficio",
  explain: "¿Qué es {term}?",
  terms: {
    epoch: {
      name: "época (epoch)",
      says: "Una pasada por todas las filas de entrenamiento. Después de cada una, el modelo vio cada ejemplo una vez más y la curva gana un punto.",
    },
    batch: {
      name: "lote (batch)",
      says: "Las filas que el modelo mira antes de corregirse. Los lotes pequeños corrigen seguido y tiemblan; los grandes van más parejos.",
    },
    learningRate: {
      name: "tasa de aprendizaje (learning rate)",
      says: "Qué tan grande es cada corrección. Si es muy pequeña, aprender tarda una eternidad; si es muy grande, se salta la respuesta.",
    },
    loss: {
      name: "pérdida (loss)",
      says: "Un número que dice cuánto se equivocan las respuestas. Entrenar no es más que hacerlo pequeño.",
    },
    earlyStopping: {
      name: "parada temprana (early stopping)",
      says: "El entrenamiento termina cuando las filas de validación llevan varias épocas sin mejorar. Se guardan los pesos de la mejor época.",
    },
    baseline: {
      name: "línea base (baseline)",
      says: "Una respuesta que no necesita modelo: siempre la clase más frecuente, o el promedio. Un modelo que no la supera no aprendió nada.",
    },
    splitParts: {
      name: "partes de la partición (split)",
      says: "Las filas de entrenamiento enseñan, las de validación deciden cuándo parar y las de prueba juzgan al final. Cada fila está en una sola parte: nadie se examina con lo que se aprendió de memoria.",
    },
    recipe: {
      name: "receta (recipe)",
      says: "Los pasos que convierten una fila en números: llenar huecos, escalar, codificar categorías. Aprende solo de las filas de entrenamiento y viaja con el modelo.",
    },
    signature: {
      name: "firma (signature)",
      says: "Los nombres y tipos de lo que entra al modelo y de lo que sale. Una pregunta con otras columnas se rechaza.",
    },
    parity: {
      name: "equivalencia (parity)",
      says: "Al archivo empaquetado se le preguntan las mismas filas que al modelo entrenado, y los dos deben responder igual. Solo así el archivo vale por el modelo.",
    },
    digest: {
      name: "huella (digest)",
      says: "Una huella calculada a partir del contenido. Si cambia un solo bit, la huella es otra.",
    },
    lineage: {
      name: "linaje (lineage)",
      says: "De dónde viene un resultado: qué datos, qué partición, qué receta, qué ejecución. Con él cualquiera puede rastrear un número.",
    },
    stale: {
      name: "desactualizada (stale)",
      says: "Algo de lo que salió este resultado cambió después. El número en pantalla sigue siendo el viejo hasta que la ejecutes de nuevo.",
    },
    run: {
      name: "ejecución (run)",
      says: "Un entrenamiento con sus datos, opciones, curva y resultado, guardado para siempre. Dos ejecuciones se pueden comparar.",
    },
    target: {
      name: "columna objetivo (target)",
      says: "La columna que el modelo debe predecir. Todas las demás le pueden ayudar.",
    },
    threshold: {
      name: "umbral (threshold)",
      says: "La probabilidad desde la que la respuesta es «sí». Si lo bajas, se escapan menos casos pero hay más falsas alarmas.",
    },
    precision: {
      name: "precisión (precision)",
      says: "De todas las filas con respuesta «sí», la proporción que de verdad lo es. Precisión baja significa falsas alarmas.",
    },
    recall: {
      name: "exhaustividad (recall)",
      says: "De todas las filas que de verdad son «sí», la proporción que se encontró. Exhaustividad baja significa casos que se escapan.",
    },
    f1: {
      name: "F1",
      says: "Precisión y exhaustividad en un solo número, que solo es alto cuando las dos lo son. 1 es perfecto, 0 no encuentra nada.",
    },
    auc: {
      name: "AUC",
      says: "Toma una fila «sí» y una «no»: ¿cuántas veces el modelo le da más probabilidad a la «sí»? 0,5 es una moneda, 1 es siempre.",
    },
    calibration: {
      name: "calibración (calibration)",
      says: "Si las probabilidades cumplen su palabra: de las filas que reciben 70 %, unas 70 de cada 100 deberían resultar así. La gráfica compara las dos cosas.",
    },
    errorRates: {
      name: "falsos positivos y negativos (FPR, FNR)",
      says: "Un falso positivo es una alarma sin motivo; un falso negativo es un caso que se escapó. Sus tasas dicen a qué proporción de los inocentes, y de los casos reales, les pasa.",
    },
    slices: {
      name: "segmentos (slices)",
      says: "Grupos de filas que comparten algo, como un rango de edad. Un buen promedio puede esconder un grupo donde el modelo falla.",
    },
    champion: {
      name: "campeón (champion)",
      says: "La versión que responde ahora, porque fue la mejor hasta hoy. Una nueva tiene que ganarle para ocupar su lugar.",
    },
    challenger: {
      name: "retador (challenger)",
      says: "Una versión que quiere reemplazar al campeón. Se comparan con filas que ninguno de los dos vio.",
    },
    gate: {
      name: "puerta de calidad (gate)",
      says: "Comprobaciones que una versión nueva debe pasar antes de responder a la gente. Si una falla, se queda la versión anterior.",
    },
    canary: {
      name: "canario (canary)",
      says: "La versión nueva responde primero una pequeña parte de las preguntas. Si le va mal, poca gente lo nota y se retira.",
    },
    rollback: {
      name: "reversión (rollback)",
      says: "Volver a la versión que respondía antes. Es rápido, porque todas las versiones se guardan.",
    },
    endpoint: {
      name: "endpoint",
      says: "La dirección donde un modelo recibe preguntas y da respuestas. Las versiones detrás pueden cambiar y la dirección se queda.",
    },
    p95: {
      name: "p95",
      says: "95 de cada 100 respuestas llegaron al menos así de rápido. Muestra respuestas lentas que un promedio esconde.",
    },
    window: {
      name: "ventana (window)",
      says: "Las peticiones que se miran juntas, por ejemplo 200 filas. El monitor mide una ventana tras otra.",
    },
    drift: {
      name: "deriva (drift)",
      says: "Lo que llega ahora ya no se parece a lo que el modelo aprendió. Puede que acierte menos, y nadie se lo avisa.",
    },
    psi: {
      name: "PSI",
      says: "Mide cuánto se separan dos distribuciones, barra por barra: 0 es igual. Por encima de 0,2 se suele hablar de deriva.",
    },
    chiSquare: {
      name: "prueba χ²",
      says: "Compara cuántas veces aparece cada categoría antes y ahora. Un valor p pequeño dice que la diferencia difícilmente es azar.",
    },
    alert: {
      name: "alerta (alert)",
      says: "El monitor avisa que una regla se cumplió en suficientes ventanas. Es un motivo para mirar, todavía no una decisión.",
    },
    trigger: {
      name: "disparador (trigger)",
      says: "La regla que inicia un nuevo entrenamiento sin que nadie presione un botón: una alerta, una fecha, datos nuevos.",
    },
  },
} as const;
