/** The kernels' port in a browser: the files that `scripts/kernels.mjs` has built, from the app's own server. */
import { AppError } from "../../lib/errors";
import type { LoadKernel } from "../../lib/training/compiled/wasm/load-kernel";

/** Fetches and compiles a file of `public/wasm/`. Throws `worker.load-failed` where it does not arrive. */
export const fetchKernel: LoadKernel = async (file) => {
  const url = `/wasm/${file}.wasm`;
  const response = await fetch(url);
  if (!response.ok) throw new AppError("worker.load-failed", { details: { worker: url } });
  return response.arrayBuffer();
};
