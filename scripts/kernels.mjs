/**
 * Compiles the training kernels (AssemblyScript) to WebAssembly: `public/wasm/ciclo-{plain,relaxed}{,-shared}.wasm`. Does nothing
 * when the sources are those of the last build. `node scripts/kernels.mjs` alone, or from `assets.mjs`.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const KERNELS = "lib/training/compiled/kernels";
const BURST_BLOCK_FILE = "lib/training/compiled/wasm/burst-block.ts";
const OP_WORDS_FILE = "lib/training/compiled/wasm/op-words.ts";
const OUT = "public/wasm";
const STAMP = join(OUT, "ciclo-kernels.stamp");

const PLAIN = ["--enable", "simd"];
const RELAXED = [...PLAIN, "--enable", "relaxed-simd"];
/** Shared memory must declare its largest size: all that 32 bits can address. */
const SHARED = ["--enable", "threads", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"];
const BUILDS = {
  "ciclo-plain": PLAIN,
  "ciclo-relaxed": RELAXED,
  "ciclo-plain-shared": [...PLAIN, ...SHARED],
  "ciclo-relaxed-shared": [...RELAXED, ...SHARED],
};
/** No garbage collector, no exceptions, no bounds checks beyond the machine's own. */
const FLAGS = [
  "--runtime",
  "stub",
  "-O3",
  "--noAssert",
  "--importMemory",
  "--use",
  "abort=",
  // v128 between our own functions is said to be no export for JavaScript; it is none.
  "--disableWarning",
  "112",
];

/** Builds what is missing or old; throws with the compiler's own words. */
export async function buildKernels({ log = console.log } = {}) {
  const wanted = hashOfSources();
  const built = Object.keys(BUILDS).every((name) => existsSync(join(OUT, `${name}.wasm`)));
  if (built && existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  rmSync(STAMP, { force: true });
  mkdirSync(OUT, { recursive: true });
  const dispatch = await dispatchSource();
  for (const [name, flags] of Object.entries(BUILDS)) {
    const binary = await compile(flags, dispatch);
    if (name === "ciclo-plain") await checkHeapStart(binary);
    const partial = join(OUT, `${name}.${process.pid}.partial`);
    writeFileSync(partial, binary);
    renameSync(partial, join(OUT, `${name}.wasm`));
    log(`kernels: ${name}.wasm, ${(binary.length / 1024).toFixed(1)} KiB`);
  }
  writeFileSync(STAMP, wanted);
}

async function compile(flags, dispatch) {
  const { default: asc } = await import("assemblyscript/asc");
  let binary = null;
  const { error, stderr } = await asc.main(
    [join(KERNELS, "program.ts"), "--outFile", "kernels.wasm", ...FLAGS, ...flags],
    {
      readFile: (file) => {
        if (file === `${KERNELS}/dispatch.ts`) return dispatch;
        return existsSync(file) ? readFileSync(file, "utf8") : null;
      },
      writeFile: (_file, contents) => {
        binary = contents;
      },
      listFiles: () => [],
    },
  );
  const output = stderr.toString();
  if (error || !binary) throw new Error(`the kernels did not compile:\n${output || String(error)}`);
  if (output.trim()) console.error(output);
  return binary;
}

/** The kernels' constants must end where the plans' memory begins. */
async function checkHeapStart(binary) {
  const { HEAP_START } = await importTypeScript(BURST_BLOCK_FILE);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
  const end = instance.exports.heapBase();
  if (end > HEAP_START) throw new Error(`the kernels' constants end at ${end}, above HEAP_START = ${HEAP_START}`);
}

/**
 * The switch from opcodes to kernels, from the one table of opcodes: a call's opcode is its position in OP_WORDS, then those of
 * FRAME_WORDS, and the kernel has the call's name. A kernel that nobody has written traps when it is called.
 */
async function dispatchSource() {
  const { OP_WORDS, FRAME_WORDS, SPLIT_CALLS, RUNS_WITHOUT_ROWS } = await importTypeScript(OP_WORDS_FILE);
  const homes = kernelHomes();
  const calls = [...Object.keys(OP_WORDS), ...Object.keys(FRAME_WORDS)];
  const cases = calls.map((call, opcode) => {
    const kernel = SPLIT_CALLS[call] ?? call;
    if (!homes.has(kernel)) return `    case ${opcode}: unreachable(); // ${kernel}`;
    const guard = RUNS_WITHOUT_ROWS.includes(call) ? "" : "if (rowCount > 0) ";
    return `    case ${opcode}: ${guard}${kernel}(words, rowStart, rowCount); break;`;
  });
  const used = calls.map((call) => SPLIT_CALLS[call] ?? call).filter((kernel) => homes.has(kernel));
  return [
    ...used.map((kernel) => `import { ${kernel} } from "./${homes.get(kernel)}";`),
    "export function dispatch(opcode: i32, words: usize, rowStart: i32, rowCount: i32): void {",
    "  switch (opcode) {",
    ...cases,
    "    default: unreachable();",
    "  }",
    "}",
  ].join("\n");
}

/** Which file exports which kernel. */
function kernelHomes() {
  const homes = new Map();
  for (const file of kernelFiles()) {
    const source = readFileSync(join(KERNELS, file), "utf8");
    for (const match of source.matchAll(
      /^export function (\w+)\(words: usize, rowStart: i32, rowCount: i32\): void/gm,
    )) {
      homes.set(match[1], file.replace(/\.ts$/, ""));
    }
  }
  return homes;
}

async function importTypeScript(file) {
  const { transform } = await import("sucrase");
  const { code } = transform(readFileSync(file, "utf8"), { transforms: ["typescript"] });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
}

const kernelFiles = () =>
  readdirSync(KERNELS, { recursive: true })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .sort();

function hashOfSources() {
  const hash = createHash("sha256");
  const files = [
    ...kernelFiles().map((file) => join(KERNELS, file)),
    OP_WORDS_FILE,
    BURST_BLOCK_FILE,
    fileURLToPath(import.meta.url),
  ];
  for (const file of files) hash.update(file).update("\0").update(readFileSync(file));
  return hash.update(readFileSync("node_modules/assemblyscript/package.json")).digest("hex");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await buildKernels();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
