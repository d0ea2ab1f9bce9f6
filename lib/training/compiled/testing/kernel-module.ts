/** Compiles a piece of AssemblyScript that imports kernels: what tests need to reach functions that are no calls of their own. */
import { readFile } from "node:fs/promises";
import { AppError } from "../../../errors";
import { compileAssemblyScript } from "./assembly-script";

const KERNELS = "lib/training/compiled/kernels";
const ENTRY = `${KERNELS}/test-entry.ts`;

/** Exports of `source`, a module among the kernels' own, on one memory. The working folder is the repository. */
export async function compileKernelModule(
  source: string,
): Promise<{ readonly memory: WebAssembly.Memory; readonly exports: WebAssembly.Exports }> {
  let binary: Uint8Array<ArrayBuffer> | null = null;
  const flags = ["--runtime", "stub", "-O2", "--noAssert", "--importMemory", "--use", "abort=", "--enable", "simd"];
  const error = await compileAssemblyScript([ENTRY, "--outFile", "test.wasm", ...flags], {
    readFile: (file) => (file === ENTRY ? source : readFile(file, "utf8").catch(() => null)),
    writeFile: (_file, contents) => {
      binary = Uint8Array.from(contents as Uint8Array);
    },
    listFiles: () => [],
  });
  if (error || binary === null) throw error ?? new AppError("unexpected");
  const memory = new WebAssembly.Memory({ initial: 64 });
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
  return { memory, exports: instance.exports };
}
