/** A peer in Python (Debian's, or the one that CICLO_PYTHON names): one process on one thread that answers each line of JSON with one. */
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PYTHON = process.env.CICLO_PYTHON ?? "/usr/bin/python3";

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
  const ended = (how) => waiting.splice(0).forEach(({ reject }) => reject(new Error(`the Python peer ended: ${how}`)));
  child.on("error", ({ message }) => ended(message));
  child.on("exit", (code, signal) => ended(signal ?? `exit code ${code}`));
  // What is asked of an ended process is answered by its end, not by a broken pipe.
  child.stdin.on("error", () => undefined);
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(request)}\n`);
      }),
    close: () => child.stdin.end(),
  };
}
