import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { en } from "./en";

const root = fileURLToPath(new URL("../..", import.meta.url));

function read(folders: readonly string[]): string {
  return folders
    .flatMap((folder) =>
      readdirSync(root + folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !file.startsWith("lib/i18n/"))
    .map((file) => readFileSync(root + file, "utf8"))
    .join("\n");
}

/** Keys as the pages write them: plural forms share one. */
function messageKeys(node: object, path = ""): readonly string[] {
  if (path && Object.keys(node).join() === "one,other") return [path];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    const at = path ? `${path}.${key}` : key;
    return typeof value === "string" ? [at] : messageKeys(value as object, at);
  });
}

const found = (text: string, pattern: RegExp) => new Set([...text.matchAll(pattern)].map(([, match]) => match ?? ""));

/** Keys that a template literal can write, with the values of its places. A value may have dots, as an error code has, or be made of parts. */
function templateTest(template: string): RegExp {
  const fixed = template.split(/\$\{[^}]*\}/).map((text) => text.replaceAll(".", "\\."));
  return new RegExp(`^${fixed.join("(.+)")}$`);
}

it("every message is used: its key stands in a page, or a template writes it with values that the sources name", () => {
  const pages = read(["app", "components", "workers"]);
  const sources = pages + read(["lib"]);
  const literal = found(pages, /["'`]([\w.-]+)["'`]/g);
  // `kinds.${string}.term` is a type, not a use.
  const templates = [...found(pages, /`([a-z]\w*\.(?:[\w.-]|\$\{(?!string\})[^`{}]*\})*)`/g)].filter((text) =>
    text.includes("$"),
  );
  const tests = templates.map(templateTest);
  const objects = [...found(pages, /\bmessages\.([\w.]+)/g)];
  const names = new Set([
    ...found(sources, /["'`]([\w.-]+)["'`]/g),
    ...found(sources, /([\w-]+)\??:/g),
    // `analysis.${outcome}`
    ...found(sources, /`([\w-]+)\.\$\{/g),
  ]);
  const used = (key: string) =>
    literal.has(key) ||
    // The server reads objects: `messages.shell.notFound` has three messages.
    objects.some((path) => key === path || key.startsWith(`${path}.`)) ||
    tests.some((test) =>
      test
        .exec(key)
        ?.slice(1)
        .every((value) => names.has(value) || value.split(".").every((part) => names.has(part))),
    );
  expect(messageKeys(en).filter((key) => !used(key))).toEqual([]);
});
