/** Trial threads of `node:worker_threads`, for tests. */
import { Worker } from "node:worker_threads";
import { AppError, fromWire } from "../../lib/errors";
import type { TrialResult, TrialRunOptions, TrialWorker } from "../../lib/training/trials";
import type { FromTrial, ToTrial } from "./node-trial";

const LOADER = new URL("./typescript-loader.mjs", import.meta.url).href;
const ENTRY = new URL("./node-trial.ts", import.meta.url).href;
/** The loader must be there before the entry is read. */
const PROGRAM = `
  const { register } = require("node:module");
  register(${JSON.stringify(LOADER)});
  import(${JSON.stringify(ENTRY)});
`;

/** Starts a thread. `crash` ends it as if it had run out of memory. */
export function spawnNodeTrial(): TrialWorker & { crash(): void } {
  const worker = new Worker(PROGRAM, { eval: true });
  const post = (message: ToTrial) => worker.postMessage(message);
  return {
    run: (trial, options) => {
      const ended = listen(worker, options);
      post({ kind: "run", trial });
      options.signal.addEventListener("abort", () => post({ kind: "cancel" }), { once: true });
      return ended;
    },
    dispose: () => void worker.terminate(),
    crash: () => post({ kind: "crash" }),
  };
}

function listen(worker: Worker, { onEvent }: TrialRunOptions): Promise<TrialResult> {
  return new Promise((resolve, reject) => {
    const crashed = (cause: unknown) => reject(new AppError("worker.crashed", { details: { worker: "trial" }, cause }));
    const onMessage = (message: FromTrial) => {
      if (message.kind === "event") return onEvent(message.event);
      worker.off("message", onMessage).off("error", crashed).off("exit", crashed);
      if (message.kind === "done") resolve(message.result);
      else reject(fromWire(message.error));
    };
    worker.on("message", onMessage).on("error", crashed).on("exit", crashed);
  });
}
