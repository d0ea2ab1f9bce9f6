/** A table as a Spanish spreadsheet writes it: `;`, decimal comma, byte-order mark, quoted newlines, gaps, dd/mm/yyyy. */

const CITIES = ["Lima", "Bogotá", "San José\nCentro", "Quito; norte"] as const;
export const CSV_ROWS = 400;
export const CSV_COLUMNS = 6;

/** Whether a customer stays depends on income and age, with a little noise, so that there is something to learn. `raise` lifts every income. */
export function customerCsv({ seed = 11, raise = 0 } = {}): string {
  const random = sequence(seed);
  const rows = Array.from({ length: CSV_ROWS }, (_, index) => {
    const age = 18 + Math.floor(random() * 50);
    const income = 400 + raise + random() * 3000;
    const stays = income / 1000 + age / 40 + (random() - 0.5) * 0.6 > 3 ? "sí" : "no";
    const city = CITIES[Math.floor(random() * CITIES.length)] ?? "Lima";
    const date = `${String(1 + (index % 28)).padStart(2, "0")}/${String(1 + (index % 12)).padStart(2, "0")}/2024`;
    return [
      date,
      index % 17 === 0 ? "" : String(age),
      index % 23 === 0 ? "NA" : income.toFixed(2).replace(".", ","),
      quote(city),
      stays,
      (random() * 10).toFixed(1).replace(".", ","),
    ].join(";");
  });
  return `\uFEFF${["fecha;edad;ingreso;ciudad;permanece;nota", ...rows].join("\r\n")}\r\n`;
}

function quote(text: string): string {
  return /[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Numbers in [0, 1), the same on every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}
