/** The opaque frame that untrusted cells run in: its own CSP denies every network, its worker is a `data:` URL. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy":
    "default-src 'none'; connect-src 'none'; worker-src data:; script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' data:; frame-ancestors 'self'",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

export async function GET(): Promise<Response> {
  const folder = join(process.cwd(), "workers", "sandbox");
  const [frame, bootstrap] = await Promise.all([
    readFile(join(folder, "frame.js"), "utf8"),
    readFile(join(folder, "bootstrap.js")),
  ]);
  const script = `const CICLO_BOOTSTRAP=${JSON.stringify(bootstrap.toString("base64"))};\n${frame}`;
  return new Response(`<!doctype html><meta charset="utf-8"><title>ciclo</title><script>${script}</script>`, {
    headers: HEADERS,
  });
}
