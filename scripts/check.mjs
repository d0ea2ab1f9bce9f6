/** The checks that need no browser: types, lint (walls, cycles, catalogue), format, unused code, generated tables. */
import { step } from "./launch.mjs";

export const CHECKS = [
  { name: "types", command: ["node_modules/.bin/tsc", "--noEmit", "-p", "tsconfig.json"] },
  { name: "domain types (no DOM)", command: ["node_modules/.bin/tsc", "--noEmit", "-p", "tsconfig.lib.json"] },
  {
    name: "lint",
    command: [
      "node_modules/.bin/eslint",
      "--cache",
      "--cache-location",
      "node_modules/.cache/eslint",
      "--max-warnings",
      "0",
      ".",
    ],
  },
  { name: "format", command: ["node_modules/.bin/prettier", "--cache", "--check", "--log-level", "warn", "."] },
  { name: "unused code", command: ["node_modules/.bin/knip", "--no-progress"] },
];

/** Runs every check, also after one failed; the names of those that failed. */
export async function runChecks() {
  const failed = [];
  for (const check of CHECKS) {
    const code = await step(check.command[0], check.command.slice(1));
    console.log(`${code === 0 ? "✓" : "✗"} ${check.name}`);
    if (code !== 0) failed.push(check.name);
  }
  return failed;
}

if (process.argv[1]?.endsWith("check.mjs")) process.exit((await runChecks()).length === 0 ? 0 : 1);
