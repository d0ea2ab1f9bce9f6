/** What `npm test` does once Node is new enough. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureAssets, ensureBuilt, ensureInstalled, enterProject, fail, say, step } from "./launch.mjs";

const REPORTS = "test-results/reports";

enterProject();
ensureInstalled();
const { ensureChromium } = await import("./chromium.mjs");
try {
  process.env.CHROMIUM_PATH = ensureChromium(say);
} catch (error) {
  fail(error.message);
}
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const totals = { passed: 0, failed: 0 };
const add = (name, passed, failed) => {
  totals.passed += passed;
  totals.failed += failed;
  say(`${name}: ${passed} passed, ${failed} failed`);
};

await ensureAssets();
say("checks …");
const { CHECKS, runChecks } = await import("./check.mjs");
const failedChecks = await runChecks();
add("checks", CHECKS.length - failedChecks.length, failedChecks.length);

for (const project of ["unit", "browser"]) {
  say(`${project} tests …`);
  const report = `${REPORTS}/${project}.json`;
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  // NODE_ENV=production in the environment would give the tests the libraries' production builds.
  const code = await step("node_modules/.bin/vitest", args, { NODE_ENV: "test" });
  const { numPassedTests = 0, numFailedTests = 0 } = readJson(report);
  add(`${project} tests`, numPassedTests, Math.max(numFailedTests, code === 0 ? 0 : 1));
}

say("journeys …");
await ensureBuilt();
const journeyReport = `${REPORTS}/journeys.json`;
const journeyCode = await step("node_modules/.bin/playwright", ["test", "--reporter=list,json"], {
  PLAYWRIGHT_JSON_OUTPUT_NAME: journeyReport,
});
const { stats = {} } = readJson(journeyReport);
add("journeys", (stats.expected ?? 0) + (stats.flaky ?? 0), Math.max(stats.unexpected ?? 0, journeyCode === 0 ? 0 : 1));

console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}
