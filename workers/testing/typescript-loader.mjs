/** Lets a thread of Node import the repository's TypeScript: relative names without an ending are `.ts`, and types are cut away. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transform } from "sucrase";

export async function resolve(specifier, context, next) {
  if (/^\.{1,2}\//.test(specifier)) {
    const url = new URL(`${specifier}.ts`, context.parentURL);
    if (existsSync(fileURLToPath(url))) return { url: url.href, format: "module", shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const { code } = transform(readFileSync(fileURLToPath(url), "utf8"), { transforms: ["typescript"] });
  return { source: code, format: "module", shortCircuit: true };
}
