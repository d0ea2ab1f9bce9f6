/** The home page is light: what a page needs later is loaded later. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "./fixtures";

const LIMIT_BYTES = 165 * 1024;
/** Below this the server does not compress. */
const SMALLEST_GZIPPED = 1024;

/** A string that each heavy part keeps through minification. */
const HEAVY: Readonly<Record<string, string>> = {
  "the training engine": "FusedBatchNorm",
  "the package runtime": "InferenceSession",
  "the code editor": "MonacoEnvironment",
  charts: "--plot-background",
  tables: "getCoreRowModel",
  zip: "invalid zip data",
};

async function builtScripts(): Promise<string> {
  const folder = join(".next", "static");
  const files = await readdir(folder, { recursive: true });
  const scripts = files.filter((file) => file.endsWith(".js"));
  return (await Promise.all(scripts.map((file) => readFile(join(folder, file), "utf8")))).join("\n");
}

test("home loads at most 165 KB of gzipped JavaScript, and none of the heavy parts", async ({ home, page }) => {
  const scripts: { readonly url: string; readonly body: string; readonly encoding: string }[] = [];
  page.on("response", async (response) => {
    if (!/\.m?js($|\?)/.test(response.url())) return;
    const body = await response.text();
    scripts.push({ url: response.url(), body, encoding: response.headers()["content-encoding"] ?? "none" });
  });
  await home.open();
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("button", { name: /start with digits/i })).toBeVisible();

  expect(scripts.length).toBeGreaterThan(0);
  const plain = scripts.filter(({ encoding, body }) => encoding !== "gzip" && body.length > SMALLEST_GZIPPED);
  expect(plain.map(({ url }) => url)).toEqual([]);
  const bytes = scripts.reduce((sum, { body }) => sum + gzipSync(body).length, 0);
  expect(bytes).toBeLessThanOrEqual(LIMIT_BYTES);

  const loaded = scripts.map(({ body }) => body).join("\n");
  const built = await builtScripts();
  for (const [part, marker] of Object.entries(HEAVY)) {
    expect(built.includes(marker), `the build holds ${part}`).toBe(true);
    expect(loaded.includes(marker), `home loads ${part}`).toBe(false);
  }
});
