import { expect, it } from "vitest";
import { manualClock } from "../../clock";
import { DIGITS_DIGESTS, digitsDigest } from "../testing/digits-digest";
import { createCompiledEngine } from "./engine";

const bytesOf = async (path: string) => new Uint8Array(await (await fetch(path)).arrayBuffer());

it.each(["mlp", "cnn"] as const)("the digits give the pinned weights in a browser, as in Node: %s", async (name) => {
  const loadKernel = (file: string) => bytesOf(`/wasm/${file}.wasm`);
  const engine = await createCompiledEngine({ loadKernel, clock: manualClock(), reproducible: true });
  expect(await digitsDigest(engine, await bytesOf("/datasets/digits.csv"), name)).toBe(DIGITS_DIGESTS[name]);
});
