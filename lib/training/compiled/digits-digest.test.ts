import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { manualClock } from "../../clock";
import { DIGITS_DIGESTS, digitsDigest } from "../testing/digits-digest";
import { createCompiledEngine } from "./engine";
import { loadKernelFromDisk, spawnNodeThread } from "./testing/node-kernels";

const reproducible = { loadKernel: loadKernelFromDisk, clock: manualClock(), reproducible: true };

it.each(["mlp", "cnn"] as const)("the digits give the pinned weights in Node: %s", async (name) => {
  const csv = await readFile("public/datasets/digits.csv");
  const alone = await createCompiledEngine(reproducible);
  expect(await digitsDigest(alone, csv, name)).toBe(DIGITS_DIGESTS[name]);
  const together = await createCompiledEngine({ ...reproducible, threads: 2, spawnThread: spawnNodeThread });
  expect(await digitsDigest(together, csv, name)).toBe(DIGITS_DIGESTS[name]);
  together.dispose();
});
