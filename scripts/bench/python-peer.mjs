/** A peer in Debian's Python: one process on one thread that answers each line of JSON with one. */
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PYTHON = "/usr/bin/python3";

/** Whether these modules can be imported. */
export function hasPython(modules) {
  return spawnSync(PYTHON, ["-c", `import ${modules.join(", ")}`], { stdio: "ignore" }).status === 0;
}

/** Starts `peers/NAME.py`. */
export function openPython(name, env = {}) {
  const server = fileURLToPath(new URL(`peers/${name}.py`, import.meta.url));
  const oneThread = { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1", ...env };
  const child = spawn(PYTHON, ["-u", server], { env: oneThread, stdio: ["pipe", "pipe", "inherit"] });
  const waiting = [];
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.resolve(JSON.parse(line)));
  child.on("exit", () => waiting.splice(0).forEach(({ reject }) => reject(new Error("the Python peer ended"))));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(request)}\n`);
      }),
    close: () => child.stdin.end(),
  };
}
