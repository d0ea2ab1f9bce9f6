import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

const eslint = new ESLint();

/** Rules that a file with this text would break at this place of the tree. The file stands in for one that exists. */
async function broken(filePath: string, text: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return (result?.messages ?? [])
    .map((message) => (message.fatal ? `fatal: ${message.message}` : message.ruleId))
    .filter((rule) => /^no-restricted|^fatal/.test(rule ?? ""));
}

describe("the walls of the house", () => {
  it.each([
    ["lib/data/goal.ts", 'import "../training/engine";'],
    ["lib/preprocess/recipe.ts", 'import "../notebook/document";'],
    ["lib/serving/scenario.ts", 'import "../storage/stores";'],
    ["lib/registry/gate-types.ts", 'import "react";'],
    ["lib/tracking/run.ts", 'import "dexie";'],
    ["lib/training/engine.ts", 'import "@tensorflow/tfjs-core";'],
    ["lib/packaging/session.ts", 'import "onnxruntime-web/wasm";'],
    ["lib/ids.ts", 'import "./data/table";'],
    ["lib/notebook/runtime/runtime.ts", 'import "../../pipeline/pipeline";'],
    ["lib/pipeline/canary.ts", 'import "../guide/next-action";'],
  ])("%s must not say %s", async (file, text) => {
    expect(await broken(file, text)).toEqual(["no-restricted-imports"]);
  });

  it.each([
    ["lib/training/engine.ts", 'import "../data/table";'],
    ["lib/storage/stores.ts", 'import "dexie";'],
    ["lib/notebook/runtime/runtime.ts", 'import "../../monitoring/monitor";'],
    ["lib/guide/next-action.ts", 'import "../pipeline/pipeline";'],
  ])("%s may say %s", async (file, text) => {
    expect(await broken(file, text)).toEqual([]);
  });

  it.each([
    ["lib/data/goal.ts", "export const now = Date.now();", "no-restricted-properties"],
    ["lib/data/goal.ts", "export const luck = Math.random();", "no-restricted-properties"],
    ["lib/data/goal.ts", "export const today = new Date();", "no-restricted-syntax"],
    ["lib/data/goal.ts", "export const title = document.title;", "no-restricted-globals"],
    ["components/ui/badge.tsx", "export const Hello = () => <p>Hello there</p>;", "no-restricted-syntax"],
    ["components/ui/badge.tsx", 'export const Hello = () => <p aria-label="Hello there" />;', "no-restricted-syntax"],
  ])("%s must not say %s", async (file, text, rule) => {
    expect(await broken(file, text)).toContain(rule);
  });
});
