/** What this browser can train on, measured on a small made-up model: for the settings page. */
import { seededRandom } from "../random";
import type { BackendChoice, EngineData } from "./engine";
import { DEFAULT_TRAIN, networkFor } from "./model-spec";
import { pickEngine, type Picker } from "./picker";

const ROWS = 64;
const INPUTS = 8;
/** Nobody waits for a training here, so slow starters get their time. */
const BUDGET_MS = 15_000;

/** Every backend, with its time per step or why it has none. */
export async function probeBackends(picker: Picker): Promise<BackendChoice> {
  const spec = networkFor({ model: DEFAULT_TRAIN.model, task: "binary", inputWidth: INPUTS, classCount: 2 });
  const { signal } = new AbortController();
  const request = { spec, data: noise(), params: DEFAULT_TRAIN, reuse: null, signal };
  return (await pickEngine(request, { ...picker, budgetMs: BUDGET_MS })).choice;
}

function noise(): EngineData {
  const random = seededRandom("probe");
  const columns = Array.from({ length: INPUTS }, () => Float32Array.from({ length: ROWS }, () => random.normal()));
  const plans = columns.map((_, index) => ({
    kind: "numeric" as const,
    column: `x${index}`,
    fill: null,
    offset: 0,
    factor: 1,
  }));
  const targets = Float32Array.from({ length: ROWS }, () => random.int(2));
  return { features: { rowCount: ROWS, plans, columns }, targets };
}
