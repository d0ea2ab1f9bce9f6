/** A downloaded package, checked with other tools than those that made it: Node's hashes and onnxruntime-node. */
import { createHash } from "node:crypto";
import { expect, type Download } from "@playwright/test";
import { unzipSync } from "fflate";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { GoldenRows, PackageManifest, PackageSignature } from "@/lib/packaging/package";

type Files = Readonly<Record<string, Uint8Array>>;

/** The files of a downloaded zip, by path. */
export async function unzipDownload(download: Download): Promise<Files> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return unzipSync(Buffer.concat(chunks));
}

/** Every file is listed with its SHA-256, none is missing or added; returns the digest of the manifest. */
export function expectManifestHolds(files: Files): string {
  const manifest = jsonOf<PackageManifest>(files, "manifest.json");
  const listed = manifest.files.map((file) => file.path);
  expect(Object.keys(files).sort()).toEqual(["manifest.json", ...listed].sort());
  for (const { path, sha256: digest } of manifest.files) expect(sha256(bytesOf(files, path)), path).toBe(digest);
  return sha256(bytesOf(files, "manifest.json"));
}

/** onnxruntime-node answers the golden rows as the package did: |a − b| ≤ ε·max(1, |b|), and the same labels. */
export async function expectGoldenRows(files: Files, signature: PackageSignature): Promise<void> {
  const golden = jsonOf<GoldenRows>(files, "golden.json");
  expect(golden.rows.length).toBeGreaterThan(0);
  const inputs = signature.inputs.map((input) => input.name);
  const matrix = Float64Array.from(golden.rows.flatMap((row) => inputs.map((name) => Number(row[name]))));
  const session = await InferenceSession.create(bytesOf(files, "model.onnx"), { executionProviders: ["cpu"] });
  const answer = await session.run({
    features: new Tensor("float64", matrix, [golden.rows.length, inputs.length]),
  });
  expect(answer["label"]?.data).toEqual(golden.labels);
  const wanted = (golden.probabilities ?? []).flat();
  const found = Array.from((answer["probabilities"]?.data ?? []) as Float32Array);
  expect(found).toHaveLength(wanted.length);
  const differences = wanted.map((b, index) => Math.abs((found[index] ?? NaN) - b) / Math.max(1, Math.abs(b)));
  expect(Math.max(...differences)).toBeLessThanOrEqual(golden.tolerance);
}

function jsonOf<Content>(files: Files, path: string): Content {
  return JSON.parse(new TextDecoder().decode(bytesOf(files, path))) as Content;
}

function bytesOf(files: Files, path: string): Uint8Array {
  const bytes = files[path];
  if (!bytes) throw new Error(`the package has no ${path}`);
  return bytes;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
