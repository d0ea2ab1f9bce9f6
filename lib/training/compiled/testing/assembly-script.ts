/** The AssemblyScript compiler, for tests that compile kernels of their own. */

/** By a name that the type checker does not follow: the compiler's declarations redefine arrays and strings for the whole project. */
const COMPILER: string = "assemblyscript/asc";

interface Files {
  readonly readFile: (file: string) => string | null | Promise<string | null>;
  readonly writeFile: (file: string, contents: Uint8Array | string) => void;
  readonly listFiles: () => readonly string[];
}

interface AssemblyScript {
  readonly main: (options: readonly string[], files: Files) => Promise<{ readonly error: Error | null }>;
}

/** Compiles with the command line's options; files are read and written through `files`. */
export async function compileAssemblyScript(options: readonly string[], files: Files): Promise<Error | null> {
  const { main } = (await import(COMPILER)) as AssemblyScript;
  return (await main(options, files)).error;
}
